// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <unordered_set>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::Setting;

enum Kind : std::size_t { damaged, hive_prefix, key_shape, duplicate };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "POL_DAMAGED",
        .severity = Severity::error,
        .message = "the file of settings is damaged, and nothing in it can be relied on",
        .hint = "restore it from a backup of the GPO (GPMC > Group Policy Objects > Manage Backups), or set the policy again in the editor",
        .source = "[MS-GPREG] 2.2.1",
    },
    FindingKind{
        .code = "POL_HIVE_PREFIX",
        .severity = Severity::error,
        .message = "the key begins with the name of a hive, and the setting ends up below a key of that name",
        .hint = "leave the hive out: Machine\\registry.pol is HKEY_LOCAL_MACHINE, User\\registry.pol is HKEY_CURRENT_USER. `Set-GPRegistryValue -Key "
                "HKLM\\...` does it right",
        .source = "[MS-GPREG] 2.2.1",
    },
    FindingKind{
        .code = "POL_KEY_SHAPE",
        .severity = Severity::warning,
        .message = "the key is not written as the specification asks: empty, or with a backslash too many",
        .hint = "write the setting again with a policy editor or `Set-GPRegistryValue`, and remove this record",
        .source = "[MS-GPREG] 2.2.1",
    },
    FindingKind{
        .code = "POL_DUPLICATE_VALUE",
        .severity = Severity::warning,
        .message = "the file sets this value twice: clients work down the file, so the last one counts",
        .hint = "open the GPO in the editor and set the value again, which leaves one record",
        .source = "[MS-GPREG] 3.2.5.1",
    },
};

constexpr std::array<std::string_view, 10> k_hives = {
    "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", "HKEY_CLASSES_ROOT", "HKEY_USERS", "HKEY_CURRENT_CONFIG", "HKLM", "HKCU", "HKCR", "HKU", "HKCC"};

bool has_hive_prefix(std::string_view key) {
    while (key.starts_with('\\')) key.remove_prefix(1);
    const std::string_view first = key.substr(0, std::min(key.find_first_of("\\:"), key.size()));
    return std::any_of(k_hives.begin(), k_hives.end(), [&](std::string_view hive) { return core::ascii_iequals(first, hive); });
}

std::string_view fault_of_shape(const Setting& setting) {
    if (setting.key.empty()) return "the key is empty";
    if (setting.key.front() == '\\') return "it begins with a backslash";
    if (setting.key.back() == '\\') return "it ends with a backslash";
    return setting.key.find("\\\\") == std::string::npos ? std::string_view() : std::string_view("it has two backslashes in a row");
}

/// What instructs rather than sets ([MS-GPREG] 3.2.5.1) may stand there several times.
bool sets_a_value(const Setting& setting) { return !registry_policy::is_key_only(setting) && !setting.value.starts_with("**"); }

std::optional<std::size_t> offset_in(std::string_view message) {
    constexpr std::string_view k_word = "octet ";
    const std::size_t at = message.find(k_word);
    if (at == std::string_view::npos) return std::nullopt;
    std::size_t offset = 0;
    std::size_t digits = 0;
    for (const char c : message.substr(at + k_word.size())) {
        if (c < '0' || c > '9' || digits == 12) break;
        offset = offset * 10 + static_cast<std::size_t>(c - '0');
        ++digits;
    }
    return digits == 0 ? std::nullopt : std::optional(offset);
}

Diagnosis damage(const InspectedItem& item, std::string_view file, std::optional<trust::Side> side, const core::Error& error) {
    Diagnosis diagnosis = about_file(item, file, k_kinds[damaged], error.message);
    diagnosis.place.side = side;
    diagnosis.place.offset = offset_in(error.message);
    return diagnosis;
}

void examine_damage(const InspectedItem& item, Diagnoses& diagnoses) {
    for (const PolicyFile& file : item.policies)
        if (file.error) diagnoses.add(damage(item, file.path, file.side, *file.error));
    const bool is_one_file = item.kind == "registry-policy" || item.kind == "reg-file" || item.kind == "preferences";
    if (item.policies.empty() && is_one_file && !item.gpo && item.error && item.settings.empty())
        diagnoses.add(damage(item, {}, std::nullopt, *item.error));
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    const InspectedItem& item = patient.item;
    examine_damage(item, diagnoses);
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < item.settings.size(); ++i) {
        const ScopedSetting& scoped = item.settings[i];
        const Setting& setting = scoped.setting;
        if (!is_policy_record(item, scoped)) continue;
        const std::string_view fault = fault_of_shape(setting);
        if (has_hive_prefix(setting.key))
            diagnoses.add(about_setting(patient, i, k_kinds[hive_prefix]));
        else if (!fault.empty())
            diagnoses.add(about_setting(patient, i, k_kinds[key_shape], fault));
        if (!sets_a_value(setting)) continue;
        std::string name = std::to_string(scoped.file) + '\n' + core::ascii_lower(setting.key) + '\n' + core::ascii_lower(setting.value);
        if (!seen.insert(std::move(name)).second) diagnoses.add(about_setting(patient, i, k_kinds[duplicate]));
    }
}

}  // namespace

extern const DoctorCheck records_check;
const DoctorCheck records_check{k_kinds, examine};

}  // namespace gpotrust::audit
