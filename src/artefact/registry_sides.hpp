// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the formats that write registry settings share.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact {

/// A half of a policy, and where its settings go.
struct RegistrySide {
    trust::Side side;
    std::string_view name;        ///< "computer": in file names
    std::string_view folder;      ///< "Machine": in SYSVOL
    std::string_view hive;        ///< as regedit writes it
    std::string_view short_hive;  ///< "HKLM"
};
inline constexpr std::array<RegistrySide, 2> k_registry_sides = {
    {{trust::Side::computer, "computer", "Machine", "HKEY_LOCAL_MACHINE", "HKLM"}, {trust::Side::user, "user", "User", "HKEY_CURRENT_USER", "HKCU"}}};

/// The value a certificate stands in.
inline constexpr std::string_view k_blob_name = "Blob";
/// A setting that puts a certificate into a store: ...\SystemCertificates\STORE\Certificates\SHA1.
[[nodiscard]] bool is_certificate_setting(const registry_policy::Setting& setting);
/// The store of such a setting, "TrustedPeople".
[[nodiscard]] std::string_view store_of(const registry_policy::Setting& setting);

/// Each entry as "TrustedPeople: mail.contoso.com until 2027-10-23, SHA-1 0D01...", for people who open a file.
[[nodiscard]] std::vector<std::string> described_certificates(const trust::TrustPolicy& policy);

/// A package's file, or nullptr.
[[nodiscard]] const core::Bytes* file_of(const core::FileTree& package, std::string_view path);
/// "FILE: what", malformed_input: an artefact that contradicts itself.
[[nodiscard]] tl::unexpected<core::Error> disagreement_in(std::string_view file, std::string message);

}  // namespace gpotrust::artefact
