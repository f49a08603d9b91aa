// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <utility>

#include "audit/gpo_folder.hpp"
#include "audit/package_contents.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::ErrorCode;

constexpr std::string_view k_backups = "gpo-backup/";

/// The folders of the package's backup; a sound package has exactly one.
std::set<std::string> backup_folders(const core::FileTree& files) {
    std::set<std::string> folders;
    for (const auto& [path, octets] : files) {
        const std::string& text = path.text();
        const std::size_t slash = text.starts_with(k_backups) ? text.find('/', k_backups.size()) : std::string::npos;
        if (slash != std::string::npos) folders.insert(text.substr(0, slash + 1));
    }
    return folders;
}

/// The backup is the package's policy in full; the other formats say the same, which the verification has compared.
void add_contents(InspectedItem& item, const core::FileTree& files) {
    FileViews views;
    for (const auto& [path, octets] : files) {
        if (path.text().starts_with(k_backups)) views.emplace(path.text(), octets);
        if (path.text().starts_with("certificates/")) item.package_files.emplace(path, octets);
    }
    for (const std::string& folder : backup_folders(files)) {
        // Of several the first is the GPO: the verification reports the others.
        if (!item.gpo) read_gpo_backup(item, views, folder);
    }
}

/// What is wrong with a package as a whole, or nothing when it verifies.
std::optional<core::Error> damage_of(const bundle::Verification& verification) {
    const auto blocking =
        std::count_if(verification.findings.begin(), verification.findings.end(), [](const core::Finding& f) { return f.is_blocking(); });
    if (blocking == 0) return std::nullopt;
    return core::Error{ErrorCode::malformed_input,
                       "the package does not verify (" + std::to_string(blocking) + (blocking == 1 ? " finding)" : " findings)"),
                       "do not import it; `gpotrust verify` names every difference",
                       {}};
}

}  // namespace

std::optional<trust::Side> side_of_path(std::string_view path) {
    const std::size_t name = path.find_last_of("/\\");
    if (name == std::string_view::npos) return std::nullopt;
    const std::string_view above = path.substr(0, name);
    const std::size_t parent = above.find_last_of("/\\");
    const std::string_view folder = parent == std::string_view::npos ? above : above.substr(parent + 1);
    if (core::ascii_iequals(folder, "Machine")) return trust::Side::computer;
    if (core::ascii_iequals(folder, "User")) return trust::Side::user;
    return std::nullopt;
}

bool is_package(const core::FileTree& files) { return files.contains(core::RelativePath::of(bundle::k_manifest_name)); }

InspectedItem describe_package(const std::string& path, const core::FileTree& files, bundle::Verification verification) {
    InspectedItem item;
    item.path = path;
    item.kind = "package";
    item.error = damage_of(verification);
    item.package = std::move(verification);
    add_contents(item, files);
    return item;
}

InspectedItem not_a_package(const std::string& path) {
    InspectedItem item;
    item.path = path;
    item.kind = "unknown";
    item.error = core::Error{ErrorCode::unsupported_input,
                             "no package: " + std::string(bundle::k_manifest_name) + " is not at its root",
                             "point to the revision folder (packages/<slug>/r0001) or its zip",
                             {}};
    return item;
}

InspectedItem inspect_package(const std::string& path, const core::FileTree& files) {
    if (!is_package(files)) return not_a_package(path);
    return describe_package(path, files, bundle::verify_files(files));
}

}  // namespace gpotrust::audit
