// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "app/choice.hpp"
#include "app/package_lookup.hpp"
#include "app/succession.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/trust/certificate_blob.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using report::PackageOutcome;

core::Result<void> check_request(const RenewRequest& request) {
    if (request.exports.empty())
        return core::fail(ErrorCode::usage, "no export was named", "gpotrust renew PACKAGE mail-2027.pfx: the next certificate, exported");
    if (request.judgement.thumbprint && request.judgement.all)
        return core::fail(ErrorCode::usage, "--thumbprint and --all contradict each other", "give one of them");
    if (!core::is_utf8(request.operator_name)) return core::fail(ErrorCode::usage, "--by is not well-formed UTF-8");
    if (request.friendly_name && !(core::is_utf8(*request.friendly_name) && trust::is_friendly_name(*request.friendly_name)))
        return core::fail(ErrorCode::usage, "--friendly-name: Windows could not show it as it is",
                          "at most 128 characters, no control characters, no blanks at either end; an empty one for none");
    return check_acceptances(request.judgement);
}

/// What the exports are judged for: said by --for, else like the certificates in use. The estate is only looked at: reading exports may take long.
core::Result<Purpose> purpose_for(const RenewRequest& request) {
    if (!request.judgement.clients.empty()) return purpose_of(request.judgement);
    GPOTRUST_TRY_ASSIGN(const Estate estate, Estate::open(request.estate, EstateUse::look, true));
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, find_package(estate, request.package));
    GPOTRUST_TRY_ASSIGN(const Previous previous, previous_revision(estate, recorded));
    return purpose_like(previous.policy);
}

/// The findings of the change stand where those of the certificate stand, so that a refusal shows them.
void show_findings(const Newcomers& newcomers, std::vector<OpenedExport>& exports) {
    for (OpenedExport& opened : exports) {
        for (report::AssessedCertificate& judged : opened.assessed.certificates) {
            for (const WantedCertificate& wanted : newcomers.wanted) {
                if (!judged.selected || wanted.certificate != judged.exported.certificate) continue;
                for (const core::Finding& finding : wanted.findings) {
                    if (std::find(judged.findings.begin(), judged.findings.end(), finding) == judged.findings.end())
                        judged.findings.push_back(finding);
                }
                if (core::any_blocking(judged.findings)) opened.assessed.verdict = report::Verdict::unfit;
            }
        }
    }
}

core::Result<void> carry_out(const RenewRequest& request, std::vector<OpenedExport>& exports, PackageOutcome& outcome) {
    Plan plan;
    for (const OpenedExport& opened : exports) add_export(plan, opened);
    Newcomers newcomers{std::move(plan.wanted), std::move(plan.secrets)};

    const Run run = run_of(request);
    GPOTRUST_TRY_ASSIGN(auto estate, open_estate(request.estate, run, outcome));
    if (!estate) return {};
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, find_package(*estate, request.package));
    GPOTRUST_TRY_ASSIGN(Previous previous, previous_revision(*estate, recorded));
    const renewal::RenewOptions options{.now = run.now,
                                        .overlap = request.overlap.value_or(renewal::k_default_overlap),
                                        .set_overlap_anew = request.overlap.has_value(),
                                        .replaces = request.replaces};
    GPOTRUST_TRY_ASSIGN(renewal::Change change,
                        renewal::renew(previous.policy, next_certificates(newcomers, recorded.slug, request.friendly_name), options));
    if (request.artefacts) change.policy.artefacts = *request.artefacts;
    const bool fit = tell_findings(change, request.judgement, newcomers);
    show_findings(newcomers, exports);
    if (!fit) {
        outcome.exit_code = core::worse(outcome.exit_code, core::ExitCode::unfit);
        return {};
    }
    NewBase base{.enable_side = request.base.enable_side};
    GPOTRUST_TRY_ASSIGN(base.given, read_given_base(request.base));
    GPOTRUST_TRY_ASSIGN(const Decision decision,
                        decide_change(recorded, previous, std::move(change), ledger::kind::renewed, newcomers, base, *estate));
    tell_merge(decision, request.base, outcome);
    auto done = commit(decision, run, *estate);
    done ? add_package(outcome, *std::move(done)) : add_error(outcome, std::move(done).error().in(decision.policy.identity.name));
    return {};
}

}  // namespace

core::Result<PackageOutcome> renew(const RenewRequest& request, const Passwords& passwords) {
    GPOTRUST_TRY(check_request(request));
    PackageOutcome outcome;
    outcome.command = "renew";
    outcome.dry_run = request.dry_run;
    outcome.now = request.judgement.now;
    for (const trust::Client* client : request.judgement.clients) outcome.asked_for.push_back(client->id);
    GPOTRUST_TRY_ASSIGN(const std::filesystem::path estate, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(estate);
    GPOTRUST_TRY_ASSIGN(Purpose purpose, purpose_for(request));
    purpose.may_begin_later = true;
    std::vector<OpenedExport> exports;
    for (const std::filesystem::path& path : request.exports) {
        exports.push_back(open_and_judge(path, request.judgement, passwords, purpose));
        if (exports.back().choice) return core::fail(*std::move(exports.back().choice));
        outcome.exit_code = core::worse(outcome.exit_code, exit_code_of(exports.back().assessed));
    }
    if (outcome.exit_code == core::ExitCode::fine) {
        auto carried_out = carry_out(request, exports, outcome);
        if (!carried_out) return core::fail(with_notices(std::move(carried_out).error(), outcome.notices));
    }
    for (OpenedExport& opened : exports) outcome.exports.push_back(std::move(opened.assessed));
    return outcome;
}

}  // namespace gpotrust::app
