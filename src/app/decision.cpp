// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/choice.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/trust/policy_findings.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using trust::Scope;
using trust::Store;
using trust::TrustedCertificate;

constexpr std::size_t k_largest_zip = 256U << 20U;

/// The newest revision's policy with what its manifest tells, to add to.
struct Previous {
    trust::TrustPolicy policy;
    std::vector<bundle::ManifestCertificate> told;
};

struct SlugQuestion {
    const Estate& estate;
    const AssignedSlugs& assigned;
    const core::Guid& guid;
    std::optional<core::Error> error = {};
};

bool is_taken(std::string_view slug, SlugQuestion& question) {
    if (const auto given = question.assigned.find(slug); given != question.assigned.end()) return given->second != question.guid;
    const auto owner = question.estate.newest(slug);
    const auto on_disk = question.estate.highest_on_disk(std::string(slug));
    if (!owner) question.error = owner.error();
    if (!on_disk) question.error = on_disk.error();
    if (question.error) return false;
    if (*owner) return (*owner)->gpo_guid != question.guid;
    // Revisions on disk that nobody recorded and recovery could not adopt: whose they are only their manifests can say.
    return *on_disk > 0 && question.estate.owner_on_disk(std::string(slug)) != question.guid;
}

core::Result<std::string> slug_for(const Plan& plan, const std::optional<ledger::Event>& recorded, const Estate& estate,
                                   const AssignedSlugs& assigned) {
    if (recorded) return recorded->slug;
    SlugQuestion question{estate, assigned, plan.identity.guid};
    const auto ask = [](std::string_view slug, const void* context) {
        return is_taken(slug, *const_cast<SlugQuestion*>(static_cast<const SlugQuestion*>(context)));
    };
    std::string slug = trust::make_slug(plan.identity, ask, &question);
    if (question.error) return core::fail(*std::move(question.error));
    return slug;
}

std::string friendly_name_for(const PackageRequest& request, const certificate::Certificate& certificate, const std::string& slug) {
    constexpr std::size_t k_year_and_month = 7;
    return request.friendly_name.value_or(
        fmt::format("gpotrust {} until {}", slug, core::to_date(certificate.facts().not_after).substr(0, k_year_and_month)));
}

trust::TrustPolicy requested_policy(const Plan& plan, const PackageRequest& request, const std::string& slug) {
    trust::TrustPolicy policy;
    policy.identity = plan.identity;
    policy.scope = scope_of(request);
    policy.comment = request.comment.value_or(std::string());
    policy.restrict_eku = request.restrict_eku;
    policy.peer_usages = request.peer_usages;
    policy.gpmc_style = request.gpmc_style;
    policy.preferences_in_backup = request.preferences_in_backup;
    policy.artefacts = request.artefacts.value_or(std::vector<std::string>());
    for (const Store store : stores_of(request)) {
        const trust::Role role = store == Store::disallowed ? trust::Role::distrusted : trust::Role::current;
        for (const WantedCertificate& wanted : plan.wanted)
            policy.certificates.push_back({wanted.certificate, store, role, friendly_name_for(request, wanted.certificate, slug), {}});
    }
    return policy;
}

core::Result<Previous> previous_revision(const Estate& estate, const ledger::Event& recorded) {
    auto files = intact_files(estate, recorded);
    if (!files) {
        const auto zip = intact_zip(estate, recorded);
        const std::filesystem::path zip_file = estate.layout().zip({recorded.slug, recorded.revision});
        // A file that is there and cannot be read is no damage.
        if (!zip && platform::exists(zip_file)) GPOTRUST_TRY(platform::read_file(zip_file, k_largest_zip));
        if (!zip)
            return core::fail(ErrorCode::malformed_input,
                              fmt::format("revision {} of {} is missing or damaged, so nothing can be added to it", recorded.revision, recorded.slug),
                              "package its own exports again first, which rebuilds it, or give all certificates with --replace");
        GPOTRUST_TRY_ASSIGN(files, archive::read_zip(*zip));
    }
    GPOTRUST_TRY_ASSIGN(const bundle::Manifest manifest, bundle::parse_manifest(files->at(core::RelativePath::of(bundle::k_manifest_name))));
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, bundle::policy_of(manifest, *files));
    return Previous{std::move(policy), manifest.certificates};
}

/// What nobody asked to change of the texts stays.
void keep_texts(const trust::TrustPolicy& previous, trust::TrustPolicy& requested, const PackageRequest& request) {
    if (!request.comment) requested.comment = previous.comment;
    if (request.friendly_name) return;
    for (TrustedCertificate& entry : requested.certificates) {
        for (const TrustedCertificate& kept : previous.certificates) {
            if (kept.certificate == entry.certificate && kept.store == entry.store) entry.friendly_name = kept.friendly_name;
        }
    }
}

