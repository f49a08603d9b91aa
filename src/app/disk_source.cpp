// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/disk_source.hpp"

#include <algorithm>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {

namespace fs = std::filesystem;

core::Result<std::vector<audit::Entry>> DiskSource::list(const std::string& folder) const {
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> paths, platform::list_directory(below_root(folder)));
    std::vector<audit::Entry> entries;
    for (const fs::path& path : paths) {
        if (platform::is_symbolic_link(path)) continue;
        const bool is_folder = platform::is_directory(path);
        if (is_folder || platform::is_file(path)) entries.push_back({platform::path_to_utf8(path.filename()), is_folder});
    }
    return entries;
}

core::Result<core::Bytes> DiskSource::read(const std::string& file, std::size_t limit) const { return platform::read_file(below_root(file), limit); }

std::string DiskSource::shown(const std::string& path) const { return platform::path_to_utf8(below_root(path)); }

fs::path DiskSource::below_root(const std::string& path) const {
    fs::path result = m_root;
    for (std::size_t start = 0; start < path.size();) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        result /= platform::path_from_utf8(std::string_view(path).substr(start, end - start));
        start = end + 1;
    }
    return result;
}

}  // namespace gpotrust::app
