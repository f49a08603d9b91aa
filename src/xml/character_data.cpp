// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "xml/character_data.hpp"

#include <algorithm>

namespace gpotrust::xml {

bool is_white_space(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return is_white_space(c); });
}

std::optional<std::size_t> find_forbidden_character(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = static_cast<unsigned char>(text[i]);
        if (octet < 0x20 && !is_white_space(text[i])) return i;
        if (octet != 0xEF) continue;
        const std::string_view character = text.substr(i, 3);
        if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") return i;
    }
    return std::nullopt;
}

bool is_character(std::uint32_t code_point) {
    if (code_point < 0x20) return code_point == 0x9 || code_point == 0xA || code_point == 0xD;
    return code_point <= 0xD7FF || (code_point >= 0xE000 && code_point <= 0xFFFD) || (code_point >= 0x10000 && code_point <= 0x10FFFF);
}

}  // namespace gpotrust::xml
