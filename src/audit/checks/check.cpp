// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/checks/check.hpp"

#include <algorithm>
#include <utility>

namespace gpotrust::audit {
namespace {

std::string_view file_of(const InspectedItem& item, const ScopedSetting& setting) {
    return setting.file < item.policies.size() ? std::string_view(item.policies[setting.file].path) : std::string_view();
}

}  // namespace

std::string shown_path(const InspectedItem& item, std::string_view relative) {
    return relative.empty() ? item.path : item.path + "/" + std::string(relative);
}

Diagnosis about_file(const InspectedItem& item, std::string_view relative, const FindingKind& kind, std::string_view detail) {
    Diagnosis diagnosis{.finding = core::make_finding(kind, detail)};
    diagnosis.finding.path = shown_path(item, relative);
    return diagnosis;
}

Diagnosis about_setting(const Patient& patient, std::size_t index, const FindingKind& kind, std::string_view detail) {
    const ScopedSetting& scoped = patient.item.settings[index];
    Diagnosis diagnosis = about_file(patient.item, file_of(patient.item, scoped), kind, detail);
    diagnosis.place.side = scoped.side;
    diagnosis.place.key = scoped.setting.key;
    diagnosis.place.value = scoped.setting.value;
    if (index < patient.record_offsets.size() && patient.record_offsets[index] != k_no_offset) diagnosis.place.offset = patient.record_offsets[index];
    return diagnosis;
}

Diagnosis about_certificate(const Patient& patient, const StoredCertificate& stored, const FindingKind& kind, std::string_view detail) {
    Diagnosis diagnosis = about_setting(patient, stored.setting, kind, detail);
    if (stored.certificate) diagnosis.sha1 = core::to_hex(stored.certificate->sha1());
    return diagnosis;
}

std::string name_of(const StoredCertificate& stored) {
    return (stored.certificate ? stored.certificate->display_name() : stored.key_name) + " in " + stored.store;
}

bool is_policy_record(const InspectedItem& item, const ScopedSetting& setting) {
    if (setting.file >= item.policies.size()) return item.kind != "reg-file" && item.kind != "preferences";
    const PolicyFormat format = item.policies[setting.file].format;
    return format == PolicyFormat::registry_pol || format == PolicyFormat::samba_xml;
}

const bundle::ManifestCertificate* meant(const InspectedItem& item, const StoredCertificate& stored) {
    if (!item.package || !item.package->manifest || !stored.certificate) return nullptr;
    const std::vector<bundle::ManifestCertificate>& entries = item.package->manifest->certificates;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const bundle::ManifestCertificate& entry) {
        return entry.sha256 == stored.certificate->sha256() && is_in_store(stored, trust::to_text(entry.store));
    });
    return found == entries.end() ? nullptr : &*found;
}

bool is_in_store(const StoredCertificate& stored, std::string_view store) { return core::ascii_iequals(stored.store, store); }

std::size_t settings_of(const InspectedItem& item, trust::Side side) {
    return static_cast<std::size_t>(std::count_if(item.settings.begin(), item.settings.end(), [&](const ScopedSetting& scoped) {
        return scoped.side == side && is_policy_record(item, scoped);
    }));
}

const Gpo* examined_gpo(const InspectedItem& item) { return item.gpo && !item.package ? &*item.gpo : nullptr; }

std::string_view folder_of(trust::Side side) { return side == trust::Side::computer ? "Machine" : "User"; }

const GpoSide& side_of(const Gpo& gpo, trust::Side side) { return side == trust::Side::computer ? gpo.computer : gpo.user; }

}  // namespace gpotrust::audit
