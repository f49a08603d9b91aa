// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::platform {

namespace fs = std::filesystem;

/// The only way from text to path. On Windows ill-formed UTF-8 becomes U+FFFD; elsewhere the octets are taken as they are.
[[nodiscard]] fs::path path_from_utf8(std::string_view text);
/// The only way from path to text. On Windows a lone surrogate becomes U+FFFD; elsewhere a name that is not UTF-8 comes out octet for octet,
/// so that it can be opened again: show paths through shown(), never raw.
[[nodiscard]] std::string path_to_utf8(const fs::path& path);
/// A path in quotes for messages, with everything harmful to a terminal replaced.
[[nodiscard]] std::string shown(const fs::path& path);
/// The relative path with the separators of this system.
[[nodiscard]] fs::path to_native(const core::RelativePath& path);
/// The path from the root, lexically normal ("a/../b" is "b"), without a trailing separator and without resolving symbolic links.
/// Fails with usage on an empty path and with file_system when there is no current folder.
[[nodiscard]] core::Result<fs::path> absolute_path(const fs::path& path);

}  // namespace gpotrust::platform
