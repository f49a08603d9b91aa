// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::artefact::gpo_backup {

/// The backup in a package: the manifest, and the files of its one folder by their path below it.
struct BackupFiles {
    std::string id;
    const core::Bytes* manifest = nullptr;
    std::map<std::string, const core::Bytes*, std::less<>> files;

    /// A file by its path below the backup's folder; without case where `exactly` is not set. nullptr when it is not there.
    [[nodiscard]] const core::Bytes* find(std::string_view path, bool exactly = true) const;
};

/// Finds it. Fails (malformed_input) when there is no manifest, more than one folder, or a file that does not belong there.
[[nodiscard]] core::Result<BackupFiles> locate(const core::FileTree& package);

/// "FILE: message", malformed_input.
[[nodiscard]] tl::unexpected<core::Error> fault(std::string_view file, std::string message);

}  // namespace gpotrust::artefact::gpo_backup
