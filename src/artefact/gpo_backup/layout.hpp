// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::artefact::gpo_backup {

/// The folder GPMC's "Manage Backups" and Import-GPO -Path are pointed at.
inline constexpr std::string_view k_root = k_gpo_backup_root;
inline constexpr std::string_view k_manifest = "manifest.xml";
inline constexpr std::string_view k_backup = "Backup.xml";
inline constexpr std::string_view k_bkup_info = "bkupInfo.xml";
inline constexpr std::string_view k_report = "gpreport.xml";
inline constexpr std::string_view k_comment = "DomainSysvol/GPO/GPO.cmt";

/// "DomainSysvol/GPO/Machine/registry.pol" or the user's, below the backup's folder.
[[nodiscard]] constexpr std::string_view registry_pol_path(trust::Side side) {
    return side == trust::Side::computer ? "DomainSysvol/GPO/Machine/registry.pol" : "DomainSysvol/GPO/User/registry.pol";
}

/// "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml" or the user's, below the backup's folder.
[[nodiscard]] constexpr std::string_view preferences_path(trust::Side side) {
    return side == trust::Side::computer ? "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml"
                                         : "DomainSysvol/GPO/User/Preferences/Registry/Registry.xml";
}

inline constexpr unsigned k_highest_revision = 65'535;
/// Backup.xml's version of a used side: the same number for SYSVOL (high half) and directory (low half). Fails (usage) outside 1 to 65,535.
[[nodiscard]] core::Result<std::uint32_t> version_number(unsigned revision);

/// The name of a GPMC field for the domain controller that no domain controller made: accepted by Import-GPO on Windows Server 2025.
inline constexpr std::string_view k_no_domain_controller = "UNKNOWN";

/// What stands for the domain's objectGUID: UUIDv5 of the lower-case DNS name in the DNS namespace (RFC 4122 appendix C).
[[nodiscard]] core::Guid domain_guid_for(std::string_view domain);

/// "Software\Policies\Microsoft\SystemCertificates\<store>\Certificates\<SHA-1>".
[[nodiscard]] std::string certificate_key(std::string_view store, const core::Sha1Thumbprint& thumbprint);
inline constexpr std::string_view k_store_root = "Software\\Policies\\Microsoft\\SystemCertificates\\";
inline constexpr std::string_view k_blob_value = "Blob";
inline constexpr std::string_view k_protected_roots_key = "Software\\Policies\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots";

/// The element of gpreport.xml that shows certificates of a store, without prefix.
[[nodiscard]] std::string_view report_element(trust::Store store);

}  // namespace gpotrust::artefact::gpo_backup
