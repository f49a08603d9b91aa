// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/applied_decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/listed_options.hpp"
#include "app/succession.hpp"
#include "gpotrust/certificate/names.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using renewal::Action;
using renewal::PlannedTrust;
using Settled = core::Result<std::optional<AppliedDecision>>;

Run run_of(const ApplyRequest& request, std::string profile) {
    return {.now = request.now,
            .profile = std::move(profile),
            .operator_name = request.operator_name,
            .tool_version = request.tool_version,
            .dry_run = request.dry_run,
            .allow_network_share = request.allow_network_share};
}

core::Result<ledger::Event> recorded_of(const PlannedTrust& row, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(std::optional<ledger::Event> recorded, estate.newest(row.identity.guid));
    if (recorded) return *std::move(recorded);
    return core::fail(ErrorCode::internal, "a trust policy on record is not on record");
}

/// Which of those that the file no longer names the one newcomer replaces: those whose names it serves. Nothing: renewal::renew() decides, or says that it cannot be told.
std::vector<core::Sha1Thumbprint> replaced_by(const PlannedTrust& row, const Newcomers& newcomers, const trust::TrustPolicy& policy) {
    std::set<core::Sha1Thumbprint> replaced;
    if (newcomers.wanted.size() != 1) return {};
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        const bool is_missing = std::binary_search(row.missing.begin(), row.missing.end(), entry.certificate.sha1());
        const bool has_names = !entry.certificate.names().empty();
        if (is_missing && has_names && certificate::names_lost(entry.certificate, newcomers.wanted.front().certificate).empty())
            replaced.insert(entry.certificate.sha1());
    }
    return {replaced.begin(), replaced.end()};
}

core::Error worse(const renewal::Change& change, const Judgement& judgement) {
    std::string told;
    std::string codes;
    for (const auto& [thumbprint, findings] : change.findings) {
        for (const core::Finding& finding : findings) {
            if (judgement.accepted.contains(finding.code)) continue;
            told += fmt::format("{}{}", told.empty() ? "" : "; ", finding.message);
            codes += fmt::format("{}{} = \"reason\"", codes.empty() ? "" : ", ", finding.code);
        }
    }
    return {ErrorCode::unfit, told, fmt::format("if it is meant so: accept = {{ {} }} in the estate file", codes), {}};
}

core::Error by_hand(core::Error error, const PlannedTrust& row) {
    if (is_for_the_user(error)) error.hint = fmt::format("renew it once by hand, with `gpotrust renew {} EXPORT`: {}", row.slug, error.hint);
    return error;
}

/// The file's options in the same revision. What clients would lose by them stays; that is told, and stands in no renewal's way.
core::Result<void> with_options(renewal::Change& change, PlannedTrust& row, const PackageRequest& request) {
    const std::string lost = take_options(change.policy, request, row.arriving);
    GPOTRUST_TRY_ASSIGN(change.policy, trust::normalize(std::move(change.policy)));
    if (lost.empty()) return {};
    row.error = core::Error{ErrorCode::unfit,
                            fmt::format("the file would take {} from the GPO, which stays", lost),
                            "say it in the file to keep it; `gpotrust package --replace`, by hand, takes it away at once",
                            {}};
    row.reason += "; " + row.error->message;
    return {};
}

Settled renewed(PlannedTrust& row, const ListedWork& listed, const ApplyRequest& request, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, recorded_of(row, estate));
    GPOTRUST_TRY_ASSIGN(const Previous previous, previous_revision(estate, recorded));
    Newcomers newcomers{listed.opened.plan.wanted, listed.opened.plan.secrets};
    std::erase_if(newcomers.wanted, [&](const WantedCertificate& wanted) {
        return !std::binary_search(row.arriving.begin(), row.arriving.end(), wanted.certificate.sha1());
    });
    const renewal::RenewOptions options{
        .now = request.now, .overlap = std::chrono::days(listed.trust->overlap_days), .replaces = replaced_by(row, newcomers, previous.policy)};
    auto change = renewal::renew(previous.policy, next_certificates(newcomers, recorded.slug, listed.request.friendly_name), options);
    if (!change) return core::fail(by_hand(std::move(change).error(), row));
    if (!tell_findings(*change, listed.request.judgement, newcomers)) return core::fail(worse(*change, listed.request.judgement));
    GPOTRUST_TRY(with_options(*change, row, listed.request));
    GPOTRUST_TRY_ASSIGN(Decision decision, decide_change(recorded, previous, *std::move(change), ledger::kind::renewed, newcomers, {}, estate));
    return AppliedDecision{std::move(decision), run_of(request, profile_name(listed.request.judgement.profile))};
}

/// Retirement, distrust, and the end of an overlap: nothing comes in.
Settled lessened(const PlannedTrust& row, const ApplyRequest& request, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, recorded_of(row, estate));
    GPOTRUST_TRY_ASSIGN(const Previous previous, previous_revision(estate, recorded));
    const bool distrust = row.action == Action::distrust;
    core::Result<renewal::Change> change = row.action == Action::drop ? renewal::without_ended(previous.policy, request.now)
                                                                      : renewal::retire(previous.policy, {.now = request.now, .distrust = distrust});
    if (!change) return core::fail(std::move(change).error());
    std::string_view kind = ledger::kind::dropped;
    if (row.action != Action::drop) kind = distrust ? ledger::kind::distrusted : ledger::kind::retired;
    GPOTRUST_TRY_ASSIGN(Decision decision, decide_change(recorded, previous, *std::move(change), kind, {}, {}, estate));
    return AppliedDecision{std::move(decision), run_of(request, previous.manifest.profile)};
}

