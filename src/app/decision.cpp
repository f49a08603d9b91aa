// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/choice.hpp"
#include "app/namesakes.hpp"
#include "app/revision.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/renewal/renew.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using trust::Scope;
using trust::Store;
using trust::TrustedCertificate;

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
            policy.certificates.push_back(
                {wanted.certificate, store, role, request.friendly_name.value_or(default_friendly_name(slug, wanted.certificate)), {}});
    }
    return policy;
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

/// A certificate on its way in or out is not called current because somebody packages it again.
void keep_roles(const trust::TrustPolicy& previous, trust::TrustPolicy& requested) {
    for (TrustedCertificate& entry : requested.certificates) {
        for (const TrustedCertificate& kept : previous.certificates) {
            if (kept.certificate != entry.certificate || kept.store != entry.store) continue;
            entry.role = kept.role;
            entry.until = kept.until;
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

/// The places that count: all, or without those of certificates on their way out.
Entries entries_of(const ledger::Event& recorded, bool with_retiring) {
    Entries entries;
    for (const ledger::RecordedCertificate& entry : recorded.certificates) {
        if (with_retiring || entry.role != trust::to_text(trust::Role::retiring)) entries.emplace(core::to_hex(entry.sha1), entry.store);
    }
    return entries;
}

Entries entries_of(const trust::TrustPolicy& policy) {
    Entries entries;
    for (const TrustedCertificate& entry : policy.certificates) entries.emplace(core::to_hex(entry.certificate.sha1()), trust::to_text(entry.store));
    return entries;
}

core::Error holds_none(const ledger::Event& recorded) {
    return {ErrorCode::choice_needed,
            fmt::format("the GPO \"{}\" exists and trusts nothing any more (revision {} of {})", core::printable(recorded.gpo_name),
                        recorded.revision, recorded.slug),
            "`--add` puts these certificates in",
            {}};
}

core::Error which_certificates(const ledger::Event& recorded) {
    if (recorded.certificates.empty()) return holds_none(recorded);
    std::string list;
    for (const ledger::RecordedCertificate& entry : recorded.certificates)
        list += fmt::format("{}{} in {} until {}", list.empty() ? "" : ", ", core::to_hex(entry.sha1), entry.store, core::to_date(entry.not_after));
    return {ErrorCode::choice_needed,
            fmt::format("the GPO \"{}\" exists with other certificates (revision {} of {}: {})", core::printable(recorded.gpo_name),
                        recorded.revision, recorded.slug, list),
            fmt::format("for the next certificate of the same server: gpotrust renew {} EXPORT, which keeps the old one for a while. `--add` keeps "
                        "those and adds these; "
                        "`--replace` puts these in their place, and clients lose those at once",
                        recorded.slug),
            {}};
}

/// A policy as it is to be packaged, with what earlier manifests tell of its certificates.
struct Settled {
    trust::TrustPolicy policy;
    std::string_view kind = ledger::kind::packaged;
    std::vector<bundle::ManifestCertificate> earlier = {};
    std::vector<TrustedCertificate> before = {};  ///< the entries of the revision before
};

/// The next policy, with what the one before had and it has not.
core::Result<trust::TrustPolicy> following(const trust::TrustPolicy& before, trust::TrustPolicy after) {
    renewal::carry_withdrawn(before, after);
    return trust::normalize(std::move(after));
}

/// A key that was given up is not trusted again because its export lies about.
core::Result<void> check_distrusted(const trust::TrustPolicy& before, const trust::TrustPolicy& requested) {
    for (const TrustedCertificate& entry : before.certificates) {
        const bool comes_back = entry.role == trust::Role::distrusted &&
                                std::any_of(requested.certificates.begin(), requested.certificates.end(), [&](const TrustedCertificate& wanted) {
                                    return wanted.certificate == entry.certificate && wanted.store != Store::disallowed;
                                });
        if (!comes_back) continue;
        const std::string sha1 = core::to_hex(entry.certificate.sha1());
        return core::fail(ErrorCode::usage, fmt::format("{} is distrusted by this policy", sha1),
                          fmt::format("make a new certificate, with a new key. If it was distrusted by mistake, `gpotrust retire --thumbprint {}` "
                                      "takes it out of Disallowed first",
                                      sha1));
    }
    return {};
}

/// The clock alone makes no revision; one that is made anyway leaves out what has ended.
core::Result<trust::TrustPolicy> in_time(trust::TrustPolicy policy, const ledger::Event& recorded, core::UtcTime now) {
    if (trust::content_digest(policy) == recorded.content_digest) return policy;
    GPOTRUST_TRY_ASSIGN(renewal::Change timely, renewal::without_ended(policy, now));
    return std::move(timely.policy);
}

/// A certificate on its way out that somebody adds stays.
void keep_what_is_added(trust::TrustPolicy& previous, const trust::TrustPolicy& requested) {
    for (TrustedCertificate& entry : previous.certificates) {
        const bool is_wanted = std::any_of(requested.certificates.begin(), requested.certificates.end(), [&](const TrustedCertificate& wanted) {
            return wanted.certificate == entry.certificate && wanted.store == entry.store;
        });
        if (entry.role != trust::Role::retiring || !is_wanted) continue;
        entry.role = trust::Role::current;
        entry.until.reset();
    }
}

core::Result<Settled> added(const trust::TrustPolicy& requested, const ledger::Event& recorded, const PackageRequest& request, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(Previous previous, previous_revision(estate, recorded));
    GPOTRUST_TRY(check_distrusted(previous.policy, requested));
    std::vector<TrustedCertificate> before = previous.policy.certificates;
    if (request.on_other_certificates == OnOtherCertificates::add) keep_what_is_added(previous.policy, requested);
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, following(previous.policy, added_to(previous, requested, request)));
    if (const std::string lost = losses(previous.policy, policy); !lost.empty()) return core::fail(would_lose(recorded, lost));
    GPOTRUST_TRY_ASSIGN(policy, in_time(std::move(policy), recorded, request.judgement.now));
    const bool is_more = entries_of(policy) != entries_of(recorded, true);
    return Settled{std::move(policy), is_more ? ledger::kind::added : ledger::kind::packaged, std::move(previous.manifest.certificates),
                   std::move(before)};
}

core::Result<Settled> replaced(trust::TrustPolicy requested, const ledger::Event& recorded, const PackageRequest& request, const Estate& estate) {
    const auto previous = previous_revision(estate, recorded);
    if (previous && !request.comment) requested.comment = previous->policy.comment;
    if (previous) {
        GPOTRUST_TRY(check_distrusted(previous->policy, requested));
        renewal::carry_withdrawn(previous->policy, requested);
    }
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(std::move(requested)));
    return Settled{std::move(policy), ledger::kind::replaced, {}, previous ? previous->policy.certificates : std::vector<TrustedCertificate>()};
}

/// Without --add and --replace: the same certificates, and nothing is taken away.
core::Result<Settled> changed(trust::TrustPolicy requested, const ledger::Event& recorded, const PackageRequest& request, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(requested));
    if (trust::content_digest(policy) == recorded.content_digest) return Settled{std::move(policy)};
    if (entries_of(policy) != entries_of(recorded, true)) {
        // While a renewal is under way the certificate in use is not the only one, and packaging it again takes nothing away.
        if (entries_of(policy) == entries_of(recorded, false)) return added(requested, recorded, request, estate);
        return core::fail(which_certificates(recorded));
    }
    const auto previous = previous_revision(estate, recorded);
    if (!previous) return core::fail(previous.error().code == ErrorCode::malformed_input ? cannot_compare(recorded) : previous.error());
    keep_texts(previous->policy, requested, request);
    keep_roles(previous->policy, requested);
    GPOTRUST_TRY_ASSIGN(policy, following(previous->policy, std::move(requested)));
    if (const std::string lost = losses(previous->policy, policy); !lost.empty()) return core::fail(would_lose(recorded, lost));
    GPOTRUST_TRY_ASSIGN(policy, in_time(std::move(policy), recorded, request.judgement.now));
    return Settled{std::move(policy), ledger::kind::packaged, previous->manifest.certificates, previous->policy.certificates};
}

