// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/utc_time.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "gpotrust/core/text.hpp"

namespace gpotrust::core {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr UtcTime k_first = sys_days{year{0} / 1 / 1};
constexpr UtcTime k_last = sys_days{year{10000} / 1 / 1} - std::chrono::seconds{1};

std::string padded(unsigned value, std::size_t width) {
    std::string digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

// Digits only: from_chars alone would take a sign.
std::optional<unsigned> number(std::string_view digits) {
    unsigned value = 0;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

std::optional<UtcTime> read_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = number(text.substr(0, 4));
    const auto m = number(text.substr(5, 2));
    const auto d = number(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const year_month_day date{year{static_cast<int>(*y)}, month{*m}, day{*d}};
    return date.ok() ? std::optional<UtcTime>(sys_days{date}) : std::nullopt;
}

// "T15:00:00Z"
std::optional<std::chrono::seconds> read_time_of_day(std::string_view text) {
    if (text.size() != 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':' || text[9] != 'Z') return std::nullopt;
    const auto h = number(text.substr(1, 2));
    const auto m = number(text.substr(4, 2));
    const auto s = number(text.substr(7, 2));
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
    return std::chrono::hours{*h} + std::chrono::minutes{*m} + std::chrono::seconds{*s};
}

std::optional<UtcTime> read_epoch(std::string_view text) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (seconds < k_first.time_since_epoch().count() || seconds > k_last.time_since_epoch().count()) return std::nullopt;
    return UtcTime{std::chrono::seconds{seconds}};
}

std::optional<UtcTime> read_time(std::string_view text) {
    if (!text.empty() && text[0] == '@') return read_epoch(text.substr(1));
    const auto date = read_date(text.substr(0, 10));
    if (!date || text.size() == 10) return date;
    const auto time_of_day = read_time_of_day(text.substr(10));
    return time_of_day ? std::optional(*date + *time_of_day) : std::nullopt;
}

}  // namespace

std::string to_date(UtcTime time) {
    const year_month_day date{std::chrono::floor<std::chrono::days>(std::clamp(time, k_first, k_last))};
    return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::string to_iso8601(UtcTime time) {
    const UtcTime shown = std::clamp(time, k_first, k_last);
    const auto seconds = static_cast<unsigned>((shown - std::chrono::floor<std::chrono::days>(shown)).count());
    return to_date(shown) + "T" + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2) + "Z";
}

Result<UtcTime> parse_utc_time(std::string_view text) {
    if (const auto time = read_time(text)) return *time;
    return fail(ErrorCode::malformed_input, "\"" + printable(text.substr(0, 100)) + "\" is not a date or time",
                "write 2026-11-22, 2026-11-22T15:00:00Z (UTC) or @ and the seconds since 1970");
}

std::int64_t days_between(UtcTime from, UtcTime to) { return std::chrono::floor<std::chrono::days>(to - from).count(); }

}  // namespace gpotrust::core
