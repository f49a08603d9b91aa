// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Written by hand after PKWARE's APPNOTE.TXT 6.3: docs/decisions/0003-canonical-stored-zip.md says why.
#include "archive/canonical_layout.hpp"

#include <zlib.h>

#include <algorithm>

namespace gpotrust::archive {
namespace {

constexpr std::uint32_t k_local_signature = 0x04034B50;
constexpr std::uint32_t k_central_signature = 0x02014B50;
constexpr std::uint32_t k_end_signature = 0x06054B50;
constexpr std::uint16_t k_version_made_by = 0x033F;  // Unix, APPNOTE 6.3 (4.4.2)
constexpr std::uint16_t k_version_needed = 10;       // 1.0: stored files (4.4.3)
constexpr std::uint16_t k_flag_utf8 = 0x0800;        // bit 11 (4.4.4)
constexpr std::uint16_t k_method_stored = 0;         // (4.4.5)
constexpr std::uint16_t k_dos_time = 0;              // 00:00:00
constexpr std::uint16_t k_dos_date = 0x0021;         // 1980-01-01, the earliest DOS date
constexpr std::uint32_t k_attributes = 0x81A40000;   // S_IFREG | 0644 in the upper half (4.4.15)
constexpr std::size_t k_most_entries = 0xFFFE;       // 0xFFFF announces zip64 (4.4.1.4)
constexpr std::uint64_t k_most_octets = 0xFFFFFFFE;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::uint32_t crc_of(core::BytesView content) { return static_cast<std::uint32_t>(crc32_z(0, content.data(), content.size())); }

std::uint32_t u32(std::size_t value) { return static_cast<std::uint32_t>(value); }
std::uint16_t u16(std::size_t value) { return static_cast<std::uint16_t>(value); }

// The fields both headers share, from "version needed" to "extra field length".
void append_common_fields(core::Bytes& header, std::string_view name, std::uint32_t crc, std::size_t size) {
    core::append_u16_le(header, k_version_needed);
    core::append_u16_le(header, is_ascii(name) ? 0 : k_flag_utf8);
    core::append_u16_le(header, k_method_stored);
    core::append_u16_le(header, k_dos_time);
    core::append_u16_le(header, k_dos_date);
    core::append_u32_le(header, crc);
    core::append_u32_le(header, u32(size));
    core::append_u32_le(header, u32(size));
    core::append_u16_le(header, u16(name.size()));
    core::append_u16_le(header, 0);
}

}  // namespace

core::Result<CanonicalLayout> CanonicalLayout::of(const core::FileTree& tree) {
    CanonicalLayout layout;
    layout.m_entries.reserve(tree.size());
    std::uint64_t offset = 0;
    std::uint64_t central = 0;
    for (const auto& [path, content] : tree) {
        layout.m_entries.push_back({path.text(), content, crc_of(content), static_cast<std::uint32_t>(offset)});
        offset += k_local_size + path.text().size() + content.size();
        central += k_central_entry_size + path.text().size();
        if (offset + central > k_most_octets || layout.m_entries.size() > k_most_entries) {
            return core::fail(core::ErrorCode::unsupported_input, "a zip of these files would need zip64, which not every reader has",
                              "split the package: at most 65534 files and 4 GiB fit");
        }
    }
    layout.m_central_offset = static_cast<std::size_t>(offset);
    layout.m_central_size = static_cast<std::size_t>(central);
    return layout;
}

core::Bytes CanonicalLayout::local_header(const Entry& entry) {
    core::Bytes header;
    header.reserve(k_local_size + entry.name.size());
    core::append_u32_le(header, k_local_signature);
    append_common_fields(header, entry.name, entry.crc, entry.content.size());
    core::append(header, core::as_bytes(entry.name));
    return header;
}

core::Bytes CanonicalLayout::central_header(const Entry& entry) {
    core::Bytes header;
    header.reserve(k_central_entry_size + entry.name.size());
    core::append_u32_le(header, k_central_signature);
    core::append_u16_le(header, k_version_made_by);
    append_common_fields(header, entry.name, entry.crc, entry.content.size());
    core::append_u16_le(header, 0);  // comment length
    core::append_u16_le(header, 0);  // disk
    core::append_u16_le(header, 0);  // internal attributes
    core::append_u32_le(header, k_attributes);
    core::append_u32_le(header, entry.offset);
    core::append(header, core::as_bytes(entry.name));
    return header;
}

core::Bytes CanonicalLayout::end_record() const {
    core::Bytes record;
    record.reserve(k_end_size);
    core::append_u32_le(record, k_end_signature);
    core::append_u16_le(record, 0);  // this disk
    core::append_u16_le(record, 0);  // disk of the central directory
    core::append_u16_le(record, u16(m_entries.size()));
    core::append_u16_le(record, u16(m_entries.size()));
    core::append_u32_le(record, u32(m_central_size));
    core::append_u32_le(record, u32(m_central_offset));
    core::append_u16_le(record, 0);  // comment length
    return record;
}

void CanonicalLayout::walk(const Sink& sink) const {
    for (const Entry& entry : m_entries) {
        if (!sink(local_header(entry), "the header", entry.name)) return;
        if (!sink(entry.content, "the content", entry.name)) return;
    }
    for (const Entry& entry : m_entries) {
        if (!sink(central_header(entry), "the directory entry", entry.name)) return;
    }
    sink(end_record(), "the end record", {});
}

}  // namespace gpotrust::archive
