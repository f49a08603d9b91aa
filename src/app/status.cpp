// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/found_estate_file.hpp"
#include "app/ledger_access.hpp"
#include "app/namesakes.hpp"
#include "app/package_lookup.hpp"
#include "app/schedule_wish.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using ledger::TrustState;
using report::StatusOutcome;

/// Those that were asked for; all when none was named.
core::Result<std::vector<TrustState>> chosen(std::vector<TrustState> states, const StatusRequest& request) {
    if (request.packages.empty()) return states;
    GPOTRUST_TRY_ASSIGN(const Estate estate, Estate::open(request.estate, EstateUse::look, true));
    std::set<std::string> slugs;
    for (const std::string& package : request.packages) {
        GPOTRUST_TRY_ASSIGN(const ledger::Event found, find_package(estate, package));
        slugs.insert(found.slug);
    }
    std::erase_if(states, [&](const TrustState& state) { return slugs.count(state.newest.slug) == 0; });
    return states;
}

/// The exit by what was asked for: expired wins. What has expired was due before and is not better since: a job that fails on `due` must not turn green at the end.
core::ExitCode exit_code_of(const StatusOutcome& outcome, const std::vector<renewal::State>& fail_on) {
    const bool on_due = std::find(fail_on.begin(), fail_on.end(), renewal::State::due) != fail_on.end();
    core::ExitCode exit_code = core::ExitCode::fine;
    for (const renewal::TrustStatus& trust : outcome.trusts) {
        if (trust.state == renewal::State::expired && !fail_on.empty()) exit_code = core::worse(exit_code, core::ExitCode::expired);
        if (trust.state == renewal::State::due && on_due) exit_code = core::worse(exit_code, core::ExitCode::renewal_due);
    }
    return exit_code;
}

/// A ledger that knows nothing of packages which are there was lost, and monitoring that stays green then is worse than none.
core::Result<void> refuse_lost_ledger(const EstateLayout& layout) {
    GPOTRUST_TRY_ASSIGN(const std::vector<RevisionName> packages, revisions_on_disk(layout));
    if (packages.empty()) return {};
    return core::fail(
        core::ErrorCode::ledger_damaged,
        fmt::format("the ledger {} records nothing, and {} revision(s) of packages lie beside it", platform::shown(layout.ledger()), packages.size()),
        "put a backup copy in its place, or run `gpotrust ledger rebuild`");
}

core::Result<std::vector<TrustState>> states_of(const EstateLayout& layout, const StatusRequest& request, StatusOutcome& outcome) {
    outcome.has_ledger = platform::exists(layout.ledger());
    if (outcome.has_ledger) {
        GPOTRUST_TRY_ASSIGN(const ledger::Ledger ledger, ledger::Ledger::open(layout.ledger(), ledger::Access::read_only));
        GPOTRUST_TRY_ASSIGN(std::vector<TrustState> states, ledger.states());
        if (states.empty()) GPOTRUST_TRY(refuse_lost_ledger(layout));
        return states;
    }
    GPOTRUST_TRY_ASSIGN(const std::vector<RevisionName> packages, revisions_on_disk(layout));
    // A job that fails on what is due must not be green because it looks at another folder.
    if (!packages.empty() || !request.fail_on.empty()) GPOTRUST_TRY(open_to_read_ledger(layout.root()));
    outcome.warnings.push_back(
        fmt::format("{} has no ledger: `gpotrust package EXPORT` makes one, --estate names another folder", platform::shown(layout.root())));
    return std::vector<TrustState>();
}

/// Monitoring goes on with the usual schedule where the file cannot be understood; `apply` refuses it.
renewal::EstateFile estate_file_in(const fs::path& root, StatusOutcome& outcome) {
    auto found = find_estate_file({}, root);
    if (found) return *found ? std::move((*found)->file) : renewal::EstateFile();
    outcome.warnings.push_back(found.error().text() + ": its schedules and contacts are not used");
    return {};
}

renewal::TrustStatus status_in(const renewal::EstateFile& file, const TrustState& state, const StatusRequest& request, const StatusOutcome& outcome) {
    const renewal::Reminding& own = renewal::reminding_for(file, state.newest.gpo_guid);
    const renewal::Schedule schedule = wished(own.schedule, request.schedule);
    renewal::TrustStatus status = renewal::status_of(state, schedule, request.now);
    if (schedule.thresholds != outcome.schedule.thresholds) status.thresholds = schedule.thresholds;
    status.contacts = own.contacts;
    return status;
}

core::Result<void> look(const StatusRequest& request, StatusOutcome& outcome) {
    GPOTRUST_TRY_ASSIGN(const fs::path root, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(root);
    GPOTRUST_TRY_ASSIGN(std::vector<TrustState> states, states_of(EstateLayout(root), request, outcome));
    GPOTRUST_TRY_ASSIGN(states, chosen(std::move(states), request));
    renewal::EstateFile file = estate_file_in(root, outcome);
    take_recorded_guids(file, states);
    outcome.schedule = wished(file.defaults.schedule, request.schedule);
    for (const TrustState& state : states) outcome.trusts.push_back(status_in(file, state, request, outcome));
    return {};
}

}  // namespace

StatusOutcome status(const StatusRequest& request) {
    StatusOutcome outcome;
    outcome.schedule = wished({}, request.schedule);
    outcome.now = request.now;
    const auto looked = look(request, outcome);
    if (!looked) {
        outcome.exit_code = core::exit_code_for(looked.error().code);
        outcome.error = looked.error();
        return outcome;
    }
    outcome.exit_code = exit_code_of(outcome, request.fail_on);
    return outcome;
}

}  // namespace gpotrust::app