/// What clients, or people, have of a policy and would not have of another. Certificates are a question of their own.
std::string losses(const trust::TrustPolicy& before, const trust::TrustPolicy& after) {
    const auto covers = [](const trust::TrustPolicy& policy, Scope side) { return policy.scope == Scope::both || policy.scope == side; };
    std::string list;
    const auto add = [&](bool is_lost, std::string_view what) {
        if (is_lost) list += fmt::format("{}{}", list.empty() ? "" : ", ", what);
    };
    add(covers(before, Scope::computer) && !covers(after, Scope::computer), "the computer side (--scope)");
    add(covers(before, Scope::user) && !covers(after, Scope::user), "the user side (--scope)");
    add(before.restrict_eku && !after.restrict_eku, "the restriction to server authentication (--restrict-eku)");
    add(before.peer_usages && !after.peer_usages, "server authentication among the peer usages (--peer-usages)");
    add(before.gpmc_style && !after.gpmc_style, "the editor's empty store keys (--gpmc-style)");
    add(before.preferences_in_backup && !after.preferences_in_backup, "the preferences for the ordinary stores (--preferences-in-backup)");
    add(!before.comment.empty() && after.comment.empty(), "the comment (--comment)");
    return list;
}

core::Error would_lose(const ledger::Event& recorded, const std::string& lost) {
    return {ErrorCode::choice_needed,
            fmt::format("the GPO \"{}\" exists (revision {} of {}) with what this run would take from it: {}", core::printable(recorded.gpo_name),
                        recorded.revision, recorded.slug, lost),
            "ask for it again to keep it; `--replace` puts what was asked for in its place, and clients lose the rest at once",
            {}};
}

core::Error cannot_compare(const ledger::Event& recorded) {
    return {ErrorCode::choice_needed,
            fmt::format("the GPO \"{}\" exists, but revision {} of {} is missing or damaged: what this run would take from it cannot be told",
                        core::printable(recorded.gpo_name), recorded.revision, recorded.slug),
            "give the options it was made with, which rebuilds it; `--replace` puts what was asked for in its place",
            {}};
}

/// The scope of a policy that is added to: it stays unless the request says otherwise, and grows where a client of --for needs the other side.
Scope widened(Scope previous, Scope requested, const PackageRequest& request) {
    if (request.scope) return *request.scope;
    if (request.judgement.clients.empty() || previous == requested) return previous;
    return Scope::both;
}

/// Adds what is new; the rest of the policy stays unless the request says otherwise.
trust::TrustPolicy added_to(const Previous& previous, trust::TrustPolicy requested, const PackageRequest& request) {
    requested.scope = widened(previous.policy.scope, requested.scope, request);
    requested.artefacts = request.artefacts.value_or(previous.policy.artefacts);
    keep_texts(previous.policy, requested, request);
    requested.restrict_eku = requested.restrict_eku || previous.policy.restrict_eku;
    requested.peer_usages = requested.peer_usages || previous.policy.peer_usages;
    requested.gpmc_style = requested.gpmc_style || previous.policy.gpmc_style;
    requested.preferences_in_backup = requested.preferences_in_backup || previous.policy.preferences_in_backup;
    for (const TrustedCertificate& kept : previous.policy.certificates) {
        const auto is_kept = [&](const TrustedCertificate& entry) { return entry.certificate == kept.certificate && entry.store == kept.store; };
        std::erase_if(requested.certificates, is_kept);
        requested.certificates.push_back(kept);
    }
    return requested;
}

using Entries = std::set<std::pair<std::string, std::string>>;

bool same_entries(const ledger::Event& recorded, const trust::TrustPolicy& policy) {
    Entries before;
    Entries now;
    for (const ledger::RecordedCertificate& entry : recorded.certificates) before.emplace(core::to_hex(entry.sha1), entry.store);
    for (const TrustedCertificate& entry : policy.certificates) now.emplace(core::to_hex(entry.certificate.sha1()), trust::to_text(entry.store));
    return before == now;
}

core::Error which_certificates(const ledger::Event& recorded) {
    std::string list;
    for (const ledger::RecordedCertificate& entry : recorded.certificates)
        list += fmt::format("{}{} in {} until {}", list.empty() ? "" : ", ", core::to_hex(entry.sha1), entry.store, core::to_date(entry.not_after));
    return {ErrorCode::choice_needed,
            fmt::format("the GPO \"{}\" exists with other certificates (revision {} of {}: {})", core::printable(recorded.gpo_name),
                        recorded.revision, recorded.slug, list),
            "`--add` keeps those and adds these; `--replace` puts these in their place, and clients lose those at once. A planned change with an "
            "overlap is "
            "`gpotrust renew`, which comes with a later version",
            {}};
}

bundle::ManifestCertificate told_of(const TrustedCertificate& entry, const Plan& plan, const std::vector<bundle::ManifestCertificate>& earlier) {
    for (const WantedCertificate& wanted : plan.wanted) {
        if (wanted.certificate == entry.certificate) return bundle::describe(entry, wanted.key_evidence, wanted.findings);
    }
    for (const bundle::ManifestCertificate& told : earlier) {
        if (told.sha256 == entry.certificate.sha256() && told.store == entry.store) return bundle::describe(entry, told.key_evidence, told.findings);
    }
    return bundle::describe(entry, certificate::KeyEvidence::not_provable, {});
}

