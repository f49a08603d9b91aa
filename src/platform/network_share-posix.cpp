// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/network_share.hpp"

#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"

#ifdef __linux__
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

#include "gpotrust/platform/files.hpp"
#include "platform/fuse_mounts.hpp"
#endif

namespace gpotrust::platform {
#ifdef __linux__
namespace {

// statfs(2), linux/magic.h and the file systems' own sources.
constexpr std::array<std::uint32_t, 14> k_network_magic{
    0x00006969,  // NFS
    0x0000517B,  // SMB1
    0xFF534D42,  // CIFS
    0xFE534D42,  // SMB2 and SMB3
    0x5346414F,  // AFS
    0x6B414653,  // kAFS
    0x73757245,  // Coda
    0x0000564C,  // NCP
    0x00C36400,  // Ceph
    0x0BD00BD0,  // Lustre
    0x7461636F,  // OCFS2
    0x01161970,  // GFS2
    0x01021997,  // 9P
    0x786F4256,  // VirtualBox shared folder
};
constexpr std::uint32_t k_fuse_magic = 0x65735546;
constexpr std::size_t k_longest_mountinfo = 16U << 20U;

// One magic number stands for all FUSE file systems, local ones too: the mount table tells which it is. What cannot be told counts as local.
bool is_network_fuse_at(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return false;
    const auto mountinfo = read_file("/proc/self/mountinfo", k_longest_mountinfo);
    if (!mountinfo.has_value()) return false;
    return is_network_fuse(mount_type(core::as_text(*mountinfo), major(status.st_dev), minor(status.st_dev)));
}

}  // namespace

core::Result<bool> is_on_network_share(const fs::path& path) {
    GPOTRUST_TRY_ASSIGN(fs::path existing, absolute_path(path));
    struct statfs status {};
    while (::statfs(existing.c_str(), &status) != 0) {
        const bool is_missing = errno == ENOENT || errno == ENOTDIR;
        if (!is_missing || !existing.has_relative_path()) return core::fail(os_failure("examine", existing, last_refusal().value()));
        existing = existing.parent_path();
    }
    const auto magic = static_cast<std::uint32_t>(status.f_type);
    if (magic == k_fuse_magic) return is_network_fuse_at(existing);
    return std::find(k_network_magic.begin(), k_network_magic.end(), magic) != k_network_magic.end();
}
#else
core::Result<bool> is_on_network_share(const fs::path&) { return false; }
#endif

}  // namespace gpotrust::platform
