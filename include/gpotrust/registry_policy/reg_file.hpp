// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::registry_policy {

enum class RegAction {
    create_key,    ///< "[HIVE\key]"
    delete_key,    ///< "[-HIVE\key]", with everything below it
    set_value,     ///< "name"=...
    delete_value,  ///< "name"=-
};

/// One thing a .reg file makes regedit do.
struct RegStep {
    RegAction action = RegAction::set_value;
    std::string hive;  ///< "HKEY_LOCAL_MACHINE"; as written
    Setting setting;   ///< key without the hive; value, type and data where the action has them
    friend bool operator==(const RegStep&, const RegStep&) = default;
};

/// The largest .reg file that is read, in octets, and the most steps of one.
inline constexpr std::size_t k_reg_file_limit = 64U << 20U;
inline constexpr std::size_t k_reg_step_limit = 1'000'000;

/// Reads a registry export: "Windows Registry Editor Version 5.00" in UTF-16LE with byte-order mark, UTF-8 or ASCII, or "REGEDIT4" in ASCII. Comments, blank lines and any of
/// the three line ends are taken. Errors name the line. Key lines give create_key, also above values.
[[nodiscard]] core::Result<std::vector<RegStep>> parse_reg_file(core::BytesView file);

/// Writes one as regedit does: UTF-16LE with byte-order mark, CR LF, lines of octets of at most 77 characters before the backslash. `comments` stand behind the head, one line each;
/// characters that end lines become blanks in them. Value steps must follow a create_key of their key, else the key's line is added. Fails with malformed_input on what a .reg
/// file cannot hold: keys with line ends or brackets at their end, value names with line ends.
[[nodiscard]] core::Result<core::Bytes> serialize_reg_file(std::span<const RegStep> steps, std::span<const std::string> comments);

/// The steps that put settings below a hive: every key after its parents (SOFTWARE itself included), each once; key-only settings are key lines.
[[nodiscard]] std::vector<RegStep> steps_to_set(std::span<const Setting> settings, std::string_view hive);

/// What steps leave of a registry that was empty, below one hive (compared without case): values in order and, as key-only settings, the keys that have neither values nor subkeys;
/// in the order of compare_keys().
[[nodiscard]] std::vector<Setting> settings_after(std::span<const RegStep> steps, std::string_view hive);

}  // namespace gpotrust::registry_policy