std::vector<TrustedCertificate> no_longer_in(const trust::TrustPolicy& policy, const std::vector<TrustedCertificate>& before) {
    std::vector<TrustedCertificate> gone;
    std::copy_if(before.begin(), before.end(), std::back_inserter(gone), [&](const TrustedCertificate& entry) {
        return std::none_of(policy.certificates.begin(), policy.certificates.end(),
                            [&](const TrustedCertificate& kept) { return kept.certificate == entry.certificate && kept.store == entry.store; });
    });
    return gone;
}

/// What is known of the revision before: all of it, or at least whether it carries a GPO.
struct Earlier {
    std::optional<Previous> previous = {};
    bool may_carry_base = false;  ///< it cannot be read, and might
};

/// The manifest alone, of a revision that is damaged otherwise.
bool manifest_names_no_base(const Estate& estate, const ledger::Event& recorded) {
    const auto file =
        platform::read_file(estate.layout().folder({recorded.slug, recorded.revision}) / std::string(bundle::k_manifest_name), 4U << 20U);
    const auto manifest = file ? bundle::parse_manifest(*file) : core::Result<bundle::Manifest>(core::fail(file.error()));
    return manifest && manifest->content_digest == recorded.content_digest && !manifest->base;
}

Earlier earlier_of(const Estate& estate, const ledger::Event& recorded) {
    Earlier earlier;
    if (auto read = previous_revision(estate, recorded)) {
        earlier.previous = *std::move(read);
        return earlier;
    }
    // Of a revision that is gone altogether nothing can be told; its GUID still tells where it came from a GPO.
    const auto derived = trust::make_identity(recorded.gpo_name, recorded.domain);
    const bool gone = !platform::exists(estate.layout().folder({recorded.slug, recorded.revision}));
    earlier.may_carry_base = !derived || derived->guid != recorded.gpo_guid || (!gone && !manifest_names_no_base(estate, recorded));
    return earlier;
}

