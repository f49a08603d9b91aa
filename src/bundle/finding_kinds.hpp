// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The module's part of the findings catalogue. Nothing here can be taken with --accept: a package is whole or it is not.
#pragma once

#include "gpotrust/core/finding.hpp"

namespace gpotrust::bundle {

constexpr core::FindingKind package_fault(std::string_view code, std::string_view message, std::string_view hint) {
    return {code, core::Severity::error, message, hint, "", {}, {}, false};
}

inline constexpr core::FindingKind k_private_key = package_fault("PACKAGE_PRIVATE_KEY", "the package holds private-key material",
                                                                 "do not pass it on; treat the key as disclosed and re-create the certificate");
inline constexpr core::FindingKind k_key_metadata = package_fault("PACKAGE_KEY_METADATA", "the package names where the private key lives",
                                                                  "do not pass it on; make the package again with this program");
inline constexpr core::FindingKind k_foreign_metadata = {
    "PACKAGE_FOREIGN_KEY_METADATA",
    core::Severity::warning,
    "the GPO the policy was merged into names where somebody's private key lives",
    "it came with --base and stays as it was; in the Group Policy editor delete that certificate and "
    "import it again from a .cer file",
    "[MS-GPEF] 2.2.1.1.1 (CERT_KEY_PROV_INFO_PROP_ID)",
    {},
    {},
    false};
inline constexpr core::FindingKind k_manifest_missing =
    package_fault("PACKAGE_MANIFEST_MISSING", "there is no trust-package.json",
                  "name the revision folder (r0001) or its zip; if it is one, get the whole package again");
inline constexpr core::FindingKind k_manifest_invalid =
    package_fault("PACKAGE_MANIFEST_INVALID", "the manifest cannot be used", "get the whole package again, or make it again");
inline constexpr core::FindingKind k_checksums_missing =
    package_fault("PACKAGE_CHECKSUMS_MISSING", "there is no SHA256SUMS", "get the whole package again");
inline constexpr core::FindingKind k_checksums_invalid =
    package_fault("PACKAGE_CHECKSUMS_INVALID", "SHA256SUMS is not the list of the files that are there", "get the whole package again");
inline constexpr core::FindingKind k_file_changed =
    package_fault("PACKAGE_FILE_CHANGED", "the file is not the one that was packaged", "get the whole package again; do not import this one");
inline constexpr core::FindingKind k_file_missing = package_fault("PACKAGE_FILE_MISSING", "the file is missing", "get the whole package again");
inline constexpr core::FindingKind k_file_extra =
    package_fault("PACKAGE_FILE_EXTRA", "the file does not belong to the package", "remove it, or get the whole package again");
inline constexpr core::FindingKind k_artefact_list = package_fault("PACKAGE_ARTEFACT_LIST", "the manifest's list of artefacts does not fit the files",
                                                                   "get the whole package again; do not import this one");
inline constexpr core::FindingKind k_certificate_differs = package_fault(
    "PACKAGE_CERTIFICATE_DIFFERS", "the manifest and the certificate say different things", "get the whole package again; do not import this one");
inline constexpr core::FindingKind k_identity_differs = package_fault("PACKAGE_IDENTITY_DIFFERS", "an identifier does not follow from the content",
                                                                      "get the whole package again; do not import this one");
inline constexpr core::FindingKind k_artefact_unreadable =
    package_fault("PACKAGE_ARTEFACT_UNREADABLE", "an artefact cannot be read", "get the whole package again; do not import this one");
inline constexpr core::FindingKind k_artefact_disagrees = package_fault(
    "PACKAGE_ARTEFACT_DISAGREES", "an artefact does not say what the manifest says", "get the whole package again; do not import this one");
inline constexpr core::FindingKind k_other_version = {"PACKAGE_OTHER_VERSION",
                                                      core::Severity::info,
                                                      "another version of gpotrust made this file; what it does was compared, its wording was not",
                                                      "verify with the version that made the package to compare every octet",
                                                      "",
                                                      {},
                                                      {},
                                                      false};
inline constexpr core::FindingKind k_record_differs =
    package_fault("PACKAGE_RECORD_DIFFERS", "the package is not the one the ledger recorded",
                  "compare with the zip that was handed out; `gpotrust package` with the same export writes it again");
inline constexpr core::FindingKind k_zip_not_canonical =
    package_fault("ZIP_NOT_CANONICAL", "the zip is not the canonical zip of its files",
                  "get the zip again and compare its SHA-256 with the one `gpotrust package` printed");

inline constexpr core::FindingKind k_zip_damaged = package_fault("ZIP_DAMAGED", "the zip contradicts itself or is not of the kind this program makes",
                                                                 "get the zip again and compare its SHA-256 with the one `gpotrust package` printed");

}  // namespace gpotrust::bundle
