// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "gpotrust/core/text.hpp"
#include "gpotrust/renewal/status.hpp"

namespace gpotrust::renewal {
namespace {

constexpr unsigned k_most_days = 3650;
constexpr std::size_t k_most_thresholds = 32;

std::string_view without_blanks(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

tl::unexpected<core::Error> no_days(std::string_view text) {
    return core::fail(core::ErrorCode::usage, fmt::format("no number of days: \"{}\"", core::printable(text)),
                      fmt::format("60, 60d and 8w are understood, up to {} days", k_most_days));
}

/// Digits only: from_chars alone would take a sign.
std::optional<unsigned> number(std::string_view digits) {
    unsigned value = 0;
    const bool all_digits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return !digits.empty() && all_digits && error == std::errc{} && value <= k_most_days ? std::optional(value) : std::nullopt;
}

}  // namespace

core::Result<unsigned> parse_days(std::string_view text) {
    constexpr unsigned k_days_of_a_week = 7;
    std::string_view digits = without_blanks(text);
    const bool weeks = digits.ends_with('w') || digits.ends_with('W');
    if (weeks || digits.ends_with('d') || digits.ends_with('D')) digits.remove_suffix(1);
    const std::optional<unsigned> value = number(digits);
    if (!value || (weeks && *value > k_most_days / k_days_of_a_week)) return no_days(text);
    return weeks ? *value * k_days_of_a_week : *value;
}

core::Result<std::vector<unsigned>> parse_thresholds(std::string_view text) {
    std::vector<unsigned> thresholds;
    for (bool more = true; more;) {
        const std::size_t comma = text.find(',');
        GPOTRUST_TRY_ASSIGN(const unsigned days, parse_days(text.substr(0, comma)));
        thresholds.push_back(days);
        more = comma != std::string_view::npos;
        if (more) text.remove_prefix(comma + 1);
        if (thresholds.size() > k_most_thresholds)
            return core::fail(core::ErrorCode::usage, fmt::format("more than {} thresholds", k_most_thresholds), "120,60,30,14,7,1 is the default");
    }
    std::sort(thresholds.begin(), thresholds.end(), std::greater<>());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    return thresholds;
}

}  // namespace gpotrust::renewal
