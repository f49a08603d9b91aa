// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

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

/// One row of the matrix: Trusted People by scope. The one table behind `explain`, `--for` and the lines of every package.
struct Client {
    std::string_view id;     ///< for `--for`, e.g. "edge"
    std::string_view title;  ///< e.g. "Chrome 108 and later, Edge, Electron, WebView2"
    Support computer;        ///< with the certificate in the computer's Trusted People
    Support user;            ///< with the certificate in the user's Trusted People
    Confidence confidence;
    std::string_view condition;  ///< what else must hold, or which store helps instead; may be empty
    std::string_view source;     ///< where this is written
    bool needs_root = false;     ///< Trusted People is not enough: a self-signed certificate must stand in the computer's Root as well
};
[[nodiscard]] std::span<const Client> clients();

/// What one policy will do for one client family.
struct ClientOutlook {
    const Client* client = nullptr;
    Support support = Support::unverified;
};
/// One line per family: the best of the sides the policy covers. Only entries in Trusted People count; for other stores the outlook is
/// unverified. A family that needs Root as well is not helped by a policy without an entry there.
[[nodiscard]] std::vector<ClientOutlook> outlook(const TrustPolicy& policy);

}  // namespace gpotrust::trust
