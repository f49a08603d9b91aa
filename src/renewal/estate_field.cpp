// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "renewal/estate_field.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/renewal/estate_file.hpp"

namespace gpotrust::renewal {
namespace {

using core::ErrorCode;
using Kind = TomlValue::Kind;

constexpr std::int64_t k_most_days = 3650;
constexpr std::size_t k_most_thresholds = 32;
constexpr std::size_t k_longest_text = 4096;

core::Error wrong_kind(const TomlEntry& entry, const TomlValue& value, std::string_view wanted) {
    return fault(value.place, entry.key, fmt::format("{} is wanted, not {}", wanted, to_text(value.kind)));
}

core::Result<void> expect(const TomlEntry& entry, const TomlValue& value, Kind kind) {
    if (value.kind == kind) return {};
    return core::fail(wrong_kind(entry, value, to_text(kind)));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

core::Result<std::string> checked_text(const TomlEntry& entry, const TomlValue& value) {
    GPOTRUST_TRY(expect(entry, value, Kind::text));
    const std::string& text = value.text;
    if (text.find_first_not_of(' ') == std::string::npos) return core::fail(fault(value.place, entry.key, "is empty"));
    if (text.size() > k_longest_text) return core::fail(fault(value.place, entry.key, fmt::format("is longer than {} octets", k_longest_text)));
    if (std::any_of(text.begin(), text.end(), is_control)) return core::fail(fault(value.place, entry.key, "holds control characters"));
    return text;
}

core::Result<unsigned> checked_days(const TomlEntry& entry, const TomlValue& value) {
    GPOTRUST_TRY(expect(entry, value, Kind::number));
    if (value.number >= 0 && value.number <= k_most_days) return static_cast<unsigned>(value.number);
    return core::fail(fault(value.place, entry.key, fmt::format("days are 0 to {}", k_most_days)));
}

}  // namespace

core::Error fault(const Place& place, std::string_view key, std::string message, std::string hint) {
    core::Error error{ErrorCode::malformed_input, std::move(message), std::move(hint), {}};
    if (!key.empty()) error = std::move(error).in(core::printable(key));
    return std::move(error).in(to_text(place));
}

core::Error fault(const TomlEntry& entry, core::Error error, std::string hint) {
    error.code = ErrorCode::malformed_input;
    error.hint = std::move(hint);
    return std::move(error).in(core::printable(entry.key)).in(to_text(entry.value.place));
}

core::Error unknown_key(const TomlEntry& entry, std::string_view table, std::span<const std::string_view> known) {
    const std::string_view nearest = core::nearest_match(core::ascii_lower(entry.key), known);
    std::string all;
    for (const std::string_view name : known) all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
    return fault(entry.place, {}, fmt::format("{} has no key \"{}\"", table, core::printable(entry.key)),
                 nearest.empty() ? fmt::format("its keys are {}", all) : fmt::format("did you mean {}?", nearest));
}

core::Result<bool> truth_of(const TomlEntry& entry) {
    GPOTRUST_TRY(expect(entry, entry.value, Kind::truth));
    return entry.value.truth;
}

core::Result<unsigned> days_of(const TomlEntry& entry) { return checked_days(entry, entry.value); }

core::Result<std::vector<unsigned>> thresholds_of(const TomlEntry& entry) {
    GPOTRUST_TRY(expect(entry, entry.value, Kind::list));
    const auto& items = entry.value.items;
    if (items.empty() || items.size() > k_most_thresholds)
        return core::fail(fault(entry.value.place, entry.key, fmt::format("1 to {} numbers of days are wanted", k_most_thresholds)));
    std::vector<unsigned> days;
    for (const TomlValue& item : items) {
        GPOTRUST_TRY_ASSIGN(const unsigned one, checked_days(entry, item));
        days.push_back(one);
    }
    std::sort(days.begin(), days.end(), std::greater<>());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

core::Result<std::string> text_of(const TomlEntry& entry) { return checked_text(entry, entry.value); }

core::Result<std::string> any_text_of(const TomlEntry& entry) {
    GPOTRUST_TRY(expect(entry, entry.value, Kind::text));
    return entry.value.text;
}

core::Result<std::vector<std::string>> texts_of(const TomlEntry& entry) {
    std::vector<std::string> texts;
    if (entry.value.kind == Kind::text) {
        GPOTRUST_TRY_ASSIGN(std::string text, checked_text(entry, entry.value));
        texts.push_back(std::move(text));
        return texts;
    }
    if (entry.value.kind != Kind::list) return core::fail(wrong_kind(entry, entry.value, "a text in quotes, or a list of them,"));
    if (entry.value.items.empty()) return core::fail(fault(entry.value.place, entry.key, "the list is empty", "leave the key out"));
    if (entry.value.items.size() > k_most_listed)
        return core::fail(fault(entry.value.place, entry.key, fmt::format("more than {} entries", k_most_listed)));
    for (const TomlValue& item : entry.value.items) {
        GPOTRUST_TRY_ASSIGN(std::string text, checked_text(entry, item));
        texts.push_back(std::move(text));
    }
    return texts;
}

core::Result<std::map<std::string, std::string>> reasons_of(const TomlEntry& entry) {
    if (entry.value.kind != Kind::table)
        return core::fail(wrong_kind(entry, entry.value, "a table such as { CERT_BC_CA = \"why this is all right\" }"));
    std::map<std::string, std::string> reasons;
    for (const TomlEntry& one : entry.value.entries) {
        auto reason = text_of(one);
        if (!reason) return core::fail(std::move(reason).error());
        reasons.insert_or_assign(core::ascii_upper(one.key), *std::move(reason));
    }
    return reasons;
}

}  // namespace gpotrust::renewal
