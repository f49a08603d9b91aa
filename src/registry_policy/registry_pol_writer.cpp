// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <limits>
#include <string_view>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "registry_policy/registry_pol_format.hpp"

namespace gpotrust::registry_policy {
namespace {

// [MS-GPREG] 2.2.1: value names have at most 259 characters, data at most 65,535 octets.
constexpr std::size_t k_longest_value_name = 259;
constexpr std::size_t k_most_data = 65535;

// These are the caller's settings, so a fault is the program's unless they came from a file; either way the setting is named.
tl::unexpected<core::Error> unwritable(const Setting& setting, std::string_view why) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("registry.pol cannot hold the value \"{}\" of key \"{}\": {}",
                                                                    core::printable(setting.value), core::printable(setting.key), why));
}

core::Result<void> check_carried(const Setting& setting) {
    if (setting.key.find('\0') != std::string::npos) return unwritable(setting, "the key holds a NUL");
    if (setting.value.find('\0') != std::string::npos) return unwritable(setting, "the value name holds a NUL");
    if (setting.data.size() > std::numeric_limits<std::uint32_t>::max()) return unwritable(setting, "the data needs a size of more than 32 bits");
    return {};
}

core::Result<void> check_strict(const Setting& setting) {
    if (setting.key.empty()) return unwritable(setting, "the key is empty");
    if (setting.key.front() == '\\' || setting.key.back() == '\\') return unwritable(setting, "the key begins or ends with a backslash");
    if (core::utf16_length(setting.value) > k_longest_value_name) return unwritable(setting, "the value name is longer than 259 UTF-16 units");
    if (setting.data.size() > k_most_data)
        return unwritable(setting, fmt::format("{} octets of data, at most 65535 are allowed", setting.data.size()));
    return {};
}

void append_delimiter(core::Bytes& file, char delimiter) { core::append_u16_le(file, static_cast<std::uint16_t>(delimiter)); }

core::Result<void> append_name(core::Bytes& file, const Setting& setting, std::string_view name) {
    const auto units = core::utf8_to_utf16le(name);
    if (!units) return unwritable(setting, units.error().message);
    core::append(file, *units);
    core::append_u16_le(file, 0);
    return {};
}

core::Result<void> append_entry(core::Bytes& file, const Setting& setting) {
    append_delimiter(file, k_entry_begin);
    GPOTRUST_TRY(append_name(file, setting, setting.key));
    append_delimiter(file, k_separator);
    GPOTRUST_TRY(append_name(file, setting, setting.value));
    append_delimiter(file, k_separator);
    core::append_u32_le(file, static_cast<std::uint32_t>(setting.type));
    append_delimiter(file, k_separator);
    core::append_u32_le(file, static_cast<std::uint32_t>(setting.data.size()));
    append_delimiter(file, k_separator);
    core::append(file, setting.data);
    append_delimiter(file, k_entry_end);
    return {};
}

std::size_t largest_size(std::span<const Setting> settings) {
    std::size_t size = k_header_size;
    for (const Setting& setting : settings) size += k_entry_overhead + 2 * (setting.key.size() + setting.value.size()) + setting.data.size();
    return size;
}

}  // namespace

core::Result<core::Bytes> serialize_registry_pol(std::span<const Setting> settings, WriteRules rules) {
    core::Bytes file;
    file.reserve(largest_size(settings));
    core::append(file, k_signature);
    core::append_u32_le(file, k_version);
    for (const Setting& setting : settings) {
        GPOTRUST_TRY(check_carried(setting));
        if (rules == WriteRules::strict) GPOTRUST_TRY(check_strict(setting));
        GPOTRUST_TRY(append_entry(file, setting));
    }
    return file;
}

}  // namespace gpotrust::registry_policy
