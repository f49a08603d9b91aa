// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "trust/text_rules.hpp"

#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"

namespace gpotrust::trust {
namespace {

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";

constexpr unsigned char octet(char c) { return static_cast<unsigned char>(c); }

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

void remove_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
}

std::size_t sequence_length(char lead) { return octet(lead) < 0x80 ? 1 : octet(lead) < 0xE0 ? 2 : octet(lead) < 0xF0 ? 3 : 4; }

}  // namespace

bool has_control_characters(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (octet(text[i]) < 0x20 || octet(text[i]) == 0x7F) return true;
        // U+0080 to U+009F are C2 80 to C2 9F.
        if (octet(text[i]) == 0xC2 && i + 1 < text.size() && octet(text[i + 1]) < 0xA0) return true;
    }
    return false;
}

bool has_noncharacters(std::string_view text) { return contains(text, "\xEF\xBF\xBE") || contains(text, "\xEF\xBF\xBF"); }

bool is_blank(std::string_view text) {
    std::string rest(text);
    for (const std::string_view blank : {" ", "\xC2\xA0", "\xE3\x80\x80"}) remove_all(rest, blank);
    return rest.empty();
}

std::string_view cut_to_utf16_units(std::string_view text, std::size_t units) {
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t length = sequence_length(text[end]);
        const std::size_t needed = length == 4 ? 2 : 1;
        if (needed > units) break;
        units -= needed;
        end += length;
    }
    return text.substr(0, end);
}

std::string sanitised(std::string_view text, std::size_t units) {
    std::string clean = core::printable(text);
    remove_all(clean, k_replacement);
    remove_all(clean, "\xEF\xBF\xBE");
    remove_all(clean, "\xEF\xBF\xBF");
    const auto begin = std::min(clean.find_first_not_of(' '), clean.size());
    std::string cut(cut_to_utf16_units(std::string_view(clean).substr(begin), units));
    cut.erase(cut.find_last_not_of(' ') + 1);
    return cut;
}

}  // namespace gpotrust::trust
