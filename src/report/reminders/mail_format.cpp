// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "gpotrust/core/text.hpp"
#include "report/reminders/parts.hpp"

namespace gpotrust::report::reminder {
namespace {

constexpr std::size_t k_line = 76;         // RFC 2045 6.8; also the most that one encoded word and its fold may take (RFC 2047 2)
constexpr std::size_t k_around_word = 12;  // "=?UTF-8?B?" and "?="

bool continues_character(char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U; }

bool is_plain_header(std::string_view name, std::string_view value) {
    const bool ascii = std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    return ascii && name.size() + 2 + value.size() <= k_line && value.find("=?") == std::string_view::npos && !value.starts_with(' ') &&
           !value.ends_with(' ');
}

/// The first octets that make up whole characters and, as an encoded word, fit into the room: an encoded word never splits a character (RFC 2047 5).
std::string_view first_piece(std::string_view text, std::size_t room) {
    std::size_t size = std::min(text.size(), (room - k_around_word) / 4 * 3);
    while (size > 1 && size < text.size() && continues_character(text[size])) --size;
    return text.substr(0, size);
}

}  // namespace

std::string mail_date(core::UtcTime time) {
    constexpr std::array<std::string_view, 7> k_days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::weekday weekday{day};
    const std::string clock = core::to_iso8601(time).substr(11, 8);
    return fmt::format("{}, {:02} {} {:04} {} +0000", k_days.at(weekday.c_encoding()), static_cast<unsigned>(date.day()),
                       k_months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()), clock);
}

std::string mail_header(std::string_view name, std::string_view value) {
    const std::string clean = core::printable(value);
    if (is_plain_header(name, clean)) return fmt::format("{}: {}\r\n", name, clean);
    std::string header = std::string(name) + ":";
    std::size_t used = header.size();
    for (std::string_view rest = clean; !rest.empty(); used = 0) {
        const std::string_view piece = first_piece(rest, k_line - used - 1);
        header += fmt::format("{} =?UTF-8?B?{}?=", used == 0 ? "\r\n" : "", core::to_base64(core::as_bytes(piece)));
        rest.remove_prefix(piece.size());
    }
    return header + "\r\n";
}

std::string mail_base64(std::string_view text) {
    const std::string encoded = core::to_base64(core::as_bytes(text));
    std::string lines;
    for (std::size_t start = 0; start < encoded.size(); start += k_line) lines.append(encoded.substr(start, k_line)).append("\r\n");
    return lines;
}

std::string with_crlf(std::string_view text) {
    std::string lines;
    for (const char c : text) lines.append(c == '\n' ? "\r\n" : std::string(1, c));
    return lines;
}

}  // namespace gpotrust::report::reminder
