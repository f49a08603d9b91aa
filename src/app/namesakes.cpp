// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/namesakes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
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

core::Result<std::optional<ledger::Event>> recorded_as(trust::GpoIdentity& identity, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(std::optional<ledger::Event> recorded, estate.newest(identity.guid));
    if (recorded) return recorded;
    // A policy that was merged into a GPO has that one's GUID, which does not follow from its name; its domain need not be told again.
    GPOTRUST_TRY_ASSIGN(std::vector<ledger::Event> namesakes, estate.newest_with_gpo_name(identity.name));
    std::erase_if(namesakes, [&](const ledger::Event& event) {
        const auto derived = trust::make_identity(event.gpo_name, event.domain);
        const bool merged = !derived || derived->guid != event.gpo_guid;
        return !merged || (!identity.domain.empty() && event.domain != identity.domain);
    });
    if (namesakes.size() != 1) return std::optional<ledger::Event>();
    identity.guid = namesakes.front().gpo_guid;
    identity.domain = namesakes.front().domain;
    return std::optional(std::move(namesakes.front()));
}

core::Result<void> refuse_second_policy(const trust::GpoIdentity& identity, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const std::vector<ledger::Event> namesakes, estate.newest_with_gpo_name(identity.name));
    const auto without_domain = std::find_if(namesakes.begin(), namesakes.end(), [](const ledger::Event& event) { return event.domain.empty(); });
    if (identity.domain.empty() || without_domain == namesakes.end()) return {};
    return core::fail(
        core::Error{core::ErrorCode::choice_needed,
                    fmt::format("{} is a policy for \"{}\" without a domain: this would be a second one for the same GPO", without_domain->slug,
                                core::printable(identity.name)),
                    fmt::format("gpotrust renew {} EXPORT --base GPO-BACKUP brings a certificate into that one; for another GPO give --gpo-name",
                                without_domain->slug),
                    {"--base"}});
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
