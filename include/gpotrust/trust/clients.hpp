// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {

/// What a client family makes of a certificate in a store.
enum class Support { yes, expected, no, unverified, not_applicable };
/// How well that is known: the vendor says so, read in the client's source, reported by users, or shown by nobody.
enum class Confidence { documented, source_read, observed, unverified };
[[nodiscard]] std::string_view to_text(Support support);        ///< "works", "expected", "does-not", "unverified", "not-applicable"
[[nodiscard]] std::string_view to_text(Confidence confidence);  ///< "documented", "source-read", "observed", "unverified"

/// What a client family asks of the certificate itself, as far as its sources or documentation say.
enum class Demand : unsigned {
    nothing = 0,
    server_auth = 1U << 0U,       ///< no EKU extension, or one with serverAuth or anyExtendedKeyUsage
    alternative_name = 1U << 1U,  ///< a DNS name or address in the subjectAltName: the CN is not looked at
    self_signed = 1U << 2U,       ///< issued by itself, with a signature that verifies
    known_critical = 1U << 3U,    ///< no critical extension outside RFC 5280
    code_signing = 1U << 4U,      ///< an EKU extension with codeSigning
    file_encryption = 1U << 5U,   ///< no EKU extension, or one with EFS or anyExtendedKeyUsage
    in_date = 1U << 6U,           ///< today lies in the validity, at neither end beyond it
    client_auth = 1U << 7U,       ///< no EKU extension, or one with clientAuth or anyExtendedKeyUsage
    cert_sign = 1U << 8U,         ///< keyUsage with keyCertSign
    long_key = 1U << 9U,          ///< no RSA key below 1024 bits
    known_key = 1U << 10U,        ///< an RSA or EC key: Windows speaks no TLS with others
    common_key = 1U << 11U,       ///< RSA, P-256 or P-384: Chromium offers no others
    signing_key = 1U << 12U,      ///< no keyUsage, or one with digitalSignature: ECDHE and TLS 1.3 sign
    listed_server = 1U << 13U,    ///< no EKU extension, or one with serverAuth itself
    matched_name = 1U << 14U,     ///< a name that is no wildcard, or one with * as the whole first part of three or more
};
[[nodiscard]] constexpr Demand operator|(Demand a, Demand b) { return static_cast<Demand>(static_cast<unsigned>(a) | static_cast<unsigned>(b)); }
[[nodiscard]] constexpr bool includes(Demand all, Demand one) { return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0; }

/// A demand for people and programs: "server-auth", "no extended key usage, or one with serverAuth".
struct DemandWords {
    Demand demand;
    std::string_view id;
    std::string_view text;
};
/// Every demand but `nothing`, each once, in the order they are shown.
[[nodiscard]] std::span<const DemandWords> demand_words();

/// Up to N values in a constant table; more do not compile there.
template <class T, std::size_t N>
class FewOf {
public:
    constexpr FewOf() = default;
    constexpr FewOf(std::initializer_list<T> values) : m_size(values.size()) { std::copy(values.begin(), values.end(), m_values.begin()); }
    [[nodiscard]] constexpr auto begin() const { return m_values.begin(); }
    [[nodiscard]] constexpr auto end() const { return m_values.begin() + static_cast<std::ptrdiff_t>(m_size); }
    [[nodiscard]] constexpr bool empty() const { return m_size == 0; }
    [[nodiscard]] constexpr std::size_t size() const { return m_size; }

private:
    std::array<T, N> m_values{};
    std::size_t m_size = 0;
};

/// What a family makes of one store. In Disallowed "works" means that it refuses the certificate.
struct StoreClaim {
    Store store = Store::trusted_people;
    Support computer = Support::unverified;  ///< with the certificate in the computer's store
    Support user = Support::unverified;      ///< with the certificate in the user's store; not applicable where a policy cannot fill it (Root, CA)
    Confidence confidence = Confidence::unverified;
    bool with_root = false;         ///< the store is not enough: a self-signed certificate must stand in the computer's Root as well
    Demand also = Demand::nothing;  ///< asked in this store, beyond what the family asks in every one
};

/// What `--for` chooses. Without stores `--for` is refused, and Client::instead says what helps.
struct Preset {
    Scope scope = Scope::computer;
    FewOf<Store, 2> stores = {};
};

/// One row of the matrix. The one table behind `explain`, `--for` and the lines of every package.
struct Client {
    std::string_view id = {};          ///< for `--for` and `explain`, e.g. "edge"
    std::string_view aliases = {};     ///< other words for it, separated by blanks; never empty words
    std::string_view name = {};        ///< at most 32 characters, e.g. "Firefox, Thunderbird"
    std::string_view title = {};       ///< in full
    FewOf<StoreClaim, 4> claims = {};  ///< Trusted People first; what is not listed is unverified
    Demand demand = Demand::nothing;
    std::string_view condition = {};    ///< what else must hold, in one line
    std::string_view peer_usages = {};  ///< what --peer-usages changes for it; takes the place of the condition then
    std::string_view evidence = {};     ///< what is known, in sentences
    std::string_view sources = {};      ///< where that is written, separated by "; "; empty only where nobody has shown anything
    Preset preset = {};
    std::string_view instead = {};  ///< what helps where our stores do not; empty where --for serves the family
};
[[nodiscard]] std::span<const Client> clients();

/// The row of that id or alias, ASCII case ignored. Fails with usage and names the nearest.
[[nodiscard]] core::Result<const Client*> find_client(std::string_view word);
/// What is known of one store, or null where nothing is.
[[nodiscard]] const StoreClaim* claim_of(const Client& client, Store store);
/// One store on one side: unverified where nothing is known.
[[nodiscard]] Support support_in(const Client& client, Store store, Side side);
/// True if `--for` can choose something for it.
[[nodiscard]] bool is_served(const Client& client);
/// Why `--for` refuses it: "no package can serve it", or "nobody has shown a store that serves it"; empty where it is served.
[[nodiscard]] std::string_view refusal_of(const Client& client);
/// What its certificates are used for, by its demands: the rules to judge with `--for`.
[[nodiscard]] std::vector<certificate::Usage> usages_of(const Client& client);
/// The sources one by one, and the aliases.
[[nodiscard]] std::vector<std::string_view> sources_of(const Client& client);
[[nodiscard]] std::vector<std::string_view> aliases_of(const Client& client);

/// What one policy will do for one client family.
struct ClientOutlook {
    const Client* client = nullptr;
    Support support = Support::unverified;
    Confidence confidence = Confidence::unverified;  ///< how well that is known
    std::string reason = {};                         ///< why this policy does not do for the family what a store otherwise does; usually empty
    std::string_view condition = {};                 ///< what else must hold, under this policy
};
/// One line per family: the best that any certificate on any side of the policy does for it. A certificate in a store of which nothing is known is
/// unverified, never a promise. A family is not helped by a policy none of whose certificates meets its demands, or that lacks the entry in Root it
/// needs. Entries in Disallowed count in a policy of nothing else, where the lines tell who refuses, and against the same certificate trusted elsewhere. Without `at` dates are not looked at.
[[nodiscard]] std::vector<ClientOutlook> outlook(const TrustPolicy& policy, std::optional<core::UtcTime> at = {});

}  // namespace gpotrust::trust
