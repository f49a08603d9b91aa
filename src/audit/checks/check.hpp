// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the checks of `doctor` share: how a finding gets its file and its place, and what a package says was meant.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "gpotrust/audit/doctor.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {

using core::FindingKind;
using core::Severity;

/// A file of the item, as shown: its path below the item's, or the item's own for "".
[[nodiscard]] std::string shown_path(const InspectedItem& item, std::string_view relative);

/// A finding about a file of the item. `relative` is its path from the item; empty: the item itself.
[[nodiscard]] Diagnosis about_file(const InspectedItem& item, std::string_view relative, const FindingKind& kind, std::string_view detail = {});
/// About one record of a policy: its file, side, key, value name and, in a registry.pol, where it begins. `index` is that of InspectedItem::settings.
[[nodiscard]] Diagnosis about_setting(const Patient& patient, std::size_t index, const FindingKind& kind, std::string_view detail = {});
/// About a certificate in a store: the record that holds it, with its SHA-1.
[[nodiscard]] Diagnosis about_certificate(const Patient& patient, const StoredCertificate& stored, const FindingKind& kind,
                                          std::string_view detail = {});

/// "mail.contoso.com in TrustedPeople"
[[nodiscard]] std::string name_of(const StoredCertificate& stored);
/// True for records of a registry.pol, in whatever form it was kept: their keys have no hive. Those of .reg files and preferences follow other rules.
[[nodiscard]] bool is_policy_record(const InspectedItem& item, const ScopedSetting& setting);
/// What the manifest of a package says of a certificate in its policy; nullptr where there is no manifest, or it says nothing.
[[nodiscard]] const bundle::ManifestCertificate* meant(const InspectedItem& item, const StoredCertificate& stored);
[[nodiscard]] bool is_in_store(const StoredCertificate& stored, std::string_view store);

/// The settings of one side that do something: what a client needs the registry extension for.
[[nodiscard]] std::size_t settings_of(const InspectedItem& item, trust::Side side);
/// The GPO the documents of which are to be examined; nullptr where there is none, and for packages, whose every octet is verified.
[[nodiscard]] const Gpo* examined_gpo(const InspectedItem& item);
/// "Machine" or "User".
[[nodiscard]] std::string_view folder_of(trust::Side side);
[[nodiscard]] const GpoSide& side_of(const Gpo& gpo, trust::Side side);
inline constexpr std::array k_sides{trust::Side::computer, trust::Side::user};

}  // namespace gpotrust::audit
