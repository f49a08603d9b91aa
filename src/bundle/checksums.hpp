// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "gpotrust/bundle/package.hpp"

namespace gpotrust::bundle {

using FileDigests = std::map<core::RelativePath, core::Sha256Digest>;

/// SHA-256 of every file.
[[nodiscard]] FileDigests digests_of(const core::FileTree& files);
/// The text of SHA256SUMS for these files; SHA256SUMS itself is left out.
[[nodiscard]] core::Bytes checksum_lines(const FileDigests& digests);
/// What SHA256SUMS says against what is there: PACKAGE_CHECKSUMS_*, PACKAGE_FILE_*.
[[nodiscard]] std::vector<core::Finding> check_checksums(const core::FileTree& files, const FileDigests& digests);

}  // namespace gpotrust::bundle
