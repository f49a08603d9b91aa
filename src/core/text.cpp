// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/text.hpp"

#include <algorithm>
#include <vector>

#include "core/utf8.hpp"

namespace gpotrust::core {
namespace {

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";
// Longer words are no typing errors; the bound keeps the quadratic comparison cheap on hostile arguments.
constexpr std::size_t k_longest_word = 64;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }
// Unicode's Bidi_Control property.
constexpr bool is_bidirectional_control(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours count one each.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

// About one slip in three characters, never more than three, and never so many that nothing of the word is left.
bool is_typing_error(std::size_t distance, std::string_view word, std::string_view candidate) {
    const std::size_t longest = std::max(word.size(), candidate.size());
    return distance < word.size() && distance <= std::min<std::size_t>(3, (longest + 1) / 3);
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const DecodedCharacter next = decode_utf8(text);
        const bool harmless = next.well_formed && !is_control(next.code_point) && !is_bidirectional_control(next.code_point);
        shown += harmless ? text.substr(0, next.length) : k_replacement;
        text.remove_prefix(next.length);
    }
    return shown;
}

std::string ascii_lower(std::string_view text) {
    std::string folded(text);
    std::transform(folded.begin(), folded.end(), folded.begin(), lower);
    return folded;
}

std::string ascii_upper(std::string_view text) {
    std::string folded(text);
    std::transform(folded.begin(), folded.end(), folded.begin(), upper);
    return folded;
}

bool ascii_iequals(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view nearest_match(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.size() > k_longest_word) return {};
    std::string_view nearest;
    std::size_t smallest = k_longest_word;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > k_longest_word) continue;
        const std::size_t distance = edit_distance(word, candidate);
        if (distance >= smallest || !is_typing_error(distance, word, candidate)) continue;
        nearest = candidate;
        smallest = distance;
    }
    return nearest;
}

}  // namespace gpotrust::core
