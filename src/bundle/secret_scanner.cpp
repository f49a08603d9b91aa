// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/secret_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bundle/finding_kinds.hpp"
#include "gpotrust/bundle/key_structures.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::bundle {
namespace {

using certificate::KeyTrace;
using core::BytesView;

constexpr std::size_t k_shortest_needle = 4;
constexpr std::string_view k_pem_begin = "-----BEGIN ";
constexpr std::string_view k_putty_key = "PuTTY-User-Key-File-";

constexpr std::uint64_t power_of_base(unsigned exponent) {
    std::uint64_t power = 1;
    for (unsigned i = 0; i < exponent; ++i) power *= certificate::k_rolling_base;
    return power;
}
/// What the octet that leaves the window would count for.
constexpr std::uint64_t k_leaving = power_of_base(KeyTrace::k_window);

// What an octet can be, as bits.
constexpr std::uint8_t k_start_of_structure = 1;
constexpr std::uint8_t k_fourth_of_needle = 2;

std::uint32_t first_four(BytesView octets) {
    return static_cast<std::uint32_t>(octets[0]) << 24U | static_cast<std::uint32_t>(octets[1]) << 16U | static_cast<std::uint32_t>(octets[2]) << 8U |
           octets[3];
}

bool is_word_character(std::uint8_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '/' || c == '=' || c == '_' || c >= 0x80;
}

std::string described(std::string_view what, const std::string& writing) {
    return writing.empty() ? std::string(what) : fmt::format("{}, as {}", what, writing);
}

}  // namespace

SecretScanner::SecretScanner(const Secrets& secrets) : m_traces(secrets.key_traces) {
    std::sort(m_traces.begin(), m_traces.end(), [](const KeyTrace& a, const KeyTrace& b) { return a.rolling_hash < b.rolling_hash; });
    for (const KeyTrace& trace : m_traces) m_trace_filter.add(trace.rolling_hash);
    for (std::size_t octet = 0; octet < m_interest.size(); ++octet) {
        if (may_start_key_structure(static_cast<std::uint8_t>(octet))) m_interest[octet] |= k_start_of_structure;
    }
    add_needle(core::to_bytes(k_pem_begin), false, true, 0);
    add_needle(core::to_bytes(k_putty_key), false, true, 0);
    for (const std::string& name : secrets.metadata) {
        const std::size_t length = core::utf16_length(name);
        if (length < k_shortest_needle) continue;
        add_needle(core::to_bytes(name), false, false, length);
        if (auto wide = core::utf8_to_utf16le(name)) add_needle(*std::move(wide), true, false, length);
    }
}

void SecretScanner::add_needle(core::Bytes octets, bool is_wide, bool is_marker, std::size_t length) {
    const std::uint32_t start = first_four(octets);
    m_interest[octets[3]] |= k_fourth_of_needle;
    m_needle_filter.add(start);
    m_needles.push_back({std::move(octets), start, is_wide, is_marker, length});
}

void SecretScanner::scan(BytesView octets, const std::string& writing, const Seen& seen) const {
    if (!m_traces.empty()) scan_for_traces(octets, writing, seen);
    for (std::size_t at = 0; at < octets.size(); ++at) {
        const std::uint8_t interest = m_interest[octets[at]];
        if (interest == 0) continue;
        if ((interest & k_fourth_of_needle) != 0 && at >= 3) {
            const std::uint32_t start = first_four(octets.subspan(at - 3, 4));
            if (m_needle_filter.may_hold(start)) check_needles(octets, at - 3, start, writing, seen);
        }
        if ((interest & k_start_of_structure) == 0) continue;
        const std::string_view structure = key_structure_at(octets, at);
        if (!structure.empty()) seen({is_store_property(octets[at]) ? &k_key_metadata : &k_private_key, described(structure, writing)});
    }
}

void SecretScanner::scan_for_traces(BytesView octets, const std::string& writing, const Seen& seen) const {
    constexpr std::size_t k_window = KeyTrace::k_window;
    constexpr std::uint64_t k_base = certificate::k_rolling_base;
    if (octets.size() < k_window) return;
    const auto check = [&](std::uint64_t hash, std::size_t end) {
        if (m_trace_filter.may_hold(hash)) check_trace(octets.subspan(end - k_window, k_window), hash, writing, seen);
    };
    const auto change_at = [octets](std::size_t end) { return octets[end] - octets[end - k_window] * k_leaving; };
    std::uint64_t hash = certificate::rolling_hash_of(octets.first(k_window));
    check(hash, k_window);
    std::size_t end = k_window;
    // Two octets at a time: no multiplication waits for the one before it, only each second for each second.
    for (; end + 1 < octets.size(); end += 2) {
        const std::uint64_t first = change_at(end);
        const std::uint64_t second = change_at(end + 1);
        check(hash * k_base + first, end + 1);
        hash = hash * (k_base * k_base) + (first * k_base + second);
        check(hash, end + 2);
    }
    if (end < octets.size()) check(hash * k_base + change_at(end), end + 1);
}

void SecretScanner::check_trace(BytesView window, std::uint64_t hash, const std::string& writing, const Seen& seen) const {
    auto trace = std::lower_bound(m_traces.begin(), m_traces.end(), hash, [](const KeyTrace& a, std::uint64_t b) { return a.rolling_hash < b; });
    if (trace == m_traces.end() || trace->rolling_hash != hash) return;
    const core::Sha256Digest digest = crypto::sha256(window);
    for (; trace != m_traces.end() && trace->rolling_hash == hash; ++trace) {
        if (trace->window_digest == digest) seen({&k_private_key, described("a number of the export's private key", writing)});
    }
}

void SecretScanner::check_needles(BytesView octets, std::size_t at, std::uint32_t start, const std::string& writing, const Seen& seen) const {
    const BytesView here = octets.subspan(at);
    for (const Needle& needle : m_needles) {
        if (needle.start != start || here.size() < needle.octets.size()) continue;
        if (!std::equal(needle.octets.begin(), needle.octets.end(), here.begin())) continue;
        if (needle.is_marker) {
            const bool is_key = needle.octets.size() != k_pem_begin.size() || names_private_key(core::as_text(here.subspan(needle.octets.size())));
            if (is_key) seen({&k_private_key, described("the head of a private key file", writing)});
        } else if (stands_alone(octets, at, needle)) {
            seen({&k_key_metadata, described(fmt::format("a name of {} characters{}", needle.length, needle.is_wide ? " in UTF-16" : ""), writing)});
        }
    }
}

bool SecretScanner::stands_alone(BytesView octets, std::size_t at, const Needle& needle) {
    // A short name must be a word of its own: four letters occur by chance in Base64 and in other words.
    constexpr std::size_t k_long_enough = 12;
    if (needle.length >= k_long_enough) return true;
    const std::size_t step = needle.is_wide ? 2 : 1;
    const std::size_t end = at + needle.octets.size();
    if (at >= step && is_word_character(octets[at - step])) return false;
    return end >= octets.size() || !is_word_character(octets[end]);
}

}  // namespace gpotrust::bundle
