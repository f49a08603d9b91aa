// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/doctor.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "audit/loose_files.hpp"
#include "audit/stored_certificates.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

/// [MS-GPREG] 2.2.1: five delimiters, '[' and ']' among them six, type and size; names with their NUL.
std::size_t record_size(const registry_policy::Setting& setting) {
    constexpr std::size_t k_fixed = 24;
    return k_fixed + 2 * core::utf16_length(setting.key) + 2 * core::utf16_length(setting.value) + setting.data.size();
}

constexpr std::size_t k_header = 8;

/// Where each record begins, for files that turn out to be made of these records from end to end.
std::vector<std::size_t> offsets_of(const InspectedItem& item) {
    std::vector<std::size_t> ends(std::max<std::size_t>(item.policies.size(), 1), k_header);
    std::vector<std::size_t> offsets;
    offsets.reserve(item.settings.size());
    for (const ScopedSetting& scoped : item.settings) {
        std::size_t& end = ends[std::min(scoped.file, ends.size() - 1)];
        offsets.push_back(end);
        end += record_size(scoped.setting);
    }
    const auto is_registry_pol = [&](std::size_t file) {
        if (item.policies.empty()) return item.kind == "registry-policy";
        return file < item.policies.size() && item.policies[file].format == PolicyFormat::registry_pol && ends[file] == item.policies[file].octets;
    };
    for (std::size_t i = 0; i < offsets.size(); ++i)
        if (!is_registry_pol(item.settings[i].file)) offsets[i] = k_no_offset;
    return offsets;
}

void add_package_findings(const InspectedItem& item, Diagnoses& diagnoses) {
    if (!item.package) return;
    for (core::Finding finding : item.package->findings) {
        finding.path = finding.path.empty() ? item.path : item.path + "/" + finding.path;
        diagnoses.add({.finding = std::move(finding)});
    }
}

/// What the item's error says and no check has said: a limit that left something out, a kind of damage that nobody has a rule for.
void add_rest(const InspectedItem& item, Diagnoses& diagnoses) {
    if (!item.error) return;
    const bool left_out = item.stored.size() >= k_most_certificates;
    if (left_out || diagnoses.empty()) diagnoses.add(unreadable_finding(item.path, *item.error));
}

}  // namespace

void Diagnoses::add(Diagnosis diagnosis) {
    // By severity, too: no number of warnings may crowd out an error of the same code.
    std::size_t& count = m_counts[{diagnosis.finding.code, diagnosis.finding.severity}];
    if (++count <= k_most_alike) m_diagnoses.push_back(std::move(diagnosis));
}

std::vector<Diagnosis> Diagnoses::sorted() && {
    const auto key = [](const Diagnosis& d) {
        return std::tuple(-static_cast<int>(d.finding.severity), std::string_view(d.finding.path), d.place.offset.value_or(0),
                          std::string_view(d.finding.code), std::string_view(d.place.key), std::string_view(d.place.value),
                          std::string_view(d.finding.message));
    };
    std::stable_sort(m_diagnoses.begin(), m_diagnoses.end(), [&](const Diagnosis& a, const Diagnosis& b) { return key(a) < key(b); });
    for (const auto& [kind, count] : m_counts) {
        if (count <= k_most_alike) continue;
        const std::pair<std::string, core::Severity>& alike = kind;
        const auto last = std::find_if(m_diagnoses.rbegin(), m_diagnoses.rend(),
                                       [&](const Diagnosis& d) { return d.finding.code == alike.first && d.finding.severity == alike.second; });
        if (last != m_diagnoses.rend()) last->finding.message += " (and " + std::to_string(count - k_most_alike) + " more of these)";
    }
    return std::move(m_diagnoses);
}

std::vector<Diagnosis> examine(const InspectedItem& item, const DoctorOptions& options) {
    const Patient patient{item, options, offsets_of(item)};
    Diagnoses diagnoses;
    add_package_findings(item, diagnoses);
    for (const DoctorCheck* check : doctor_checks()) check->examine(patient, diagnoses);
    add_rest(item, diagnoses);
    return std::move(diagnoses).sorted();
}

std::vector<const core::FindingKind*> doctor_finding_kinds() {
    std::vector<const core::FindingKind*> kinds;
    for (const DoctorCheck* check : doctor_checks())
        for (const core::FindingKind& kind : check->kinds) kinds.push_back(&kind);
    for (const core::FindingKind& kind : loose_file_kinds()) kinds.push_back(&kind);
    return kinds;
}

}  // namespace gpotrust::audit
