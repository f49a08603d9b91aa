// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "platform/fuse_mounts.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace gpotrust::platform {
namespace {

constexpr std::array<std::string_view, 18> k_network_kinds{"afpfs",   "ceph-fuse",  "curlftpfs", "davfs",    "gcsfuse", "glusterfs",
                                                           "goofys",  "gvfsd-fuse", "juicefs",   "lizardfs", "moosefs", "nfs",
                                                           "quobyte", "rclone",     "s3fs",      "smbnetfs", "sshfs",   "webdav"};

// Cuts the first line or word off.
std::string_view take(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view first = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return first;
}

}  // namespace

// "36 35 98:0 /root /mount options optional... - type source super-options"
std::string_view mount_type(std::string_view mountinfo, unsigned major, unsigned minor) {
    const std::string device = std::to_string(major) + ":" + std::to_string(minor);
    while (!mountinfo.empty()) {
        std::string_view line = take(mountinfo, '\n');
        take(line, ' ');
        take(line, ' ');
        if (take(line, ' ') != device) continue;
        const std::size_t separator = line.find(" - ");
        if (separator == std::string_view::npos) continue;
        line.remove_prefix(separator + 3);
        return take(line, ' ');
    }
    return {};
}

bool is_network_fuse(std::string_view type) {
    constexpr std::string_view k_start = "fuse.";
    if (!type.starts_with(k_start)) return false;
    return std::find(k_network_kinds.begin(), k_network_kinds.end(), type.substr(k_start.size())) != k_network_kinds.end();
}

}  // namespace gpotrust::platform
