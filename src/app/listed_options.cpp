// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/listed_options.hpp"

#include <algorithm>

namespace gpotrust::app {
namespace {

using trust::Scope;
using trust::Store;
using trust::TrustedCertificate;

/// Both sides, where the policy has one and the other is asked for by the clients; by name a side is added only with the other.
Scope grown(Scope before, const PackageRequest& request) {
    if (!request.scope && request.judgement.clients.empty()) return before;
    const Scope wanted = scope_of(request);
    if (wanted == before || wanted == Scope::both) return wanted;
    return before == Scope::both || request.scope ? before : Scope::both;
}

bool is_there(const trust::TrustPolicy& policy, const TrustedCertificate& entry, Store store) {
    return std::any_of(policy.certificates.begin(), policy.certificates.end(),
                       [&](const TrustedCertificate& other) { return other.certificate == entry.certificate && other.store == store; });
}

void into_every_store(trust::TrustPolicy& policy, const PackageRequest& request, const std::vector<core::Sha1Thumbprint>& arrived) {
    const std::vector<TrustedCertificate> before = policy.certificates;
    for (const TrustedCertificate& entry : before) {
        if (std::find(arrived.begin(), arrived.end(), entry.certificate.sha1()) == arrived.end()) continue;
        for (const Store store : stores_of(request)) {
            if (store == Store::disallowed || is_there(policy, entry, store)) continue;
            policy.certificates.push_back(entry);
            policy.certificates.back().store = store;
        }
    }
}

}  // namespace

std::string take_options(trust::TrustPolicy& policy, const PackageRequest& request, const std::vector<core::Sha1Thumbprint>& arrived) {
    std::string lost;
    const Scope scope = grown(policy.scope, request);
    if (request.scope && scope != *request.scope) lost = *request.scope == Scope::computer ? "the user side" : "the computer side";
    policy.scope = scope;
    policy.restrict_eku = policy.restrict_eku || request.restrict_eku;
    policy.peer_usages = policy.peer_usages || request.peer_usages;
    policy.gpmc_style = policy.gpmc_style || request.gpmc_style;
    policy.preferences_in_backup = policy.preferences_in_backup || request.preferences_in_backup;
    if (request.artefacts) policy.artefacts = *request.artefacts;
    const bool loses_comment = request.comment && request.comment->empty() && !policy.comment.empty();
    if (loses_comment) lost += lost.empty() ? "the comment" : " and the comment";
    if (request.comment && !loses_comment) policy.comment = *request.comment;
    into_every_store(policy, request, arrived);
    return lost;
}

}  // namespace gpotrust::app
