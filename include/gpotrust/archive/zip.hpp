// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::archive {

/// The canonical zip of a tree: entries sorted, stored, DOS time 1980-01-01 00:00, mode 0644, no folders, no extra fields, no comments
/// (docs/decisions/0003-canonical-stored-zip.md). The same tree gives the same octets with every zlib and libzip.
[[nodiscard]] core::Result<core::Bytes> make_canonical_zip(const core::FileTree& tree);

/// Limits of the reader; a zip beyond them is unsupported_input.
struct ZipLimits {
    std::size_t entries = 4096;
    std::size_t total_octets = 256U << 20U;  ///< unpacked; a package of 1,024 certificates in all formats has about 60 to 120 MiB
    std::size_t ratio = 200;                 ///< unpacked to packed octets of one entry
};

/// For zips that are no packages: a backup of every GPO of a domain has tens of thousands of files. The format itself, without zip64, has no more.
inline constexpr std::size_t k_most_zip_entries = 65'535;

/// Unpacks a zip into memory. Refuses traversal, absolute names, links, encrypted entries, duplicate names, names that differ only by case,
/// archives inconsistent in themselves, and everything beyond the limits; the message names the entry.
[[nodiscard]] core::Result<core::FileTree> read_zip(core::BytesView zip, const ZipLimits& limits = {});

/// Nothing if the octets are exactly the canonical zip of the tree, else where they first differ.
[[nodiscard]] core::Result<void> check_canonical(core::BytesView zip, const core::FileTree& tree);

}  // namespace gpotrust::archive
