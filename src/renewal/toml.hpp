// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// TOML as plain values with their places: the only door to the library that reads it (docs/decisions/0006-estate-file-in-toml.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/result.hpp"

namespace gpotrust::renewal {

/// Where something stands in a text, counted from 1; columns count code points.
struct Place {
    unsigned line = 1;
    unsigned column = 1;
    friend auto operator<=>(const Place&, const Place&) = default;
};
/// "line 12, column 3".
[[nodiscard]] std::string to_text(const Place& place);

struct TomlEntry;

/// One value. Which member counts is the kind's matter; dates, times and fractions are `other`: nobody asks for them.
struct TomlValue {
    enum class Kind { truth, number, text, list, table, other };
    Kind kind = Kind::other;
    Place place = {};
    bool truth = false;
    std::int64_t number = 0;
    std::string text = {};
    std::vector<TomlValue> items = {};
    std::vector<TomlEntry> entries;  ///< of a table, by place
};
/// "true or false", "a number", "a text", "a list", "a table".
[[nodiscard]] std::string_view to_text(TomlValue::Kind kind);

/// One key of a table with what it is set to.
struct TomlEntry {
    std::string key;
    Place place;
    TomlValue value;
};

/// Reads a TOML 1.0 document. Values may lie in one another at most 8 deep, keys have at most 8 parts: what is written by people never comes near that, and what
/// was made to exhaust the stack never reaches the library. Fails with malformed_input and the place.
[[nodiscard]] core::Result<TomlValue> parse_toml(std::string_view text);

}  // namespace gpotrust::renewal
