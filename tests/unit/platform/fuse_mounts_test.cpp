// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "platform/fuse_mounts.hpp"

#include "support/catch.hpp"

using namespace gpotrust::platform;

namespace {
// The form of proc(5), with optional fields (none, one, two).
constexpr std::string_view k_mountinfo =
    "21 26 0:19 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n"
    "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n"
    "90 26 0:54 / /home/a/remote rw,nosuid,nodev - fuse.sshfs a@host:/ rw,user_id=1000\n"
    "91 26 0:55 / /mnt/usb rw shared:1 master:2 - fuseblk /dev/sdb1 rw\n"
    "92 26 0:56 / /mnt/bad rw";
}  // namespace

TEST_CASE("fuse: the type of a mount is found by its device number") {
    CHECK(mount_type(k_mountinfo, 0, 19) == "sysfs");
    CHECK(mount_type(k_mountinfo, 98, 0) == "ext3");
    CHECK(mount_type(k_mountinfo, 0, 54) == "fuse.sshfs");
    CHECK(mount_type(k_mountinfo, 0, 55) == "fuseblk");
    CHECK(mount_type(k_mountinfo, 0, 56).empty());
    CHECK(mount_type(k_mountinfo, 0, 5).empty());
    CHECK(mount_type("", 0, 5).empty());
}

TEST_CASE("fuse: sshfs and its like are shares, local FUSE file systems are not") {
    for (const auto* type : {"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs"}) CHECK(is_network_fuse(type));
    for (const auto* type : {"", "fuse", "fuseblk", "fuse.fuse-overlayfs", "fuse.gocryptfs", "sshfs", "ext4"}) CHECK_FALSE(is_network_fuse(type));
}
