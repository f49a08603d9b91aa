// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/choice.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/certificate_blob.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using report::AssessedCertificate;
using report::Verdict;

core::Result<void> check_texts(const PackageRequest& request) {
    const auto refuse = [](std::string_view option) { return core::fail(ErrorCode::usage, fmt::format("{} is not well-formed UTF-8", option)); };
    if (request.friendly_name && !core::is_utf8(*request.friendly_name)) return refuse("--friendly-name");
    if (request.friendly_name && !trust::is_friendly_name(*request.friendly_name))
        return core::fail(ErrorCode::usage, "--friendly-name: Windows could not show it as it is",
                          "at most 128 characters, no control characters, no blanks at either end; an empty one for none");
    if (request.comment && !core::is_utf8(*request.comment)) return refuse("--comment");
    if (!core::is_utf8(request.operator_name)) return refuse("--by");
    for (const auto& [code, reason] : request.judgement.accepted) {
        if (!core::is_utf8(reason)) return refuse("--accept " + code);
    }
    return {};
}

/// Evidence first: the same certificate out of a PFX and a .cer is one whose key is proven.
void add_wanted(Plan& plan, WantedCertificate wanted) {
    const auto same =
        std::find_if(plan.wanted.begin(), plan.wanted.end(), [&](const WantedCertificate& other) { return other.certificate == wanted.certificate; });
    if (same == plan.wanted.end()) {
        plan.wanted.push_back(std::move(wanted));
    } else if (wanted.key_evidence == certificate::KeyEvidence::proven) {
        *same = std::move(wanted);
    }
}

std::string first_selected_name(const OpenedExport& opened) {
    for (const AssessedCertificate& judged : opened.assessed.certificates) {
        if (judged.selected) return trust::default_gpo_name(judged.exported.certificate);
    }
    return {};
}

bool same_certificates(const Plan& a, const Plan& b) {
    return std::is_permutation(a.wanted.begin(), a.wanted.end(), b.wanted.begin(), b.wanted.end(),
                               [](const WantedCertificate& one, const WantedCertificate& other) { return one.certificate == other.certificate; });
}

core::Error two_for_one_gpo(const Plan& plan, const std::string& path) {
    return {ErrorCode::choice_needed,
            fmt::format("another export of this run has different certificates for the same GPO \"{}\"", core::printable(plan.identity.name)),
            "put them into one policy with --gpo-name, or package them one after the other",
            {core::printable(path)}};
}

core::Result<void> add_plan(Plans& made, Plan plan, const std::string& path) {
    for (Plan& earlier : made.plans) {
        if (earlier.identity.guid != plan.identity.guid) continue;
        if (!same_certificates(earlier, plan)) return core::fail(two_for_one_gpo(plan, path));
        for (WantedCertificate& wanted : plan.wanted) add_wanted(earlier, std::move(wanted));
        earlier.secrets.key_traces.insert(earlier.secrets.key_traces.end(), plan.secrets.key_traces.begin(), plan.secrets.key_traces.end());
        earlier.secrets.metadata.insert(earlier.secrets.metadata.end(), plan.secrets.metadata.begin(), plan.secrets.metadata.end());
        return {};
    }
    made.plans.push_back(std::move(plan));
    return {};
}

core::Result<Plans> one_per_export(const PackageRequest& request, const std::vector<OpenedExport>& exports) {
    Plans made;
    for (const OpenedExport& opened : exports) {
        if (opened.assessed.verdict != Verdict::fit) continue;
        Plan plan;
        GPOTRUST_TRY_ASSIGN(plan.identity, trust::make_identity(first_selected_name(opened), request.domain));
        add_export(plan, opened);
        GPOTRUST_TRY(add_plan(made, std::move(plan), opened.assessed.path));
    }
    return made;
}

core::Result<Plans> one_of_all(const PackageRequest& request, const std::vector<OpenedExport>& exports) {
    Plans made;
    Plan plan;
    GPOTRUST_TRY_ASSIGN(plan.identity, trust::make_identity(*request.gpo_name, request.domain));
    const auto unusable =
        std::find_if(exports.begin(), exports.end(), [](const OpenedExport& opened) { return opened.assessed.verdict != Verdict::fit; });
    if (unusable != exports.end()) {
        // With a single export its own verdict says it all.
        if (exports.size() > 1)
            made.errors.push_back({ErrorCode::unfit,
                                   fmt::format("no package for \"{}\": not every export of it can be used", core::printable(*request.gpo_name)),
                                   "leave the unusable export out, or correct it",
                                   {core::printable(unusable->assessed.path)}});
        return made;
    }
    for (const OpenedExport& opened : exports) add_export(plan, opened);
    made.plans.push_back(std::move(plan));
    return made;
}

}  // namespace

void add_export(Plan& plan, const OpenedExport& opened) {
    for (const AssessedCertificate& judged : opened.assessed.certificates) {
        if (!judged.selected) continue;
        WantedCertificate wanted{judged.exported.certificate, judged.exported.key_evidence, judged.findings};
        // Of what was found about the file only what somebody accepted is worth keeping; the rest may tell about the exporting machine.
        std::copy_if(opened.assessed.findings.begin(), opened.assessed.findings.end(), std::back_inserter(wanted.findings),
                     [](const core::Finding& finding) { return !finding.accepted_because.empty(); });
        add_wanted(plan, std::move(wanted));
    }
    const bundle::Secrets& secrets = opened.secrets;
    plan.secrets.key_traces.insert(plan.secrets.key_traces.end(), secrets.key_traces.begin(), secrets.key_traces.end());
    plan.secrets.metadata.insert(plan.secrets.metadata.end(), secrets.metadata.begin(), secrets.metadata.end());
}

core::Result<void> check_request(const PackageRequest& request) {
    if (request.exports.empty())
        return core::fail(ErrorCode::usage, "no export was named", "gpotrust package mail.pfx: an exported certificate (.pfx, .cer, .p7b, .sst)");
    if (request.judgement.thumbprint && request.judgement.all)
        return core::fail(ErrorCode::usage, "--thumbprint and --all contradict each other", "give one of them");
    GPOTRUST_TRY(check_acceptances(request.judgement));
    GPOTRUST_TRY(check_choice(request));
    GPOTRUST_TRY(check_texts(request));
    return trust::make_identity(request.gpo_name.value_or("default"), request.domain).map([](const trust::GpoIdentity&) {});
}

core::Result<Plans> make_plans(const PackageRequest& request, const std::vector<OpenedExport>& exports) {
    return request.gpo_name ? one_of_all(request, exports) : one_per_export(request, exports);
}

}  // namespace gpotrust::app
