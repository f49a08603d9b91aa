// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/paths.hpp"

#include "gpotrust/core/text.hpp"
#include "platform/os.hpp"

namespace gpotrust::platform {

std::string shown(const fs::path& path) { return "\"" + core::printable(path_to_utf8(path)) + "\""; }

fs::path to_native(const core::RelativePath& path) { return path_from_utf8(path.text()).make_preferred(); }

core::Result<fs::path> absolute_path(const fs::path& path) {
    if (path.empty()) return core::fail(core::ErrorCode::usage, "a path is empty", "name a file or folder");
    auto full = full_path(path);
    if (!full.has_value()) return core::fail(os_failure("find the current folder for", path, full.error()));
    fs::path normal = *std::move(full);
    const bool has_trailing_separator = !normal.has_filename() && normal.has_relative_path();
    return has_trailing_separator ? normal.parent_path() : normal;
}

}  // namespace gpotrust::platform
