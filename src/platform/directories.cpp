// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"

namespace gpotrust::platform {
namespace {

// Removes what can be removed and reports the first refusal. Links are removed, never followed.
Outcome<void> remove_with_contents(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    if (!kind.has_value()) return refused(kind.error());
    if (*kind == EntryKind::missing) return {};
    Outcome<void> first;
    if (*kind == EntryKind::directory) {
        const auto names = entry_names(path);
        if (!names.has_value()) return refused(names.error());
        for (const fs::path& name : *names) {
            const auto outcome = remove_with_contents(path / name);
            if (first.has_value()) first = outcome;
        }
    }
    return first.has_value() ? remove_entry(path, *kind) : first;
}

// The missing part of a path, outermost folder first.
Outcome<std::vector<fs::path>> missing_folders(fs::path folder) {
    std::vector<fs::path> missing;
    while (!folder.empty()) {
        const auto kind = kind_of(folder, Links::follow);
        if (!kind.has_value()) return refused(kind.error());
        if (*kind == EntryKind::directory) break;
        if (*kind != EntryKind::missing) return refused(std::make_error_code(std::errc::not_a_directory));
        if (folder == folder.parent_path()) return refused(std::make_error_code(std::errc::no_such_file_or_directory));  // a drive
        missing.push_back(folder);
        folder = folder.parent_path();
    }
    std::reverse(missing.begin(), missing.end());
    return missing;
}

}  // namespace

core::Result<void> remove_tree(const fs::path& path) {
    const auto outcome = remove_with_contents(path);
    if (!outcome.has_value()) return core::fail(os_failure("remove", path, outcome.error()));
    return {};
}

core::Result<void> remove_file(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    if (kind.has_value() && *kind == EntryKind::missing) return {};
    auto outcome = kind.has_value() ? Outcome<void>() : refused(kind.error());
    if (kind.has_value())
        outcome = *kind == EntryKind::directory ? refused(std::make_error_code(std::errc::is_a_directory)) : remove_entry(path, *kind);
    if (!outcome.has_value()) return core::fail(os_failure("remove", path, outcome.error()));
    return {};
}

core::Result<void> remove_empty_folder(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    if (kind.has_value() && *kind == EntryKind::missing) return {};
    auto outcome = kind.has_value() ? Outcome<void>() : refused(kind.error());
    if (kind.has_value())
        outcome = *kind == EntryKind::directory ? remove_entry(path, *kind) : refused(std::make_error_code(std::errc::not_a_directory));
    if (!outcome.has_value()) return core::fail(os_failure("remove", path, outcome.error()));
    return {};
}

core::Result<std::vector<fs::path>> list_directory(const fs::path& folder) {
    auto names = entry_names(folder);
    if (!names.has_value()) return core::fail(os_failure("list", folder, names.error()));
    std::sort(names->begin(), names->end(), [](const fs::path& a, const fs::path& b) { return path_to_utf8(a) < path_to_utf8(b); });
    for (fs::path& name : *names) name = folder / name;
    return *std::move(names);
}

core::Result<void> create_directories(const fs::path& folder) {
    GPOTRUST_TRY_ASSIGN(const fs::path whole, absolute_path(folder));
    const auto missing = missing_folders(whole);
    if (!missing.has_value()) return core::fail(os_failure("make the folder", folder, missing.error()));
    std::vector<fs::path> made;
    for (const fs::path& each : *missing) {
        const auto outcome = make_directory(each);
        if (outcome.has_value()) {
            made.push_back(each);
        } else if (outcome.error() != std::errc::file_exists || !platform::is_directory(each)) {  // another process may have been faster
            std::for_each(made.rbegin(), made.rend(), [](const fs::path& mine) { static_cast<void>(remove_entry(mine, EntryKind::directory)); });
            return core::fail(os_failure("make the folder", each, outcome.error()));
        }
    }
    return {};
}

}  // namespace gpotrust::platform
