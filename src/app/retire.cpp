// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "app/package_lookup.hpp"
#include "app/succession.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

using report::PackageOutcome;

core::Result<void> carry_out(const RetireRequest& request, PackageOutcome& outcome) {
    Run run{.now = request.now,
            .operator_name = request.operator_name,
            .tool_version = request.tool_version,
            .dry_run = request.dry_run,
            .allow_network_share = request.allow_network_share};
    GPOTRUST_TRY_ASSIGN(auto estate, open_estate(request.estate, run, outcome));
    if (!estate) return {};
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, find_package(*estate, request.package));
    GPOTRUST_TRY_ASSIGN(const Previous previous, previous_revision(*estate, recorded));
    run.profile = previous.manifest.profile;
    GPOTRUST_TRY_ASSIGN(renewal::Change change,
                        renewal::retire(previous.policy, {.now = request.now, .distrust = request.distrust, .only = request.only}));
    const auto distrusted = std::count_if(change.policy.certificates.begin(), change.policy.certificates.end(),
                                          [](const trust::TrustedCertificate& entry) { return entry.store == trust::Store::disallowed; });
    if (distrusted > 0 && !request.distrust)
        outcome.warnings.push_back(
            fmt::format("{} distrusted, and so it stays while the GPO applies; --thumbprint SHA1 takes one out of Disallowed, too",
                        distrusted == 1 ? "1 certificate is" : fmt::format("{} certificates are", distrusted)));
    const std::string_view kind = request.distrust ? ledger::kind::distrusted : ledger::kind::retired;
    NewBase base{.enable_side = request.base.enable_side};
    GPOTRUST_TRY_ASSIGN(base.given, read_given_base(request.base));
    GPOTRUST_TRY_ASSIGN(const Decision decision, decide_change(recorded, previous, std::move(change), kind, {}, base, *estate));
    tell_merge(decision, request.base, outcome);
    auto done = commit(decision, run, *estate);
    done ? add_package(outcome, *std::move(done)) : add_error(outcome, std::move(done).error().in(decision.policy.identity.name));
    return {};
}

}  // namespace

core::Result<PackageOutcome> retire(const RetireRequest& request) {
    if (!core::is_utf8(request.operator_name)) return core::fail(core::ErrorCode::usage, "--by is not well-formed UTF-8");
    PackageOutcome outcome;
    outcome.command = "retire";
    outcome.dry_run = request.dry_run;
    outcome.now = request.now;
    GPOTRUST_TRY_ASSIGN(const std::filesystem::path estate, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(estate);
    auto carried_out = carry_out(request, outcome);
    if (!carried_out) return core::fail(with_notices(std::move(carried_out).error(), outcome.notices));
    return outcome;
}

}  // namespace gpotrust::app
