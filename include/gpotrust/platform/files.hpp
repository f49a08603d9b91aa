// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::platform {

namespace fs = std::filesystem;

/// Unless said otherwise every function here fails with file_system, and the message names the path. Call exists(), is_directory() and
/// create_directories() as platform::exists() and so on: without the prefix the compiler also finds those of std::filesystem, which throw.

/// The octets of a file, pipe or device up to its end. More than `limit` octets: malformed_input, "larger than N bytes". What is read may be a key: no copy but
/// the result is left in memory.
[[nodiscard]] core::Result<core::Bytes> read_file(const fs::path& path, std::size_t limit);

/// What read_tree accepts.
struct TreeLimits {
    std::size_t files = 10'000;
    std::uint64_t total_bytes = 256ULL << 20U;
};
/// All regular files below a folder; empty folders leave no trace. Symbolic links and special files, names that are no RelativePath, and more
/// than the limits allow fail with malformed_input. `root` itself may be a symbolic link.
[[nodiscard]] core::Result<core::FileTree> read_tree(const fs::path& root, TreeLimits limits = {});

/// Whether a write must survive a power cut before the function returns.
enum class Durability { synced, unsynced };

/// Writes a whole file so that at any moment either the old or the new one is there: temporary sibling, write, flush to the device, rename, flush of
/// the folder. On any failure the old file is untouched and the temporary one is gone; if only the last flush of the folder fails, the new file
/// is in place and the failure is still reported. A symbolic link stays and the file it leads to is replaced; devices and pipes are
/// written directly. `unsynced` leaves out both flushes: for what a later sync covers or a later run rebuilds.
[[nodiscard]] core::Result<void> write_file_atomically(const fs::path& path, core::BytesView octets, Durability durability = Durability::synced);

/// Removes a file, a symbolic link (not what it leads to) or a folder with all it holds. Nothing there: success.
[[nodiscard]] core::Result<void> remove_tree(const fs::path& path);

/// Removes one file or symbolic link; anything else there is a failure and stays. Nothing there: success.
[[nodiscard]] core::Result<void> remove_file(const fs::path& path);
/// Removes a folder that is empty; anything else there is a failure and stays. Nothing there: success.
[[nodiscard]] core::Result<void> remove_empty_folder(const fs::path& path);

/// True for a regular file, not for a link to one.
[[nodiscard]] bool is_file(const fs::path& path);
/// True for a symbolic link, wherever it leads.
[[nodiscard]] bool is_symbolic_link(const fs::path& path);
/// True if anything has this name, a dangling symbolic link too.
[[nodiscard]] bool exists(const fs::path& path);
/// True for a folder and for a symbolic link to one.
[[nodiscard]] bool is_directory(const fs::path& path);
/// The entries of a folder as `folder / name`, sorted by the octets of their UTF-8 names.
[[nodiscard]] core::Result<std::vector<fs::path>> list_directory(const fs::path& folder);
/// Makes a folder and its missing parents. On failure those it made are removed again. An existing folder is success.
[[nodiscard]] core::Result<void> create_directories(const fs::path& folder);
/// Gives a file or folder another name on the same file system. Fails when `to` exists.
[[nodiscard]] core::Result<void> rename_path(const fs::path& from, const fs::path& to);
/// Makes earlier renames and new names in a folder survive a power cut. Does nothing on Windows, where renames are written through.
[[nodiscard]] core::Result<void> sync_directory(const fs::path& folder);

}  // namespace gpotrust::platform
