// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// One pass over octets that knows all traces, names and structures at once: its cost does not grow with their number.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/bundle/package.hpp"

namespace gpotrust::bundle {

/// What was found where, for a message; never the secret itself.
struct Sighting {
    const core::FindingKind* kind;
    std::string what;
};
using Seen = std::function<void(Sighting)>;

/// The secrets of a package, prepared for searching. Linear in the octets scanned.
class SecretScanner {
public:
    explicit SecretScanner(const Secrets& secrets);

    /// Looks at octets as they are. `writing` says how they stand in the file ("", "hex", "Base64 in UTF-16").
    void scan(core::BytesView octets, const std::string& writing, const Seen& seen) const;

private:
    /// A membership test that is never wrong in saying no: one flag per hash of what is searched.
    class Filter {
    public:
        void add(std::uint64_t hash) { m_flags[index(hash)] = 1; }
        [[nodiscard]] bool may_hold(std::uint64_t hash) const { return m_flags[index(hash)] != 0; }

    private:
        static constexpr std::size_t k_size = std::size_t{1} << 16U;
        static std::size_t index(std::uint64_t hash) { return static_cast<std::size_t>((hash * 0x9E3779B97F4A7C15ULL) >> 48U); }
        std::vector<std::uint8_t> m_flags = std::vector<std::uint8_t>(k_size);
    };
    struct Needle {
        core::Bytes octets;
        std::uint32_t start;  ///< the first four octets as a number
        bool is_wide;         ///< UTF-16LE
        bool is_marker;       ///< "-----BEGIN " and its like, whatever the export
        std::size_t length;   ///< characters, for the message
    };

    void add_needle(core::Bytes octets, bool is_wide, bool is_marker, std::size_t length);
    void scan_for_traces(core::BytesView octets, const std::string& writing, const Seen& seen) const;
    void check_trace(core::BytesView window, std::uint64_t hash, const std::string& writing, const Seen& seen) const;
    void check_needles(core::BytesView octets, std::size_t at, std::uint32_t start, const std::string& writing, const Seen& seen) const;
    [[nodiscard]] static bool stands_alone(core::BytesView octets, std::size_t at, const Needle& needle);

    std::vector<certificate::KeyTrace> m_traces = {};
    std::vector<Needle> m_needles = {};
    Filter m_trace_filter = {};
    Filter m_needle_filter = {};
    std::array<std::uint8_t, 256> m_interest = {};  ///< what each octet can be the start or a part of
};

}  // namespace gpotrust::bundle
