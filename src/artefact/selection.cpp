// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact {
namespace {

constexpr std::string_view k_all = "all";

std::string_view trimmed(std::string_view word) {
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    return word;
}

core::Result<std::string> known_id(std::string_view word) {
    std::vector<std::string_view> known;
    for (const Format* format : formats()) {
        if (core::ascii_iequals(format->id, word)) return std::string(format->id);
        known.push_back(format->id);
    }
    known.push_back(k_all);
    if (word.empty())
        return core::fail(core::ErrorCode::usage, "the list of artefact formats has an empty entry",
                          fmt::format("one of {}", fmt::join(known, ", ")));
    const std::string_view nearest = core::nearest_match(word, known);
    return core::fail(core::ErrorCode::usage, fmt::format("\"{}\" is no artefact format", core::printable(word)),
                      nearest.empty() ? fmt::format("one of {}", fmt::join(known, ", ")) : fmt::format("did you mean {}?", nearest));
}

}  // namespace

core::Result<std::vector<std::string>> parse_selection(std::string_view list) {
    if (core::ascii_iequals(trimmed(list), k_all)) return std::vector<std::string>();
    std::set<std::string> chosen;
    for (std::size_t start = 0; start <= list.size();) {
        const std::size_t end = std::min(list.find(',', start), list.size());
        GPOTRUST_TRY_ASSIGN(std::string id, known_id(trimmed(list.substr(start, end - start))));
        chosen.insert(std::move(id));
        start = end + 1;
    }
    for (const Format* format : formats()) {
        if (format->always_made) chosen.insert(std::string(format->id));
    }
    return std::vector<std::string>(chosen.begin(), chosen.end());
}

std::vector<const Format*> chosen_formats(std::span<const std::string> selection) {
    std::vector<const Format*> chosen;
    for (const Format* format : formats()) {
        const bool named = std::find(selection.begin(), selection.end(), format->id) != selection.end();
        if (selection.empty() || named || format->always_made) chosen.push_back(format);
    }
    return chosen;
}

std::vector<std::string> ids_of(std::span<const Format* const> formats) {
    std::vector<std::string> ids;
    ids.reserve(formats.size());
    for (const Format* format : formats) ids.emplace_back(format->id);
    return ids;
}

}  // namespace gpotrust::artefact
