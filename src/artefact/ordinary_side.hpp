// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "gpotrust/core/slots.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::artefact {

/// The side that management programs fill, which know no GPO: the computer's, which serves every user too; the user's only for a policy that has no other.
[[nodiscard]] trust::Side managed_side(const trust::TrustPolicy& policy);

/// One certificate in an ordinary store. All texts consist of letters, digits, blanks, '\' and '-': nothing of a certificate's own words is in there.
struct OrdinaryEntry {
    std::string store;      ///< "TrustedPeople", as the registry has it
    std::string sha1;       ///< upper-case hex
    std::string key;        ///< "SOFTWARE\Microsoft\SystemCertificates\TrustedPeople\Certificates\SHA1", without hive
    std::string not_after;  ///< "2026-12-22"
    core::Bytes blob;       ///< the value Blob there
};
/// The certificates of the managed side, in the policy's order.
[[nodiscard]] core::Result<std::vector<OrdinaryEntry>> ordinary_entries(const trust::TrustPolicy& policy);

/// "03,00,0A": how several registry tools write octets.
[[nodiscard]] std::string hex_with_commas(core::BytesView octets);

/// An entry of a template's list.
[[nodiscard]] core::Slots texts_only(std::map<std::string, std::string> texts);

}  // namespace gpotrust::artefact
