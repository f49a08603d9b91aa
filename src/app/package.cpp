// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/advice.hpp"
#include "app/choice.hpp"
#include "app/commit.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

using report::PackageOutcome;

/// All plans are settled before the first package is written: a choice that only the user can make stops the run while nothing has happened.
core::Result<std::vector<Decision>> decide_all(const std::vector<Plan>& plans, const PackageRequest& request, const std::optional<GivenBase>& base,
                                               const Estate& estate, PackageOutcome& outcome) {
    std::vector<Decision> decisions;
    AssignedSlugs assigned;
    for (const Plan& plan : plans) {
        auto decision = decide(plan, request, base, estate, assigned);
        if (decision) {
            decisions.push_back(*std::move(decision));
            continue;
        }
        if (is_for_the_user(decision.error())) return core::fail(std::move(decision).error());
        add_error(outcome, std::move(decision).error().in(plan.identity.name));
    }
    return decisions;
}

core::Result<void> carry_out(const std::vector<Plan>& plans, const PackageRequest& request, const std::optional<GivenBase>& base,
                             PackageOutcome& outcome) {
    const Run run = run_of(request);
    GPOTRUST_TRY_ASSIGN(auto estate, open_estate(request.estate, run, outcome));
    if (!estate) return {};
    auto decisions = decide_all(plans, request, base, *estate, outcome);
    if (!decisions) return core::fail(with_notices(std::move(decisions).error(), outcome.notices));
    for (const Decision& decision : *decisions) {
        tell_merge(decision, request.base, outcome);
        auto done = commit(decision, run, *estate);
        if (!done) {
            add_error(outcome, std::move(done).error().in(decision.policy.identity.name));
            continue;
        }
        for (std::string& warning : advice_on(*done, request)) outcome.warnings.push_back(std::move(warning));
        add_package(outcome, *std::move(done));
    }
    return {};
}

core::Result<std::vector<OpenedExport>> open_exports(const PackageRequest& request, const Passwords& passwords) {
    std::vector<OpenedExport> exports;
    for (const std::filesystem::path& path : request.exports) {
        exports.push_back(open_and_judge(path, request.judgement, passwords, purpose_of(request)));
        if (exports.back().choice) return core::fail(*std::move(exports.back().choice));
    }
    return exports;
}

/// A base names the GPO, unless the request does.
PackageRequest in_terms_of(const std::optional<GivenBase>& base, PackageRequest request) {
    if (!base) return request;
    const trust::GpoIdentity& identity = base->read.base.identity;
    if (!request.gpo_name) request.gpo_name = identity.name;
    if (request.domain.empty()) request.domain = identity.domain;
    return request;
}

/// It keeps the base's GUID, too, where it is the base's GPO and no other.
void keep_guid(const std::optional<GivenBase>& base, std::vector<Plan>& plans) {
    if (!base) return;
    const trust::GpoIdentity& identity = base->read.base.identity;
    for (Plan& plan : plans) {
        const auto same = trust::make_identity(identity.name, identity.domain);
        if (same && same->guid == plan.identity.guid) plan.identity.guid = identity.guid;
    }
}

}  // namespace

core::Result<PackageOutcome> package(const PackageRequest& asked, const Passwords& passwords) {
    GPOTRUST_TRY(check_request(asked));
    GPOTRUST_TRY_ASSIGN(const std::optional<GivenBase> base, read_given_base(asked.base));
    const PackageRequest request = in_terms_of(base, asked);
    PackageOutcome outcome;
    outcome.dry_run = request.dry_run;
    outcome.now = request.judgement.now;
    for (const trust::Client* client : request.judgement.clients) outcome.asked_for.push_back(client->id);
    GPOTRUST_TRY_ASSIGN(const std::filesystem::path estate, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(estate);
    GPOTRUST_TRY_ASSIGN(std::vector<OpenedExport> exports, open_exports(request, passwords));
    GPOTRUST_TRY_ASSIGN(Plans made, make_plans(request, exports));
    keep_guid(base, made.plans);
    for (const OpenedExport& opened : exports) outcome.exit_code = core::worse(outcome.exit_code, exit_code_of(opened.assessed));
    for (core::Error& error : made.errors) add_error(outcome, std::move(error));
    if (!made.plans.empty()) GPOTRUST_TRY(carry_out(made.plans, request, base, outcome));
    for (OpenedExport& opened : exports) outcome.exports.push_back(std::move(opened.assessed));
    return outcome;
}

}  // namespace gpotrust::app