/// What the policy as a whole says of an entry; what earlier revisions said of it no longer counts.
void add_policy_findings(const trust::TrustPolicy& policy, const TrustedCertificate& entry, bundle::ManifestCertificate& told) {
    for (const core::FindingKind& kind : trust::policy_finding_kinds())
        std::erase_if(told.findings, [&kind](const core::Finding& finding) { return finding.code == kind.code; });
    for (core::Finding& finding : trust::findings_about(policy, entry)) told.findings.push_back(std::move(finding));
}

core::Result<unsigned> next_revision(const std::string& slug, const std::optional<ledger::Event>& recorded, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const unsigned on_disk, estate.highest_on_disk(slug));
    const unsigned next = std::max(recorded ? recorded->revision : 0U, on_disk) + 1;
    if (next > 65'535)
        return core::fail(ErrorCode::usage, fmt::format("{} has used up its 65,535 revisions", slug), "start another GPO with --gpo-name");
    return next;
}

/// A policy as it is to be packaged, with what earlier manifests tell of its certificates.
struct Settled {
    trust::TrustPolicy policy;
    std::vector<bundle::ManifestCertificate> earlier = {};
};

core::Result<Settled> added(const trust::TrustPolicy& requested, const ledger::Event& recorded, const PackageRequest& request, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(Previous previous, previous_revision(estate, recorded));
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(added_to(previous, requested, request)));
    if (const std::string lost = losses(previous.policy, policy); !lost.empty()) return core::fail(would_lose(recorded, lost));
    return Settled{std::move(policy), std::move(previous.told)};
}

core::Result<Settled> replaced(trust::TrustPolicy requested, const ledger::Event& recorded, const PackageRequest& request, const Estate& estate) {
    const auto previous = previous_revision(estate, recorded);
    if (previous && !request.comment) requested.comment = previous->policy.comment;
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(std::move(requested)));
    return Settled{std::move(policy)};
}

/// Without --add and --replace: the same certificates, and nothing is taken away.
core::Result<Settled> changed(trust::TrustPolicy requested, const ledger::Event& recorded, const PackageRequest& request, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(requested));
    if (trust::content_digest(policy) == recorded.content_digest) return Settled{std::move(policy)};
    if (!same_entries(recorded, policy)) return core::fail(which_certificates(recorded));
    const auto previous = previous_revision(estate, recorded);
    if (!previous) return core::fail(previous.error().code == ErrorCode::malformed_input ? cannot_compare(recorded) : previous.error());
    keep_texts(previous->policy, requested, request);
    GPOTRUST_TRY_ASSIGN(policy, trust::normalize(std::move(requested)));
    if (const std::string lost = losses(previous->policy, policy); !lost.empty()) return core::fail(would_lose(recorded, lost));
    return Settled{std::move(policy)};
}

core::Result<Settled> settle(const Plan& plan, const PackageRequest& request, const std::optional<ledger::Event>& recorded, const Estate& estate,
                             const std::string& slug) {
    trust::TrustPolicy requested = requested_policy(plan, request, slug);
    if (!recorded) {
        GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(std::move(requested)));
        return Settled{std::move(policy)};
    }
    requested.identity.name = recorded->gpo_name;  // the name of a GPO stays, however it is spelt now
    if (request.on_other_certificates == OnOtherCertificates::add) return added(requested, *recorded, request, estate);
    if (request.on_other_certificates == OnOtherCertificates::replace) return replaced(std::move(requested), *recorded, request, estate);
    return changed(std::move(requested), *recorded, request, estate);
}

}  // namespace

core::Result<Decision> decide(const Plan& plan, const PackageRequest& request, const Estate& estate, AssignedSlugs& assigned) {
    GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> recorded, estate.newest(plan.identity.guid));
    Decision decision;
    GPOTRUST_TRY_ASSIGN(decision.revision.slug, slug_for(plan, recorded, estate, assigned));
    GPOTRUST_TRY_ASSIGN(Settled settled, settle(plan, request, recorded, estate, decision.revision.slug));
    decision.policy = std::move(settled.policy);
    for (const TrustedCertificate& entry : decision.policy.certificates) {
        decision.told.push_back(told_of(entry, plan, settled.earlier));
        add_policy_findings(decision.policy, entry, decision.told.back());
    }
    decision.secrets = plan.secrets;
    assigned.emplace(decision.revision.slug, plan.identity.guid);

    if (recorded && recorded->content_digest == trust::content_digest(decision.policy)) {
        decision.revision.number = recorded->revision;
        decision.unchanged = recorded;
        return decision;
    }
    GPOTRUST_TRY_ASSIGN(decision.revision.number, next_revision(decision.revision.slug, recorded, estate));
    return decision;
}

}  // namespace gpotrust::app
