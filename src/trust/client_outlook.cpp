// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a policy does for each client family: the table of client_table.cpp applied to certificates.
#include <array>

#include "gpotrust/certificate/suitability.hpp"
#include "gpotrust/core/utc_time.hpp"
#include "gpotrust/trust/clients.hpp"

namespace gpotrust::trust {
namespace {

using enum Support;

// Best first: what is preferred among all the entries and sides of a policy.
constexpr std::array<Support, 5> k_best_first = {yes, expected, unverified, no, not_applicable};

std::size_t rank(Support support) {
    return static_cast<std::size_t>(std::find(k_best_first.begin(), k_best_first.end(), support) - k_best_first.begin());
}

bool is_promise(Support support) { return support == yes || support == expected; }

constexpr unsigned k_digital_signature = 1U << 0U;  // RFC 5280 4.2.1.3
constexpr unsigned k_key_cert_sign = 1U << 5U;
constexpr unsigned k_least_rsa_bits = 1024;  // KB2661254 blocks shorter keys

using certificate::CertificateFacts;
using certificate::PublicKey;
using certificate::Usage;

/// The usage a Windows program sees: the EKU extension, narrowed by property 9 where the policy writes it.
bool is_allowed(const CertificateFacts& facts, Usage usage, bool only_server_auth) {
    return (!only_server_auth || usage == Usage::tls_server) && certificate::allows(facts, usage);
}

std::string_view failing_usage(Demand demand, const CertificateFacts& facts, bool only_server_auth) {
    const auto lacks = [&](Demand one, Usage usage) { return includes(demand, one) && !is_allowed(facts, usage, only_server_auth); };
    if (lacks(Demand::server_auth, Usage::tls_server)) return "the certificate's EKU lacks serverAuth";
    if (lacks(Demand::client_auth, Usage::tls_client)) return "the certificate's EKU lacks clientAuth";
    if (lacks(Demand::code_signing, Usage::code_signing)) return "the certificate's EKU lacks codeSigning";
    if (lacks(Demand::file_encryption, Usage::file_encryption)) return "the certificate's EKU lacks EFS";
    if (includes(demand, Demand::listed_server) && facts.extended_key_usages && !lists_usage(facts, certificate::k_usage_server_auth))
        return "the certificate's EKU does not list serverAuth itself";
    return {};
}

std::string_view failing_key(Demand demand, const CertificateFacts& facts) {
    const auto asks = [demand](Demand one) { return includes(demand, one); };
    const PublicKey& key = facts.key;
    const bool is_short = key.algorithm == PublicKey::Algorithm::rsa && key.bits != 0 && key.bits < k_least_rsa_bits;
    const bool is_common = key.algorithm == PublicKey::Algorithm::rsa || key.curve == "prime256v1" || key.curve == "secp384r1";
    if (asks(Demand::long_key) && is_short) return "the certificate's RSA key is shorter than 1024 bits";
    if (asks(Demand::common_key) && !is_common) return "the certificate's key is none of RSA, P-256 and P-384";
    if (asks(Demand::known_key) && key.algorithm == PublicKey::Algorithm::other) return "the certificate's key is neither RSA nor EC";
    if (asks(Demand::signing_key) && facts.key_usage && (*facts.key_usage & k_digital_signature) == 0)
        return "the certificate's key usage lacks digitalSignature";
    if (asks(Demand::cert_sign) && (facts.key_usage.value_or(0) & k_key_cert_sign) == 0) return "the certificate's key usage lacks keyCertSign";
    return {};
}

std::string failing_date(const CertificateFacts& facts, std::optional<core::UtcTime> at) {
    if (at && *at > facts.not_after) return "the certificate has ended";
    if (at && *at < facts.not_before) return "the certificate is not valid before " + core::to_date(facts.not_before);
    return {};
}

/// The first demand the certificate fails, in words; empty when it meets all.
std::string failing(Demand demand, const certificate::Certificate& certificate, bool only_server_auth, std::optional<core::UtcTime> at) {
    const CertificateFacts& facts = certificate.facts();
    const auto asks = [demand](Demand one) { return includes(demand, one); };
    if (asks(Demand::self_signed) && facts.self_signature != certificate::SelfSignature::valid)
        return "the certificate is not self-signed, or its signature does not verify";
    if (std::string date = failing_date(facts, at); asks(Demand::in_date) && !date.empty()) return date;
    if (asks(Demand::known_critical) && certificate::has_unknown_critical(facts)) return "the certificate has an unknown critical extension";
    if (const std::string_view usage = failing_usage(demand, facts, only_server_auth); !usage.empty()) return std::string(usage);
    if (asks(Demand::alternative_name) && certificate.names().empty()) return "the certificate names no server in its subjectAltName";
    if (asks(Demand::matched_name) && !certificate::has_usable_name(certificate)) return "the certificate's wildcards match no server";
    return std::string(failing_key(demand, facts));
}

/// Its issuer stands in Root: for a self-signed certificate that is itself.
bool is_backed_by_root(const TrustPolicy& policy, const certificate::Certificate& certificate) {
    const certificate::CertificateFacts& facts = certificate.facts();
    return std::any_of(policy.certificates.begin(), policy.certificates.end(), [&](const TrustedCertificate& entry) {
        if (entry.store != Store::root) return false;
        return entry.certificate == certificate || (facts.issuer != facts.subject && entry.certificate.facts().subject == facts.issuer);
    });
}

/// Where the other side would do more, that it is the other side.
std::string_view reads_other_side(const StoreClaim& claim, Side side) {
    const bool is_user = side == Side::user;
    const Support there = is_user ? claim.computer : claim.user;
    if (is_promise(there)) return is_user ? "it reads only the computer's store" : "it reads only the user's store";
    const bool applies_here = (is_user ? claim.user : claim.computer) != not_applicable;
    if (applies_here || there == not_applicable) return {};
    return is_user ? "only the computer's store could matter to it" : "only the user's store could matter to it";
}

/// The policy distrusts the very same certificate, and the client looks there first.
bool refuses_first(const Client& client, const TrustPolicy& policy, const certificate::Certificate& certificate) {
    const StoreClaim* claim = claim_of(client, Store::disallowed);
    if (claim == nullptr) return false;
    return std::any_of(policy.certificates.begin(), policy.certificates.end(), [&](const TrustedCertificate& entry) {
        const bool is_refused =
            (includes(policy.scope, Side::computer) && claim->computer == yes) || (includes(policy.scope, Side::user) && claim->user == yes);
        return entry.store == Store::disallowed && entry.certificate == certificate && is_refused;
    });
}

/// Why what a store otherwise does is not done for this entry; empty where it is.
std::string obstacle(const Client& client, const StoreClaim& claim, const TrustPolicy& policy, const TrustedCertificate& entry,
                     std::optional<core::UtcTime> at) {
    if (refuses_first(client, policy, entry.certificate)) return "the policy puts the certificate into Disallowed too, which it looks at first";
    if (claim.with_root && !is_backed_by_root(policy, entry.certificate)) return "the certificate must be in the computer's Root too";
    return failing(client.demand | claim.also, entry.certificate, policy.restrict_eku, at);
}

/// What one certificate on one side does.
ClientOutlook by_entry(const Client& client, const TrustPolicy& policy, const TrustedCertificate& entry, Side side, std::optional<core::UtcTime> at) {
    const StoreClaim* known = claim_of(client, entry.store);
    const StoreClaim claim = known != nullptr ? *known : StoreClaim{.store = entry.store};
    ClientOutlook line{.client = &client, .support = side == Side::computer ? claim.computer : claim.user, .confidence = claim.confidence};
    if (entry.store == Store::disallowed) return line;
    if (line.support == no || line.support == not_applicable) {
        line.reason = reads_other_side(claim, side);
        return line;
    }
    line.reason = obstacle(client, claim, policy, entry, at);
    if (!line.reason.empty()) line.support = no;
    return line;
}

bool is_better(const ClientOutlook& a, const ClientOutlook& b) {
    if (a.support != b.support) return rank(a.support) < rank(b.support);
    return !a.reason.empty() && b.reason.empty();
}

bool trusts(const TrustedCertificate& entry) { return entry.store != Store::disallowed; }

ClientOutlook line_for(const Client& client, const TrustPolicy& policy, std::optional<core::UtcTime> at) {
    const bool any_trusted = std::any_of(policy.certificates.begin(), policy.certificates.end(), trusts);
    std::optional<ClientOutlook> best;
    for (const TrustedCertificate& entry : policy.certificates) {
        if (any_trusted && !trusts(entry)) continue;
        for (const Side side : {Side::computer, Side::user}) {
            if (!includes(policy.scope, side)) continue;
            const ClientOutlook line = by_entry(client, policy, entry, side, at);
            if (!best || is_better(line, *best)) best = line;
        }
    }
    ClientOutlook line = best.value_or(ClientOutlook{.client = &client});
    const bool widened = policy.peer_usages && includes(policy.scope, Side::computer) && !client.peer_usages.empty();
    line.condition = widened ? client.peer_usages : client.condition;
    return line;
}

}  // namespace

std::vector<ClientOutlook> outlook(const TrustPolicy& policy, std::optional<core::UtcTime> at) {
    std::vector<ClientOutlook> lines;
    for (const Client& client : clients()) lines.push_back(line_for(client, policy, at));
    return lines;
}

}  // namespace gpotrust::trust
