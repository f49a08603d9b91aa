// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "xml/decode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "xml/character_data.hpp"

namespace gpotrust::xml {
namespace {

using core::ErrorCode;
constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";

struct Storage {
    bool utf16 = false;
    bool big_endian = false;
    std::size_t mark_octets = 0;
};

Storage storage_of(core::BytesView document) {
    const std::string_view text = core::as_text(document);
    const auto begins = [text](std::string_view octets) { return text.substr(0, octets.size()) == octets; };
    using namespace std::string_view_literals;
    if (begins("\xFF\xFE"sv)) return {true, false, 2};
    if (begins("\xFE\xFF"sv)) return {true, true, 2};
    if (begins("<\0"sv)) return {true, false, 0};
    if (begins("\0<"sv)) return {true, true, 0};
    return {false, false, begins(k_utf8_mark) ? k_utf8_mark.size() : 0};
}

core::Result<std::string> utf16_to_utf8(core::BytesView document, bool big_endian) {
    // With its byte-order mark, so that the offsets in errors are the document's.
    if (!big_endian) return core::utf16le_to_utf8(document);
    core::Bytes swapped(document.begin(), document.end());
    for (std::size_t i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
    return core::utf16le_to_utf8(swapped);
}

// The offset of the first octet that is_utf8 does not take; only called when there is one.
std::size_t first_ill_formed(std::string_view text) {
    std::size_t good = 0;
    while (good < text.size()) {
        std::size_t size = 1;
        while (size <= 4 && !core::is_utf8(text.substr(good, size))) ++size;
        if (size > 4) break;
        good += size;
    }
    return good;
}

// The value of encoding="..." in the XML declaration, or nothing.
std::string_view declared_encoding(std::string_view text) {
    if (text.substr(0, 5) != "<?xml") return {};
    const std::string_view declaration = text.substr(0, text.find("?>"));
    const std::size_t key = declaration.find("encoding");
    if (key == std::string_view::npos) return {};
    const std::size_t open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return {};
    const std::size_t close = declaration.find(declaration[open], open + 1);
    return close == std::string_view::npos ? std::string_view() : declaration.substr(open + 1, close - open - 1);
}

core::Result<void> check_declared_encoding(std::string_view name, bool utf16) {
    constexpr std::array<std::string_view, 3> k_eight_bit{"utf-8", "utf8", "us-ascii"};
    constexpr std::array<std::string_view, 4> k_sixteen_bit{"utf-16", "utf-16le", "utf-16be", "unicode"};
    const std::string lower = core::ascii_lower(name);
    const bool is_eight = std::find(k_eight_bit.begin(), k_eight_bit.end(), lower) != k_eight_bit.end();
    const bool is_sixteen = std::find(k_sixteen_bit.begin(), k_sixteen_bit.end(), lower) != k_sixteen_bit.end();
    if (name.empty() || (utf16 ? is_sixteen : is_eight)) return {};
    if (is_eight || is_sixteen) {
        return core::fail(ErrorCode::malformed_input,
                          fmt::format("the XML declares \"{}\" but is stored as {}", core::printable(name), utf16 ? "UTF-16" : "UTF-8"),
                          "a tool converted the file without adapting its first line; export it again");
    }
    return core::fail(ErrorCode::unsupported_input,
                      fmt::format("the XML is encoded as \"{}\"; only UTF-8 and UTF-16 are read", core::printable(name.substr(0, 40))),
                      "save it again as UTF-8");
}

}  // namespace

std::size_t DecodedDocument::original_offset(std::size_t text_offset) const {
    return mark_octets + (utf16 ? 2 * core::utf16_length(std::string_view(text).substr(0, text_offset)) : text_offset);
}

core::Result<DecodedDocument> decode_document(core::BytesView document) {
    const Storage storage = storage_of(document);
    DecodedDocument decoded{{}, storage.utf16, storage.mark_octets};
    if (storage.utf16) {
        GPOTRUST_TRY_ASSIGN(decoded.text, utf16_to_utf8(document, storage.big_endian));
        if (storage.mark_octets > 0) decoded.text.erase(0, k_utf8_mark.size());
    } else {
        decoded.text = core::as_text(document.subspan(storage.mark_octets));
        if (!core::is_utf8(decoded.text)) {
            return core::fail(ErrorCode::malformed_input,
                              fmt::format("the XML is not well-formed UTF-8 at octet {}", decoded.original_offset(first_ill_formed(decoded.text))));
        }
    }
    if (const auto forbidden = find_forbidden_character(decoded.text)) {
        return core::fail(ErrorCode::malformed_input, fmt::format("a character that XML forbids at octet {}", decoded.original_offset(*forbidden)));
    }
    GPOTRUST_TRY(check_declared_encoding(declared_encoding(decoded.text), storage.utf16));
    return decoded;
}

}  // namespace gpotrust::xml
