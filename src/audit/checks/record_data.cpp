// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::Setting;
using registry_policy::ValueType;

enum Kind : std::size_t { data_size, too_large };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "POL_DATA_SIZE",
        .severity = Severity::warning,
        .message = "the data does not have the size its type asks for",
        .hint = "set the value again in a policy editor or with `Set-GPRegistryValue`",
        .source = "[MS-GPREG] 2.2.1",
    },
    FindingKind{
        .code = "POL_VALUE_TOO_LARGE",
        .severity = Severity::warning,
        .message =
            "the record is larger than the specification allows (65,535 octets of data, names of 259 characters), and clients may refuse the file",
        .hint = "set a shorter value; a certificate with very many names is better split into several",
        .source = "[MS-GPREG] 2.2.1",
    },
};

constexpr std::size_t k_most_data = 65'535;
constexpr std::size_t k_longest_name = 259;

std::string octets(std::size_t size) { return fmt::format("{} octet{}", size, size == 1 ? "" : "s"); }

/// What is wrong with the size, or empty. Editors write empty lists as one NUL, and nothing at all for a value that is only named.
std::string fault_of_size(const Setting& setting) {
    const std::size_t size = setting.data.size();
    switch (setting.type) {
        case ValueType::dword:
        case ValueType::dword_big_endian:
            return size == 4 ? std::string() : octets(size) + " in place of 4";
        case ValueType::qword:
            return size == 8 ? std::string() : octets(size) + " in place of 8";
        case ValueType::string:
        case ValueType::expand_string:
        case ValueType::multi_string:
            return size % 2 == 0 ? std::string() : octets(size) + ", which is no text in UTF-16";
        default:
            return {};
    }
}

std::string fault_of_length(const Setting& setting) {
    if (setting.data.size() > k_most_data) return fmt::format("{} octets of data", setting.data.size());
    const std::size_t length = core::utf16_length(setting.value);
    return length > k_longest_name ? fmt::format("a name of {} characters", length) : std::string();
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    const std::vector<ScopedSetting>& settings = patient.item.settings;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        if (!is_policy_record(patient.item, settings[i])) continue;
        if (const std::string fault = fault_of_size(settings[i].setting); !fault.empty())
            diagnoses.add(about_setting(patient, i, k_kinds[data_size], registry_policy::type_name(settings[i].setting.type) + ", " + fault));
        if (const std::string fault = fault_of_length(settings[i].setting); !fault.empty())
            diagnoses.add(about_setting(patient, i, k_kinds[too_large], fault));
    }
}

}  // namespace

extern const DoctorCheck record_data_check;
const DoctorCheck record_data_check{k_kinds, examine};

}  // namespace gpotrust::audit
