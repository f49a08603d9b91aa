// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/certificate/assess.hpp"

namespace gpotrust::certificate {

/// Extended key usages that are judged, dotted (RFC 5280 4.2.1.12; wincrypt.h szOID_EFS_CRYPTO).
inline constexpr std::string_view k_usage_server_auth = "1.3.6.1.5.5.7.3.1";
inline constexpr std::string_view k_usage_client_auth = "1.3.6.1.5.5.7.3.2";
inline constexpr std::string_view k_usage_code_signing = "1.3.6.1.5.5.7.3.3";
inline constexpr std::string_view k_usage_file_encryption = "1.3.6.1.4.1.311.10.3.4";
inline constexpr std::string_view k_usage_any = "2.5.29.37.0";

/// The OID that stands for a usage.
[[nodiscard]] std::string_view usage_oid(Usage usage);
/// True if the extendedKeyUsage extension is there and lists that OID itself.
[[nodiscard]] bool lists_usage(const CertificateFacts& facts, std::string_view oid);
/// The one rule for usages: without an extendedKeyUsage everything is allowed but signing code, with one what it lists; anyExtendedKeyUsage stands for
/// all but signing code.
[[nodiscard]] bool allows(const CertificateFacts& facts, Usage usage);
/// A critical extension that no verifier is known to understand: RFC 5280 4.2 has it rejected.
[[nodiscard]] inline bool is_unknown_critical(const Extension& extension) { return extension.critical && !extension.understood; }
[[nodiscard]] bool has_unknown_critical(const CertificateFacts& facts);
/// A DNS name or address in the subjectAltName that is no wildcard, or one that clients match: the whole first part of a name of three or more.
[[nodiscard]] bool has_usable_name(const Certificate& certificate);

}  // namespace gpotrust::certificate
