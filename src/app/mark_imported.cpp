// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "app/ledger_access.hpp"
#include "app/package_lookup.hpp"
#include "gpotrust/app/ledger_use_cases.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using ledger::Event;
using report::LedgerMarkOutcome;

core::Result<Event> revision_meant(const Estate& estate, const MarkImportedRequest& request) {
    GPOTRUST_TRY_ASSIGN(Event newest, find_package(estate, request.package));
    if (!request.revision) return newest;
    GPOTRUST_TRY_ASSIGN(std::optional<Event> found, estate.find({newest.slug, *request.revision}));
    if (found) return *std::move(found);
    return core::fail(ErrorCode::usage, fmt::format("{} has no revision {}; its newest is {}", newest.slug, *request.revision, newest.revision),
                      fmt::format("`gpotrust ledger show {}` lists them", newest.slug));
}

/// In the spelling domains have in packages. Fails with usage.
core::Result<std::string> domain_of(const std::string& given) {
    GPOTRUST_TRY_ASSIGN(trust::GpoIdentity identity, trust::make_identity("imported", given));
    return std::move(identity.domain);
}

core::Result<void> mark(const MarkImportedRequest& request, LedgerMarkOutcome& outcome) {
    // Before anything is made or locked: where there is no estate there is nothing to mark.
    { GPOTRUST_TRY_ASSIGN(const Estate there, open_to_read_ledger(request.estate)); }
    GPOTRUST_TRY_ASSIGN(Estate estate, Estate::open(request.estate, EstateUse::write, request.allow_network_share));
    GPOTRUST_TRY_ASSIGN(outcome.notices, recover(estate));
    GPOTRUST_TRY_ASSIGN(Event event, revision_meant(estate, request));
    event.kind = ledger::kind::imported;
    event.time = request.now;
    event.operator_name = request.operator_name;
    event.target_guid = request.guid;
    GPOTRUST_TRY_ASSIGN(event.target_domain, domain_of(request.domain));
    GPOTRUST_TRY(estate.record(std::move(event)));
    GPOTRUST_TRY_ASSIGN(outcome.marked, estate.ledger()->last());
    return {};
}

}  // namespace

core::Result<LedgerMarkOutcome> mark_imported(const MarkImportedRequest& request) {
    LedgerMarkOutcome outcome;
    if (request.operator_name.find_first_not_of(' ') == std::string::npos)
        return core::fail(ErrorCode::usage, "--by is missing: a mark says who imported the package", "--by \"A. Admin, CHG-17\"");
    GPOTRUST_TRY_ASSIGN(const std::filesystem::path root, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(root);
    auto marked = mark(request, outcome);
    if (marked) return outcome;
    const core::ExitCode exit_code = core::exit_code_for(marked.error().code);
    if (exit_code == core::ExitCode::usage) return core::fail(std::move(marked).error());
    outcome.exit_code = exit_code;
    outcome.error = std::move(marked).error();
    return outcome;
}

}  // namespace gpotrust::app
