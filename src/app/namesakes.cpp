// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/namesakes.hpp"

#include <algorithm>

#include "app/decision.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::app {
namespace {

bool bears_name(const ledger::Event& event, const std::string& name) {
    const auto asked = trust::make_identity(name, event.domain);
    const auto borne = trust::make_identity(event.gpo_name, event.domain);
    return asked && borne && asked->guid == borne->guid;
}

}  // namespace

core::Result<void> add_merged_namesakes(const ledger::Ledger& ledger, const std::string& name, std::vector<ledger::Event>& found) {
    const auto identity = trust::make_identity(name, "");
    if (!identity) return {};
    const auto never_taken = [](std::string_view, const void*) { return false; };
    GPOTRUST_TRY_ASSIGN(const std::vector<std::string> slugs, ledger.slugs_like(trust::make_slug(*identity, never_taken, nullptr)));
    for (const std::string& slug : slugs) {
        GPOTRUST_TRY_ASSIGN(auto event, ledger.newest(slug));
        const auto is_it = [&](const ledger::Event& other) { return other.gpo_guid == event->gpo_guid; };
        if (event && bears_name(*event, name) && std::none_of(found.begin(), found.end(), is_it)) found.push_back(*std::move(event));
    }
    return {};
}

void take_recorded_guids(renewal::EstateFile& file, const Estate& estate) {
    for (renewal::ListedTrust& trust : file.trusts) static_cast<void>(recorded_as(trust.identity, estate));
}

void take_recorded_guids(renewal::EstateFile& file, const std::vector<ledger::TrustState>& states) {
    for (renewal::ListedTrust& trust : file.trusts) {
        for (const ledger::TrustState& state : states) {
            if (state.newest.domain == trust.identity.domain && bears_name(state.newest, trust.identity.name))
                trust.identity.guid = state.newest.gpo_guid;
        }
    }
}

}  // namespace gpotrust::app
