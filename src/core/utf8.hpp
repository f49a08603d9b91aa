// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gpotrust::core {

/// One step through UTF-8 text.
struct DecodedCharacter {
    char32_t code_point = 0;
    std::size_t length = 0;  ///< octets to skip; for an ill-formed sequence its maximal subpart (Unicode 3.9, table 3-8)
    bool well_formed = false;
};

/// Decodes the first character of a non-empty text by the byte ranges of Unicode table 3-7.
[[nodiscard]] DecodedCharacter decode_utf8(std::string_view text);
/// Appends a scalar value (never a surrogate) as UTF-8.
void append_utf8(std::string& target, char32_t code_point);

}  // namespace gpotrust::core
