// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "archive/canonical_layout.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::archive {
namespace {

// Where in the zip a difference lies, as a person reads it.
std::string place(std::string_view part, std::string_view entry) {
    if (entry.empty()) return std::string(part);
    return fmt::format("{} of \"{}\"", part, core::printable(entry));
}

// Compares the zip with one piece after another and stops at the first difference.
class Comparison {
public:
    explicit Comparison(core::BytesView zip) : m_zip(zip) {}

    bool take(core::BytesView piece, std::string_view part, std::string_view entry) {
        const core::BytesView there = m_zip.subspan(m_offset, std::min(piece.size(), m_zip.size() - m_offset));
        const auto different = std::mismatch(there.begin(), there.end(), piece.begin());
        m_offset += static_cast<std::size_t>(different.first - there.begin());
        if (different.second == piece.end()) return true;
        m_difference = different.first == there.end() ? fmt::format("it ends at octet {}, inside {}", m_offset, place(part, entry))
                                                      : fmt::format("octet {} differs, in {}", m_offset, place(part, entry));
        return false;
    }

    // What is wrong after the last piece, if anything.
    [[nodiscard]] std::optional<std::string> verdict() const {
        if (m_difference) return m_difference;
        if (m_offset == m_zip.size()) return std::nullopt;
        return fmt::format("{} octets follow its end at octet {}", m_zip.size() - m_offset, m_offset);
    }

private:
    core::BytesView m_zip;
    std::size_t m_offset = 0;
    std::optional<std::string> m_difference;
};

}  // namespace

core::Result<core::Bytes> make_canonical_zip(const core::FileTree& tree) {
    GPOTRUST_TRY_ASSIGN(const CanonicalLayout layout, CanonicalLayout::of(tree));
    core::Bytes zip;
    zip.reserve(layout.size());
    layout.walk([&zip](core::BytesView piece, std::string_view, std::string_view) {
        core::append(zip, piece);
        return true;
    });
    return zip;
}

core::Result<void> check_canonical(core::BytesView zip, const core::FileTree& tree) {
    GPOTRUST_TRY_ASSIGN(const CanonicalLayout layout, CanonicalLayout::of(tree));
    Comparison comparison(zip);
    layout.walk([&comparison](core::BytesView piece, std::string_view part, std::string_view entry) { return comparison.take(piece, part, entry); });
    if (const auto difference = comparison.verdict()) {
        return core::fail(core::ErrorCode::malformed_input, "the zip is not the canonical zip of its files: " + *difference,
                          "somebody changed or repacked it; get the original again and compare its SHA-256");
    }
    return {};
}

}  // namespace gpotrust::archive