core::Error may_lose_a_gpo(const ledger::Event& recorded) {
    return {ErrorCode::choice_needed,
            fmt::format("revision {} of {} is missing or damaged, and whether it carries the other settings of a GPO cannot be told: without them an "
                        "import would erase those",
                        recorded.revision, recorded.slug),
            "back the GPO up and give it with --base; where the GPO holds nothing else, package the exports of that revision again first, which "
            "rebuilds it",
            {}};
}

core::Result<Settled> settle(trust::TrustPolicy requested, const PackageRequest& request, const std::optional<ledger::Event>& on_record,
                             const Estate& estate) {
    if (!on_record) {
        GPOTRUST_TRY_ASSIGN(trust::TrustPolicy policy, trust::normalize(std::move(requested)));
        return Settled{std::move(policy)};
    }
    const ledger::Event& recorded = *on_record;
    if (request.on_other_certificates == OnOtherCertificates::add) return added(requested, recorded, request, estate);
    if (request.on_other_certificates == OnOtherCertificates::replace) return replaced(std::move(requested), recorded, request, estate);
    return changed(std::move(requested), recorded, request, estate);
}

}  // namespace

core::Result<Decision> decide(const Plan& asked, const PackageRequest& request, const std::optional<GivenBase>& base, const Estate& estate,
                              AssignedSlugs& assigned) {
    Plan plan = asked;
    GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> recorded, recorded_as(plan.identity, estate));
    if (base && !recorded) GPOTRUST_TRY(refuse_second_policy(plan.identity, estate));
    const Earlier earlier = recorded ? earlier_of(estate, *recorded) : Earlier();
    const trust::TrustPolicy* before = earlier.previous ? &earlier.previous->policy : nullptr;
    Decision decision;
    GPOTRUST_TRY_ASSIGN(decision.revision.slug, slug_for(plan, recorded, estate, assigned));
    trust::TrustPolicy requested = requested_policy(plan, request, decision.revision.slug);
    if (recorded) requested.identity.name = recorded->gpo_name;  // the name of a GPO stays, however it is spelt now
    GPOTRUST_TRY_ASSIGN(std::vector<trust::TakenOver> taken, set_base(requested, before, base, request.base.enable_side));
    GPOTRUST_TRY_ASSIGN(Settled settled, settle(std::move(requested), request, recorded, estate));
    decision.policy = std::move(settled.policy);
    GPOTRUST_TRY_ASSIGN(decision.merge, summarize(decision.policy, before, base, std::move(taken)));
    decision.kind = settled.kind;
    decision.told = told_about(decision.policy, plan.wanted, settled.earlier);
    decision.dropped = no_longer_in(decision.policy, settled.before);
    decision.secrets = plan.secrets;
    assigned.emplace(decision.revision.slug, plan.identity.guid);

    GPOTRUST_TRY(number_revision(decision, recorded, estate));
    if (earlier.may_carry_base && !base && !decision.unchanged) return core::fail(may_lose_a_gpo(*recorded));
    return decision;
}

core::Result<void> number_revision(Decision& decision, const std::optional<ledger::Event>& recorded, const Estate& estate) {
    if (recorded && recorded->content_digest == trust::content_digest(decision.policy)) {
        decision.revision.number = recorded->revision;
        decision.unchanged = recorded;
        return {};
    }
    GPOTRUST_TRY_ASSIGN(decision.revision.number, next_revision(decision.revision.slug, recorded, estate));
    return {};
}

}  // namespace gpotrust::app
