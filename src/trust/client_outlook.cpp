// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a policy does for each client family: the table of client_table.cpp applied to certificates.
#include <array>

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

constexpr std::string_view k_server_auth = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view k_client_auth = "1.3.6.1.5.5.7.3.2";
constexpr std::string_view k_code_signing = "1.3.6.1.5.5.7.3.3";
constexpr std::string_view k_file_encryption = "1.3.6.1.4.1.311.10.3.4";
constexpr std::string_view k_any_usage = "2.5.29.37.0";
constexpr unsigned k_key_cert_sign = 1U << 5U;  // RFC 5280 4.2.1.3

/// The usage a Windows program sees: the EKU extension, narrowed by property 9 where the policy writes it.
class SeenUsage {
public:
    SeenUsage(const certificate::CertificateFacts& facts, bool only_server_auth)
        : m_listed(facts.extended_key_usages), m_only_server_auth(only_server_auth) {}
    [[nodiscard]] bool names(std::string_view oid) const {
        return m_listed && std::find(m_listed->begin(), m_listed->end(), oid) != m_listed->end() && passes_property(oid);
    }
    [[nodiscard]] bool allows(std::string_view oid) const { return passes_property(oid) && (!m_listed || names(oid) || lists_any()); }

private:
    [[nodiscard]] bool passes_property(std::string_view oid) const { return !m_only_server_auth || oid == k_server_auth; }
    [[nodiscard]] bool lists_any() const { return std::find(m_listed->begin(), m_listed->end(), k_any_usage) != m_listed->end(); }
    const std::optional<std::vector<std::string>>& m_listed;
    bool m_only_server_auth;
};

bool has_unknown_critical(const certificate::CertificateFacts& facts) {
    return std::any_of(facts.extensions.begin(), facts.extensions.end(),
                       [](const certificate::Extension& extension) { return extension.critical && !extension.understood; });
}

std::string_view failing_usage(Demand demand, const SeenUsage& usage) {
    const auto asks = [demand](Demand one) { return includes(demand, one); };
    if (asks(Demand::server_auth) && !usage.allows(k_server_auth)) return "the certificate's EKU lacks serverAuth";
    if (asks(Demand::client_auth) && !usage.allows(k_client_auth)) return "the certificate's EKU lacks clientAuth";
    if (asks(Demand::code_signing) && !usage.names(k_code_signing)) return "the certificate's EKU lacks codeSigning";
    if (asks(Demand::file_encryption) && !usage.allows(k_file_encryption)) return "the certificate's EKU lacks EFS";
    return {};
}

/// The first demand the certificate fails, in words; empty when it meets all.
std::string_view failing(Demand demand, const certificate::Certificate& certificate, bool only_server_auth, std::optional<core::UtcTime> at) {
    const certificate::CertificateFacts& facts = certificate.facts();
    const auto asks = [demand](Demand one) { return includes(demand, one); };
    if (asks(Demand::self_signed) && facts.self_signature != certificate::SelfSignature::valid)
        return "the certificate is not self-signed, or its signature does not verify";
    if (asks(Demand::in_date) && at && *at > facts.not_after) return "the certificate has ended";
    if (asks(Demand::known_critical) && has_unknown_critical(facts)) return "the certificate has an unknown critical extension";
    if (const std::string_view usage = failing_usage(demand, SeenUsage(facts, only_server_auth)); !usage.empty()) return usage;
    if (asks(Demand::alternative_name) && certificate.names().empty()) return "the certificate names no server in its subjectAltName";
    if (asks(Demand::cert_sign) && (facts.key_usage.value_or(0) & k_key_cert_sign) == 0) return "the certificate's key usage lacks keyCertSign";
    return {};
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
    line.reason = claim.with_root && !is_backed_by_root(policy, entry.certificate)
                      ? "the certificate must be in the computer's Root too"
                      : failing(client.demand | claim.also, entry.certificate, policy.restrict_eku, at);
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
