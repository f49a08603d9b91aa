// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "gpotrust/platform/network_share.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::platform {

core::Result<bool> is_on_network_share(const fs::path& path) {
    GPOTRUST_TRY_ASSIGN(const fs::path whole, absolute_path(path));
    const std::wstring& name = whole.native();
    if (name.starts_with(L"\\\\?\\UNC\\")) return true;
    // "\\?\C:\folder" and "\\.\device" are local.
    const bool has_device_prefix = name.starts_with(L"\\\\?\\") || name.starts_with(L"\\\\.\\");
    if (name.starts_with(L"\\\\") && !has_device_prefix) return true;
    constexpr std::size_t k_prefix = 4;
    const std::wstring drive = name.substr(has_device_prefix ? k_prefix : 0, 3);
    return GetDriveTypeW(drive.c_str()) == DRIVE_REMOTE;
}

}  // namespace gpotrust::platform
