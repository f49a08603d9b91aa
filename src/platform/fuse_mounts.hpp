// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace gpotrust::platform {

/// The file system type of the mount with a device number, from the text of /proc/self/mountinfo (proc(5)); empty when there is none.
[[nodiscard]] std::string_view mount_type(std::string_view mountinfo, unsigned major, unsigned minor);
/// True for "fuse.sshfs" and other FUSE types that reach other machines.
[[nodiscard]] bool is_network_fuse(std::string_view type);

}  // namespace gpotrust::platform
