// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"

namespace gpotrust::platform {
namespace {

class TreeReader {
public:
    explicit TreeReader(TreeLimits limits) : m_limits(limits) {}

    // Depth is bounded: a RelativePath has at most 200 octets.
    core::Result<void> add_folder(const fs::path& folder, const std::string& place) {
        GPOTRUST_TRY_ASSIGN(const auto entries, list_directory(folder));
        for (const fs::path& entry : entries) {
            GPOTRUST_TRY_ASSIGN(auto relative, core::RelativePath::parse(place + path_to_utf8(entry.filename())));
            const auto kind = kind_of(entry, Links::stay);
            if (!kind.has_value()) return core::fail(os_failure("examine", entry, kind.error()));
            GPOTRUST_TRY(add(entry, *kind, relative));
        }
        return {};
    }
    core::FileTree take() { return std::move(m_tree); }

private:
    core::Result<void> add(const fs::path& entry, EntryKind kind, const core::RelativePath& relative) {
        switch (kind) {
            case EntryKind::directory:
                return add_folder(entry, relative.text() + "/");
            case EntryKind::file:
                return add_file(entry, relative);
            case EntryKind::missing:
                return {};  // removed since the folder was listed
            case EntryKind::symlink:
                return refuse(entry, "is a symbolic link", "replace it by what it leads to");
            case EntryKind::special:
                break;
        }
        return refuse(entry, "is neither a file nor a folder", "remove it from the folder");
    }
    core::Result<void> add_file(const fs::path& entry, const core::RelativePath& relative) {
        if (m_tree.size() == m_limits.files) {
            return core::fail(core::ErrorCode::malformed_input, "more than " + std::to_string(m_limits.files) + " files");
        }
        auto octets = read_file(entry, static_cast<std::size_t>(m_limits.total_bytes - m_total));
        if (octets.has_value()) {
            m_total += octets->size();
            m_tree.emplace(relative, *std::move(octets));
            return {};
        }
        if (octets.error().code != core::ErrorCode::malformed_input) return core::fail(std::move(octets).error());
        return core::fail(core::ErrorCode::malformed_input, "the files together are larger than " + std::to_string(m_limits.total_bytes) + " bytes");
    }
    static core::Result<void> refuse(const fs::path& entry, const char* why, const char* hint) {
        return core::fail(core::ErrorCode::malformed_input, shown(entry) + " " + why, hint);
    }

    TreeLimits m_limits;
    std::uint64_t m_total = 0;
    core::FileTree m_tree = {};
};

}  // namespace

core::Result<core::FileTree> read_tree(const fs::path& root, TreeLimits limits) {
    TreeReader reader(limits);
    auto outcome = reader.add_folder(root, "");
    if (outcome.has_value()) return reader.take();
    core::Error error = std::move(outcome).error();
    // What the system refused already names the whole path.
    if (error.code != core::ErrorCode::file_system) error = std::move(error).in("folder " + shown(root));
    return core::fail(std::move(error));
}

}  // namespace gpotrust::platform
