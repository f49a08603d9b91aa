// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/punycode.hpp"

#include <algorithm>
#include <cstdint>

#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

// RFC 3492 5.
constexpr std::uint32_t k_base = 36;
constexpr std::uint32_t k_t_min = 1;
constexpr std::uint32_t k_t_max = 26;
constexpr std::uint32_t k_skew = 38;
constexpr std::uint32_t k_damp = 700;
constexpr std::uint32_t k_first_bias = 72;
constexpr std::uint32_t k_first_code_point = 0x80;
constexpr std::uint32_t k_last_code_point = 0x10FFFF;

/// k_base for what is no digit.
std::uint32_t digit_of(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
    if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 26;
    return k_base;
}

std::uint32_t adapted_bias(std::uint32_t delta, std::uint32_t points, bool first) {
    delta = first ? delta / k_damp : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > (k_base - k_t_min) * k_t_max / 2; k += k_base) delta /= k_base - k_t_min;
    return k + (k_base - k_t_min + 1) * delta / (delta + k_skew);
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) {
    if (k <= bias + k_t_min) return k_t_min;
    return std::min(k - bias, k_t_max);
}

/// Reads one generalised variable-length integer off the front; nothing at its end or beyond 2^31.
std::optional<std::uint32_t> next_delta(std::string_view& rest, std::uint32_t bias) {
    constexpr std::uint64_t k_most = 0x7FFFFFFF;
    std::uint64_t delta = 0;
    std::uint64_t weight = 1;
    for (std::uint32_t k = k_base;; k += k_base) {
        if (rest.empty()) return std::nullopt;
        const std::uint32_t digit = digit_of(rest.front());
        rest.remove_prefix(1);
        if (digit == k_base) return std::nullopt;
        delta += digit * weight;
        if (delta > k_most) return std::nullopt;
        const std::uint32_t t = threshold(k, bias);
        if (digit < t) return static_cast<std::uint32_t>(delta);
        weight *= k_base - t;
        if (weight > k_most) return std::nullopt;
    }
}

bool is_scalar(std::uint32_t point) { return point <= k_last_code_point && (point < 0xD800 || point > 0xDFFF); }

void append_utf8(std::string& text, char32_t point) {
    const auto tail = [&text, point](unsigned shift) { text.push_back(static_cast<char>(0x80U | ((point >> shift) & 0x3FU))); };
    if (point < 0x80) {
        text.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        text.push_back(static_cast<char>(0xC0U | (point >> 6U)));
        tail(0);
    } else if (point < 0x10000) {
        text.push_back(static_cast<char>(0xE0U | (point >> 12U)));
        tail(6);
        tail(0);
    } else {
        text.push_back(static_cast<char>(0xF0U | (point >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace

std::optional<std::string> decode_punycode(std::string_view encoded) {
    constexpr std::size_t k_longest = 253;  // as a whole DNS name
    if (encoded.size() > k_longest) return std::nullopt;
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (!std::all_of(encoded.begin(), encoded.end(), is_ascii)) return std::nullopt;
    // A hyphen in front delimits nothing, and is no digit.
    const std::size_t last_hyphen = encoded.rfind('-');
    const bool has_basic = last_hyphen != std::string_view::npos && last_hyphen > 0;
    const std::string_view basic = has_basic ? encoded.substr(0, last_hyphen) : std::string_view();
    std::string_view rest = has_basic ? encoded.substr(last_hyphen + 1) : encoded;

    std::u32string points(basic.begin(), basic.end());
    std::uint32_t point = k_first_code_point;
    std::uint32_t bias = k_first_bias;
    std::uint32_t at = 0;
    for (bool first = true; !rest.empty(); first = false) {
        const auto delta = next_delta(rest, bias);
        if (!delta) return std::nullopt;
        const auto count = static_cast<std::uint32_t>(points.size()) + 1;
        bias = adapted_bias(*delta, count, first);
        const std::uint64_t position = std::uint64_t{at} + *delta;
        if (position / count > k_last_code_point - point) return std::nullopt;
        point += static_cast<std::uint32_t>(position / count);
        at = static_cast<std::uint32_t>(position % count);
        if (!is_scalar(point)) return std::nullopt;
        points.insert(points.begin() + at, static_cast<char32_t>(point));
        ++at;
    }
    std::string text;
    for (const char32_t one : points) append_utf8(text, one);
    return text;
}

std::optional<std::string> u_label_of(std::string_view label) {
    constexpr std::string_view k_prefix = "xn--";
    if (label.size() <= k_prefix.size() || !core::ascii_iequals(label.substr(0, k_prefix.size()), k_prefix)) return std::nullopt;
    auto text = decode_punycode(label.substr(k_prefix.size()));
    if (!text) return std::nullopt;
    const bool beyond_ascii = std::any_of(text->begin(), text->end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return beyond_ascii ? text : std::nullopt;
}

}  // namespace gpotrust::certificate
