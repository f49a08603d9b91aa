// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Hex and base64: RFC 4648.
#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"

namespace gpotrust::core {
namespace {

constexpr std::string_view k_upper_digits = "0123456789ABCDEF";
constexpr std::string_view k_lower_digits = "0123456789abcdef";
constexpr std::string_view k_base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t k_no_digit = 0xFF;

std::string to_hex_with(BytesView octets, std::string_view digits) {
    std::string text(2 * octets.size(), '\0');
    for (std::size_t i = 0; i < octets.size(); ++i) {
        text[2 * i] = digits[octets[i] >> 4U];
        text[2 * i + 1] = digits[octets[i] & 0x0FU];
    }
    return text;
}

std::uint8_t hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    return k_no_digit;
}

constexpr std::array<std::uint8_t, 256> make_base64_digits() {
    std::array<std::uint8_t, 256> digits{};
    for (auto& digit : digits) digit = k_no_digit;
    for (std::size_t i = 0; i < k_base64.size(); ++i) digits[static_cast<unsigned char>(k_base64[i])] = static_cast<std::uint8_t>(i);
    return digits;
}
constexpr auto k_base64_digits = make_base64_digits();

bool is_skipped(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::uint8_t base64_digit(char c) { return k_base64_digits[static_cast<unsigned char>(c)]; }

// The characters that count, up to and with the padding.
Result<std::string> without_blanks(std::string_view text) {
    std::string characters;
    characters.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_skipped(text[i])) continue;
        if (text[i] != '=' && base64_digit(text[i]) == k_no_digit) {
            return fail(ErrorCode::malformed_input, "not a base64 character at octet " + std::to_string(i));
        }
        characters += text[i];
    }
    return characters;
}

// Appends the octets of the last or only group of 2, 3 or 4 digits. RFC 4648 3.5: bits that belong to no octet must be zero, else two
// texts would mean the same octets.
bool append_group(Bytes& octets, std::string_view digits) {
    std::uint32_t bits = 0;
    for (const char c : digits) bits = (bits << 6U) | base64_digit(c);
    bits <<= 6U * (4 - digits.size());
    const std::size_t count = digits.size() - 1;
    for (std::size_t i = 0; i < count; ++i) octets.push_back(static_cast<std::uint8_t>((bits >> (16 - 8 * i)) & 0xFFU));
    return count == 3 || (bits & (count == 2 ? 0xFFU : 0xFFFFU)) == 0;
}

}  // namespace

std::string to_hex_upper(BytesView octets) { return to_hex_with(octets, k_upper_digits); }
std::string to_hex_lower(BytesView octets) { return to_hex_with(octets, k_lower_digits); }

Result<Bytes> parse_hex(std::string_view text) {
    if (text.size() % 2 != 0) return fail(ErrorCode::malformed_input, "hex text has an odd number of digits (" + std::to_string(text.size()) + ")");
    Bytes octets;
    octets.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::uint8_t high = hex_digit(text[i]);
        const std::uint8_t low = hex_digit(text[i + 1]);
        if (high == k_no_digit || low == k_no_digit) {
            return fail(ErrorCode::malformed_input, "not a hex digit at octet " + std::to_string(high == k_no_digit ? i : i + 1));
        }
        octets.push_back(static_cast<std::uint8_t>((high << 4U) | low));
    }
    return octets;
}

std::string to_base64(BytesView octets) {
    std::string text((octets.size() + 2) / 3 * 4, '=');
    char* next = text.data();
    for (std::size_t i = 0; i < octets.size(); i += 3, next += 4) {
        const BytesView group = octets.subspan(i, std::min<std::size_t>(3, octets.size() - i));
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) bits = (bits << 8U) | (k < group.size() ? group[k] : 0U);
        for (std::size_t k = 0; k <= group.size(); ++k) next[k] = k_base64[(bits >> (18 - 6 * k)) & 0x3FU];
    }
    return text;
}

Result<Bytes> parse_base64(std::string_view text) {
    GPOTRUST_TRY_ASSIGN(const std::string characters, without_blanks(text));
    if (characters.size() % 4 != 0) return fail(ErrorCode::malformed_input, "base64 text ends inside a group of four characters");
    std::string_view digits = characters;
    while (!digits.empty() && digits.back() == '=' && characters.size() - digits.size() < 2) digits.remove_suffix(1);
    if (digits.find('=') != std::string_view::npos) return fail(ErrorCode::malformed_input, "base64 padding stands inside the text");
    Bytes octets;
    octets.reserve(digits.size() / 4 * 3 + 2);
    for (; !digits.empty(); digits.remove_prefix(std::min<std::size_t>(4, digits.size()))) {
        if (!append_group(octets, digits.substr(0, 4))) return fail(ErrorCode::malformed_input, "base64 text has bits that belong to no octet");
    }
    return octets;
}

}  // namespace gpotrust::core
