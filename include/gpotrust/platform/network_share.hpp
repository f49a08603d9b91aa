// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "gpotrust/core/result.hpp"

namespace gpotrust::platform {

namespace fs = std::filesystem;

/// Whether a path lies on a file system that other machines can write (SQLite's locks are not safe there). A path that does not exist is judged by its
/// nearest existing parent.
/// Linux: statfs magic of NFS, SMB1, CIFS, SMB2/3, AFS, Coda, NCP, Ceph, Lustre, OCFS2, GFS2 and 9P, and FUSE mounts of a known network kind (sshfs,
/// rclone, s3fs, davfs, glusterfs ...). Windows: UNC paths and drives of type DRIVE_REMOTE. Elsewhere: false.
/// Fails with file_system when no parent can be examined.
[[nodiscard]] core::Result<bool> is_on_network_share(const fs::path& path);

}  // namespace gpotrust::platform
