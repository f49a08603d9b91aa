// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include "core/utf8.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::core {
namespace {

constexpr bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

void append_utf16le(Bytes& target, char32_t code_point) {
    if (code_point < 0x10000) return append_u16_le(target, static_cast<std::uint16_t>(code_point));
    const char32_t offset = code_point - 0x10000;
    append_u16_le(target, static_cast<std::uint16_t>(0xD800U + (offset >> 10U)));
    append_u16_le(target, static_cast<std::uint16_t>(0xDC00U + (offset & 0x3FFU)));
}

// The scalar value at an offset, or nothing if a surrogate stands alone there.
std::optional<char32_t> scalar_at(BytesView octets, std::size_t offset) {
    const char32_t unit = read_u16_le(octets.subspan(offset));
    if (!is_high_surrogate(unit)) return is_low_surrogate(unit) ? std::nullopt : std::optional(unit);
    if (octets.size() - offset < 4) return std::nullopt;
    const char32_t next = read_u16_le(octets.subspan(offset + 2));
    if (!is_low_surrogate(next)) return std::nullopt;
    return 0x10000U + ((unit - 0xD800U) << 10U) + (next - 0xDC00U);
}

// Nearly all text here is ASCII: whole runs of it are copied or passed over, and only what is between them is decoded.
std::size_t ascii_length(std::string_view text) {
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return static_cast<std::size_t>(end - text.begin());
}

void append_ascii(Bytes& target, std::string_view text) {
    const std::size_t at = target.size();
    target.resize(at + 2 * text.size());
    for (std::size_t i = 0; i < text.size(); ++i) target[at + 2 * i] = static_cast<std::uint8_t>(text[i]);
}

std::size_t ascii_units(BytesView octets) {
    std::size_t units = 0;
    while (2 * units + 1 < octets.size() && octets[2 * units] < 0x80 && octets[2 * units + 1] == 0) ++units;
    return units;
}

void append_ascii(std::string& target, BytesView octets) {
    const std::size_t at = target.size();
    target.resize(at + octets.size() / 2);
    for (std::size_t i = 0; i < octets.size() / 2; ++i) target[at + i] = static_cast<char>(octets[2 * i]);
}

char low_octet(char32_t value) { return static_cast<char>(static_cast<unsigned char>(value & 0xFFU)); }

}  // namespace

DecodedCharacter decode_utf8(std::string_view text) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = octet(0);
    if (lead < 0x80) return {lead, 1, true};
    if (lead < 0xC2 || lead > 0xF4) return {0, 1, false};
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // The second octet's range keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    char32_t code_point = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || octet(i) < low || octet(i) > high) return {0, i, false};
        code_point = (code_point << 6U) | (octet(i) & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    return {code_point, length, true};
}

void append_utf8(std::string& target, char32_t code_point) {
    if (code_point < 0x80) {
        target += low_octet(code_point);
        return;
    }
    if (code_point < 0x800) {
        target += low_octet(0xC0U | (code_point >> 6U));
    } else if (code_point < 0x10000) {
        target += low_octet(0xE0U | (code_point >> 12U));
        target += low_octet(0x80U | ((code_point >> 6U) & 0x3FU));
    } else {
        target += low_octet(0xF0U | (code_point >> 18U));
        target += low_octet(0x80U | ((code_point >> 12U) & 0x3FU));
        target += low_octet(0x80U | ((code_point >> 6U) & 0x3FU));
    }
    target += low_octet(0x80U | (code_point & 0x3FU));
}

bool is_utf8(std::string_view text) {
    for (;;) {
        text.remove_prefix(ascii_length(text));
        if (text.empty()) return true;
        const DecodedCharacter next = decode_utf8(text);
        if (!next.well_formed) return false;
        text.remove_prefix(next.length);
    }
}

Result<Bytes> utf8_to_utf16le(std::string_view text) {
    Bytes octets;
    octets.reserve(2 * text.size());
    for (std::size_t offset = 0;;) {
        const std::string_view plain = text.substr(offset, ascii_length(text.substr(offset)));
        append_ascii(octets, plain);
        offset += plain.size();
        if (offset == text.size()) return octets;
        const DecodedCharacter next = decode_utf8(text.substr(offset));
        if (!next.well_formed) return fail(ErrorCode::malformed_input, "ill-formed UTF-8 at octet " + std::to_string(offset));
        append_utf16le(octets, next.code_point);
        offset += next.length;
    }
}

Result<std::string> utf16le_to_utf8(BytesView octets) {
    if (octets.size() % 2 != 0) {
        return fail(ErrorCode::malformed_input, "UTF-16 text has an odd number of octets (" + std::to_string(octets.size()) + ")");
    }
    std::string text;
    text.reserve(octets.size());
    for (std::size_t offset = 0;;) {
        const std::size_t plain = 2 * ascii_units(octets.subspan(offset));
        append_ascii(text, octets.subspan(offset, plain));
        offset += plain;
        if (offset == octets.size()) return text;
        const auto scalar = scalar_at(octets, offset);
        if (!scalar) return fail(ErrorCode::malformed_input, "lone surrogate in UTF-16 text at octet " + std::to_string(offset));
        append_utf8(text, *scalar);
        offset += *scalar < 0x10000 ? 2 : 4;
    }
}

std::size_t utf16_length(std::string_view text) {
    std::size_t units = 0;
    while (!text.empty()) {
        const DecodedCharacter next = decode_utf8(text);
        units += next.code_point < 0x10000 ? 1 : 2;
        text.remove_prefix(next.length);
    }
    return units;
}

}  // namespace gpotrust::core
