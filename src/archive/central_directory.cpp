// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Field offsets are those of PKWARE's APPNOTE.TXT 6.3: local header 4.3.7, directory entry 4.3.12, end record 4.3.16.
#include "archive/central_directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "gpotrust/core/text.hpp"

namespace gpotrust::archive {
namespace {

constexpr std::size_t k_local_size = 30;
constexpr std::size_t k_entry_size = 46;
constexpr std::size_t k_end_size = 22;
constexpr std::size_t k_zip64_locator_size = 20;
constexpr std::size_t k_longest_comment = 0xFFFF;
// libzip tries every end record it finds near the end; files inside may hold some by chance or because they are zips.
constexpr std::size_t k_most_end_signatures = 16;
constexpr std::string_view k_local_signature{"PK\x03\x04"};
constexpr std::string_view k_entry_signature{"PK\x01\x02"};
constexpr std::string_view k_end_signature{"PK\x05\x06"};
constexpr std::string_view k_zip64_locator_signature{"PK\x06\x07"};

tl::unexpected<core::Error> refuse(std::string message) {
    return core::fail(core::ErrorCode::malformed_input, "the zip is damaged or forged: " + std::move(message), "get it again from where it was made");
}

bool has_signature(core::BytesView octets, std::string_view signature) { return core::as_text(octets).substr(0, signature.size()) == signature; }

struct EndRecord {
    std::size_t position = 0;
    std::size_t entries = 0;
    std::size_t directory_size = 0;
    std::size_t directory_offset = 0;
};

// The one end record whose comment reaches exactly to the end of the file.
core::Result<EndRecord> find_end(core::BytesView zip) {
    if (zip.size() < k_end_size) return refuse(fmt::format("{} octets are too few for a zip", zip.size()));
    const std::size_t window = zip.size() - std::min(zip.size(), k_end_size + k_longest_comment + k_zip64_locator_size);
    std::vector<std::size_t> fitting;
    std::size_t signatures = 0;
    for (std::size_t at = core::as_text(zip).find(k_end_signature, window); at != std::string_view::npos;
         at = core::as_text(zip).find(k_end_signature, at + 1)) {
        if (++signatures > k_most_end_signatures) return refuse("it has too many end records");
        if (zip.size() - at < k_end_size) continue;
        if (at + k_end_size + core::read_u16_le(zip.subspan(at + 20)) == zip.size()) fitting.push_back(at);
    }
    if (fitting.empty()) return refuse("its end record is missing; the file is cut short or no zip");
    if (fitting.size() > 1) return refuse("it has two end records");
    const core::BytesView end = zip.subspan(fitting.front());
    return EndRecord{fitting.front(), core::read_u16_le(end.subspan(10)), core::read_u32_le(end.subspan(12)), core::read_u32_le(end.subspan(16))};
}

core::Result<void> check_end(core::BytesView zip, const EndRecord& end, const ZipLimits& limits) {
    const bool has_locator =
        end.position >= k_zip64_locator_size && has_signature(zip.subspan(end.position - k_zip64_locator_size), k_zip64_locator_signature);
    if (has_locator) return refuse("it has zip64 records, which no zip within the limits needs");
    if (end.entries > limits.entries)
        return core::fail(core::ErrorCode::unsupported_input,
                          fmt::format("the zip has too many entries: {}, and at most {} are read", end.entries, limits.entries),
                          "unpack it with a tool you trust and give the folder");
    const core::BytesView record = zip.subspan(end.position);
    if (core::read_u32_le(record.subspan(4)) != 0 || core::read_u16_le(record.subspan(8)) != end.entries) return refuse("it is one part of several");
    if (end.directory_offset > end.position || end.directory_size != end.position - end.directory_offset) {
        return refuse(fmt::format("its directory does not fill octets {} to {}", end.directory_offset, end.position));
    }
    return {};
}

// Where an entry's local header and content lie.
struct Extent {
    std::size_t from = 0;
    std::size_t to = 0;
};

core::Result<Extent> extent_of(core::BytesView zip, core::BytesView entry, std::size_t directory_offset, std::string_view name) {
    const std::size_t from = core::read_u32_le(entry.subspan(42));
    const auto outside = [&] {
        return refuse(fmt::format("the content of \"{}\" does not lie before the directory", core::printable(name.substr(0, 200))));
    };
    if (from > directory_offset || directory_offset - from < k_local_size) return outside();
    const core::BytesView local = zip.subspan(from);
    if (!has_signature(local, k_local_signature)) return refuse(fmt::format("there is no entry header at octet {}", from));
    const std::size_t overhead = k_local_size + core::read_u16_le(local.subspan(26)) + core::read_u16_le(local.subspan(28));
    const std::size_t packed = core::read_u32_le(entry.subspan(20));
    if (overhead > directory_offset - from || packed > directory_offset - from - overhead) return outside();
    return Extent{from, from + overhead + packed};
}

core::Result<std::vector<Extent>> walk_directory(core::BytesView zip, const EndRecord& end) {
    std::vector<Extent> extents;
    std::size_t at = end.directory_offset;
    for (std::size_t i = 0; i < end.entries; ++i) {
        const core::BytesView entry = zip.subspan(at, end.position - at);
        if (entry.size() < k_entry_size || !has_signature(entry, k_entry_signature))
            return refuse(fmt::format("there is no directory entry at octet {}", at));
        const std::size_t name_size = core::read_u16_le(entry.subspan(28));
        const std::size_t size = k_entry_size + name_size + core::read_u16_le(entry.subspan(30)) + core::read_u16_le(entry.subspan(32));
        if (size > entry.size()) return refuse(fmt::format("the directory entry at octet {} is cut short", at));
        const std::string_view name = core::as_text(entry.subspan(k_entry_size, name_size));
        if (name.find('\0') != std::string_view::npos) return refuse(fmt::format("the entry name at octet {} holds a NUL", at + k_entry_size));
        GPOTRUST_TRY_ASSIGN(const Extent extent, extent_of(zip, entry, end.directory_offset, name));
        extents.push_back(extent);
        at += size;
    }
    if (at != end.position) return refuse(fmt::format("its directory holds more than the {} entries it announces", end.entries));
    return extents;
}

}  // namespace

core::Result<void> check_central_directory(core::BytesView zip, const ZipLimits& limits) {
    GPOTRUST_TRY_ASSIGN(const EndRecord end, find_end(zip));
    GPOTRUST_TRY(check_end(zip, end, limits));
    GPOTRUST_TRY_ASSIGN(std::vector<Extent> extents, walk_directory(zip, end));
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.from < b.from; });
    const auto overlap = std::adjacent_find(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.to > b.from; });
    if (overlap != extents.end()) return refuse(fmt::format("two entries share the octets from {} on", std::next(overlap)->from));
    return {};
}

}  // namespace gpotrust::archive
