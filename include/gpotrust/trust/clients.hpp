// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

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
    in_date = 1U << 6U,           ///< today lies in the validity
};
[[nodiscard]] constexpr Demand operator|(Demand a, Demand b) { return static_cast<Demand>(static_cast<unsigned>(a) | static_cast<unsigned>(b)); }
[[nodiscard]] constexpr bool includes(Demand all, Demand one) { return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0; }

/// One row of the matrix: Trusted People by scope. The one table behind `explain`, `--for` and the lines of every package.
struct Client {
    std::string_view id;     ///< for `--for`, e.g. "edge"
    std::string_view title;  ///< e.g. "Chrome 108 and later, Edge, Electron, WebView2"
    Support computer;        ///< with the certificate in the computer's Trusted People
    Support user;            ///< with the certificate in the user's Trusted People
    Confidence confidence;
    std::string_view condition;  ///< what else must hold, or which store helps instead; may be empty
    std::string_view source;     ///< where this is written
    Demand demand = Demand::nothing;
    bool needs_root = false;  ///< Trusted People is not enough: a self-signed certificate must stand in the computer's Root as well
};
[[nodiscard]] std::span<const Client> clients();

/// What one policy will do for one client family.
struct ClientOutlook {
    const Client* client = nullptr;
    Support support = Support::unverified;
    std::string_view reason = {};  ///< why this policy does not do for the family what Trusted People otherwise does; usually empty
};
/// One line per family: the best of the sides the policy covers. Only entries in Trusted People count; for other stores the outlook is
/// unverified. A family is not helped by a policy none of whose certificates meets its demands, or that lacks the entry in Root it needs.
/// Without `at` dates are not looked at.
[[nodiscard]] std::vector<ClientOutlook> outlook(const TrustPolicy& policy, std::optional<core::UtcTime> at = {});

}  // namespace gpotrust::trust