/// Certificates on their way out that the file lists are in use again: with what else was decided that is one revision.
core::Result<void> bring_back(Decision& decision, const PlannedTrust& row, const Newcomers& newcomers, core::UtcTime now, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, recorded_of(row, estate));
    GPOTRUST_TRY_ASSIGN(const Previous previous, previous_revision(estate, recorded));
    const auto comes_back = [&](const trust::TrustedCertificate& entry) {
        return entry.role == trust::Role::retiring && std::binary_search(row.staying.begin(), row.staying.end(), entry.certificate.sha1());
    };
    auto& entries = decision.policy.certificates;
    for (trust::TrustedCertificate entry : previous.policy.certificates) {
        if (!comes_back(entry)) continue;
        const auto is_same = [&](const auto& other) { return other.certificate == entry.certificate && other.store == entry.store; };
        std::erase_if(entries, is_same);
        std::erase_if(decision.dropped, is_same);
        entry.role = trust::Role::current;
        entry.until.reset();
        entries.push_back(std::move(entry));
    }
    GPOTRUST_TRY_ASSIGN(renewal::Change change, renewal::without_ended(decision.policy, now));
    decision.policy = std::move(change.policy);
    std::move(change.dropped.begin(), change.dropped.end(), std::back_inserter(decision.dropped));
    decision.told = told_about(decision.policy, newcomers.wanted, previous.manifest.certificates);
    decision.kind = ledger::kind::added;
    decision.unchanged.reset();
    return number_revision(decision, recorded, estate);
}

/// What comes in ahead of its time is the next certificate, not a current one.
core::Result<void> call_next(Decision& decision, const PlannedTrust& row, const Newcomers& newcomers, core::UtcTime now, const Estate& estate) {
    bool any = false;
    for (trust::TrustedCertificate& entry : decision.policy.certificates) {
        const bool arrives = std::binary_search(row.arriving.begin(), row.arriving.end(), entry.certificate.sha1());
        if (!arrives || entry.role != trust::Role::current || entry.certificate.facts().not_before <= now) continue;
        entry.role = trust::Role::next;
        any = true;
    }
    if (!any) return {};
    GPOTRUST_TRY_ASSIGN(const ledger::Event recorded, recorded_of(row, estate));
    GPOTRUST_TRY_ASSIGN(const Previous previous, previous_revision(estate, recorded));
    GPOTRUST_TRY_ASSIGN(decision.policy, trust::normalize(std::move(decision.policy)));
    decision.told = told_about(decision.policy, newcomers.wanted, previous.manifest.certificates);
    return number_revision(decision, recorded, estate);
}

core::Error in_terms_of_the_file(core::Error error) {
    if (is_for_the_user(error)) error.hint = "say it in the file to keep it; `gpotrust package --replace`, by hand, takes it away at once";
    return error;
}

/// As `package` would, and where the policy has more than the file says, as `package --add`: what is on record stays.
Settled packaged(PlannedTrust& row, const ListedWork& listed, const ApplyRequest& request, const Estate& estate, AssignedSlugs& assigned) {
    PackageRequest wanted = listed.request;
    auto decision = decide(listed.opened.plan, wanted, {}, estate, assigned);
    if (!decision && is_for_the_user(decision.error())) {
        wanted.on_other_certificates = OnOtherCertificates::add;
        decision = decide(listed.opened.plan, wanted, {}, estate, assigned);
    }
    if (!decision) return core::fail(in_terms_of_the_file(std::move(decision).error()));
    const Newcomers newcomers{listed.opened.plan.wanted, listed.opened.plan.secrets};
    if (row.revision) GPOTRUST_TRY(call_next(*decision, row, newcomers, request.now, estate));
    if (!row.staying.empty()) GPOTRUST_TRY(bring_back(*decision, row, newcomers, request.now, estate));
    if (row.action == Action::unchanged && !decision->unchanged) {
        row.action = Action::package;
        row.reason = "the file says other options than the newest revision";
    }
    if (row.action == Action::package) decision->kind = ledger::kind::packaged;
    return AppliedDecision{*std::move(decision), run_of(request, profile_name(listed.request.judgement.profile))};
}

}  // namespace

Settled decide_row(PlannedTrust& row, const ListedWork* listed, const ApplyRequest& request, const Estate& estate, AssignedSlugs& assigned) {
    switch (row.action) {
        case Action::fail:
            return std::nullopt;
        case Action::renew:
            return renewed(row, *listed, request, estate);
        case Action::retire:
        case Action::distrust:
        case Action::drop:
            return lessened(row, request, estate);
        case Action::unchanged:
            if (listed == nullptr || listed->trust->retired) return std::nullopt;
            break;
        case Action::package:
        case Action::add:
            break;
    }
    return packaged(row, *listed, request, estate, assigned);
}

}  // namespace gpotrust::app
