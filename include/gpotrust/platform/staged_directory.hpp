// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::platform {

namespace fs = std::filesystem;

/// A folder that appears under its name as a whole or not at all.
///
/// It is built in a sibling named ".staging-<process>-<number>". The order is create, write (any number of times), sync, commit. One sync covers
/// everything written (syncfs on Linux, else a flush per file); commit only renames. So that the rename itself survives a power cut the folder
/// above must be flushed once afterwards: write_file_atomically() of a file beside the target does that, or sync_directory().
/// Move-only; the destructor removes a folder that was not committed.
class StagedDirectory {
public:
    /// Makes the staging folder inside `parent`, which must exist and lie on the target's file system.
    [[nodiscard]] static core::Result<StagedDirectory> create(const fs::path& parent);
    /// Removes the staging folders and temporary files that killed runs left in `parent`. The caller holds the lock that all writers of
    /// `parent` take. A missing `parent` is success.
    [[nodiscard]] static core::Result<void> remove_leftovers(const fs::path& parent);

    StagedDirectory(const StagedDirectory&) = delete;
    StagedDirectory& operator=(const StagedDirectory&) = delete;
    StagedDirectory(StagedDirectory&& other) noexcept;
    StagedDirectory& operator=(StagedDirectory&& other) noexcept;
    ~StagedDirectory();

    /// Adds files, below a folder of the staging folder if one is named. A file that is already there is a failure.
    [[nodiscard]] core::Result<void> write(const core::FileTree& files, const fs::path& below = {});
    /// Adds one file at the top of the staging folder.
    [[nodiscard]] core::Result<void> write(const fs::path& name, core::BytesView octets);
    /// Brings all that was written to the device.
    [[nodiscard]] core::Result<void> sync();
    /// Renames the folder to `target`. Fails when `target` exists, also when it is an empty folder; then the staging folder stays until
    /// destruction and commit may be tried with another target.
    [[nodiscard]] core::Result<void> commit(const fs::path& target);

    /// Where the files are now: the staging folder, or the target after commit.
    [[nodiscard]] const fs::path& path() const noexcept { return m_path; }

private:
    using FolderNames = std::set<fs::path::string_type>;  // as the system spells them: cheaper to compare than paths

    explicit StagedDirectory(fs::path path) : m_path(std::move(path)), m_staged(true) {}
    [[nodiscard]] core::Result<void> add(const fs::path& native, core::BytesView octets, FolderNames& known);
    void discard() noexcept;

    fs::path m_path;
    std::vector<fs::path> m_written = {};
    bool m_staged = false;
};

/// True for the names of staging folders and temporary files, which no reader may take for content.
[[nodiscard]] bool is_leftover_name(std::string_view name);

}  // namespace gpotrust::platform
