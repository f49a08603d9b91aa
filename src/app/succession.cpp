// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/succession.hpp"

#include <algorithm>

#include "gpotrust/certificate/suitability.hpp"

namespace gpotrust::app {
namespace {

using certificate::Usage;
using trust::Role;
using trust::Store;

bool is_in_use(const trust::TrustedCertificate& entry) {
    return (entry.role == Role::current || entry.role == Role::next) && entry.store != Store::disallowed;
}

bool is_for_authorities(Store store) { return store == Store::root || store == Store::intermediate; }

}  // namespace

core::Result<Decision> decide_change(const ledger::Event& recorded, const Previous& previous, renewal::Change change, std::string_view kind,
                                     const Newcomers& newcomers, const NewBase& base, const Estate& estate) {
    Decision decision;
    decision.revision.slug = recorded.slug;
    GPOTRUST_TRY_ASSIGN(std::vector<trust::TakenOver> taken, set_base(change.policy, &previous.policy, base.given, base.enable_side));
    GPOTRUST_TRY_ASSIGN(decision.policy, trust::normalize(std::move(change.policy)));
    GPOTRUST_TRY_ASSIGN(decision.merge, summarize(decision.policy, &previous.policy, base.given, std::move(taken)));
    decision.kind = kind;
    decision.told = told_about(decision.policy, newcomers.wanted, previous.manifest.certificates);
    decision.secrets = newcomers.secrets;
    decision.retiring = std::move(change.retiring);
    decision.dropped = std::move(change.dropped);
    GPOTRUST_TRY(number_revision(decision, recorded, estate));
    return decision;
}

Purpose purpose_like(const trust::TrustPolicy& policy) {
    Purpose purpose;
    purpose.usages.clear();
    purpose.as_authority = true;
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        if (!is_in_use(entry)) continue;
        purpose.as_authority = purpose.as_authority && is_for_authorities(entry.store);
        const auto& facts = entry.certificate.facts();
        const bool serves =
            entry.store == Store::trusted_people && certificate::allows(facts, Usage::tls_server) && certificate::has_usable_name(entry.certificate);
        const bool signs = certificate::lists_usage(facts, certificate::k_usage_code_signing);
        const auto add = [&](bool wanted, Usage usage) {
            if (wanted && std::find(purpose.usages.begin(), purpose.usages.end(), usage) == purpose.usages.end()) purpose.usages.push_back(usage);
        };
        add(serves, Usage::tls_server);
        add(signs, Usage::code_signing);
    }
    return purpose;
}

std::vector<renewal::NextCertificate> next_certificates(const Newcomers& newcomers, const std::string& slug,
                                                        const std::optional<std::string>& friendly_name) {
    std::vector<renewal::NextCertificate> next;
    for (const WantedCertificate& wanted : newcomers.wanted)
        next.push_back({wanted.certificate, friendly_name.value_or(default_friendly_name(slug, wanted.certificate))});
    return next;
}

bool tell_findings(const renewal::Change& change, const Judgement& judgement, Newcomers& newcomers) {
    bool fit = true;
    for (WantedCertificate& wanted : newcomers.wanted) {
        const auto told = change.findings.find(wanted.certificate.sha1());
        if (told == change.findings.end()) continue;
        std::vector<core::Finding> findings = told->second;
        apply_acceptances(findings, judgement);
        fit = fit && !core::any_blocking(findings);
        wanted.findings.insert(wanted.findings.end(), findings.begin(), findings.end());
    }
    return fit;
}

}  // namespace gpotrust::app
