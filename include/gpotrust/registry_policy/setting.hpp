// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::registry_policy {

/// Registry value types by number (winnt.h). Other numbers occur in the wild and are carried as they are.
enum class ValueType : std::uint32_t {
    none = 0,
    string = 1,
    expand_string = 2,
    binary = 3,
    dword = 4,
    dword_big_endian = 5,
    link = 6,
    multi_string = 7,
    qword = 11,
};
/// "REG_BINARY" and so on; "REG_0x0000000C" style for unknown numbers.
[[nodiscard]] std::string type_name(ValueType type);

/// One registry setting of a policy: the intermediate form every registry-based artefact is printed from.
struct Setting {
    std::string key;    ///< UTF-8, backslash separated, no hive, no leading or trailing backslash
    std::string value;  ///< value name, UTF-8; empty for the default value and for key-only entries
    ValueType type = ValueType::none;
    core::Bytes data;
    friend bool operator==(const Setting&, const Setting&) = default;
};

/// "Create this key": REG_NONE, no value name, no data ([MS-GPEF] 2.2.1).
[[nodiscard]] Setting key_only(std::string key);
[[nodiscard]] bool is_key_only(const Setting& setting);

/// GPMC's order of keys: component by component, case-insensitively (a plain sort of whole paths is wrong, because '\' sorts between upper-case
/// letters and '_'). Folds ASCII letters to upper case, as NT does, and compares other characters by code point: no real policy has shown a key
/// where more would matter. A key sorts before its subkeys.
[[nodiscard]] std::weak_ordering compare_keys(std::string_view a, std::string_view b);

}  // namespace gpotrust::registry_policy
