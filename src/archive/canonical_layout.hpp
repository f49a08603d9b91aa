// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::archive {

/// The canonical zip of a tree as a sequence of pieces, so that writing and comparing share one definition of every octet and neither copies the files.
/// The tree must outlive the layout.
class CanonicalLayout {
public:
    /// Fails when the tree would need zip64: 65535 or more files, or 4 GiB (APPNOTE 4.4.1.4).
    [[nodiscard]] static core::Result<CanonicalLayout> of(const core::FileTree& tree);

    /// The size of the whole zip in octets.
    [[nodiscard]] std::size_t size() const { return m_central_offset + m_central_size + k_end_size; }

    /// Takes one piece; `part` says what it is and `entry` which file it belongs to (empty for the end record). False stops the walk.
    using Sink = std::function<bool(core::BytesView piece, std::string_view part, std::string_view entry)>;
    /// Hands all pieces out in the order of the file.
    void walk(const Sink& sink) const;

    static constexpr std::size_t k_local_size = 30;          ///< APPNOTE 4.3.7 without name
    static constexpr std::size_t k_central_entry_size = 46;  ///< APPNOTE 4.3.12 without name
    static constexpr std::size_t k_end_size = 22;            ///< APPNOTE 4.3.16

private:
    struct Entry {
        std::string_view name;
        core::BytesView content;
        std::uint32_t crc = 0;
        std::uint32_t offset = 0;
    };

    [[nodiscard]] static core::Bytes local_header(const Entry& entry);
    [[nodiscard]] static core::Bytes central_header(const Entry& entry);
    [[nodiscard]] core::Bytes end_record() const;

    std::vector<Entry> m_entries;
    std::size_t m_central_offset = 0;
    std::size_t m_central_size = 0;
};

}  // namespace gpotrust::archive
