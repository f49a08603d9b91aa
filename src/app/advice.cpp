// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/advice.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gpotrust::app {
namespace {

using trust::ClientOutlook;
using trust::Support;

bool is_distrust(const trust::TrustPolicy& policy) {
    return std::all_of(policy.certificates.begin(), policy.certificates.end(),
                       [](const trust::TrustedCertificate& entry) { return entry.store == trust::Store::disallowed; });
}

/// The families for which Trusted People counts on the computer side and not, or not surely, on the user side.
std::string families(Support on_user_side) {
    std::string list;
    for (const trust::Client& client : trust::clients()) {
        const Support on_computer = trust::support_in(client, trust::Store::trusted_people, trust::Side::computer);
        if (on_computer != Support::yes && on_computer != Support::expected) continue;
        if (trust::support_in(client, trust::Store::trusted_people, trust::Side::user) == on_user_side)
            list += fmt::format("{}{}", list.empty() ? "" : ", ", client.id);
    }
    return list;
}

/// Not where --for chose the user side: then the others are not what it is for.
void add_user_scope(std::vector<std::string>& advice, const report::PackagedTrust& package, const PackageRequest& request) {
    const bool chosen = !request.scope && !request.judgement.clients.empty();
    if (package.policy.scope != trust::Scope::user || chosen || is_distrust(package.policy)) return;
    advice.push_back(fmt::format(
        "scope user: {} WILL NOT BE SEEN by {}: they read only the computer's store. Unverified from the user's store: {}. Services and other "
        "accounts do not see it either. --scope both serves them all",
        package.policy.identity.name, families(Support::no), families(Support::unverified)));
}

void add_asked_for(std::vector<std::string>& advice, const report::PackagedTrust& package, const PackageRequest& request) {
    for (const ClientOutlook& line : package.clients) {
        const auto& asked = request.judgement.clients;
        if (std::find(asked.begin(), asked.end(), line.client) == asked.end()) continue;
        if (line.support == Support::unverified)
            advice.push_back(fmt::format("--for {}: unverified: {}. Try it on one machine first", line.client->id, line.condition));
        if (line.support == Support::no) advice.push_back(fmt::format("--for {}: this package does not serve it: {}", line.client->id, line.reason));
    }
}

/// The lines on clients hold for the names that the certificate serves; one that was asked for and accepted as missing is told here.
void add_unserved_names(std::vector<std::string>& advice, const report::PackagedTrust& package) {
    for (const bundle::ManifestCertificate& certificate : package.manifest.certificates) {
        for (const core::Finding& finding : certificate.findings)
            if (finding.code == "CERT_NAME_MISMATCH" && !finding.accepted_because.empty())
                advice.push_back(fmt::format("no TLS client works for a name that the certificate does not serve: {}", finding.message));
    }
}

void add_peer_usages(std::vector<std::string>& advice, const report::PackagedTrust& package) {
    if (!package.policy.peer_usages) return;
    advice.push_back(fmt::format("--peer-usages: {} lets every certificate in Trusted People of those computers vouch for servers, not only its own",
                                 package.policy.identity.name));
}

}  // namespace

std::vector<std::string> advice_on(const report::PackagedTrust& package, const PackageRequest& request) {
    std::vector<std::string> advice;
    add_user_scope(advice, package, request);
    add_asked_for(advice, package, request);
    add_unserved_names(advice, package);
    add_peer_usages(advice, package);
    return advice;
}

}  // namespace gpotrust::app
