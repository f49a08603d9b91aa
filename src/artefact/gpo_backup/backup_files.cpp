// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/backup_files.hpp"

#include "artefact/gpo_backup/layout.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

core::Result<void> locate_file(BackupFiles& found, std::string_view path, const core::Bytes& content) {
    if (path == k_manifest) {
        found.manifest = &content;
        return {};
    }
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return fault(k_root, "a file that does not belong here: " + core::printable(path));
    const std::string_view folder = path.substr(0, slash);
    if (found.id.empty()) found.id = folder;
    if (found.id != folder) return fault(k_root, "more than one folder: " + core::printable(found.id) + " and " + core::printable(folder));
    found.files.emplace(path.substr(slash + 1), &content);
    return {};
}

}  // namespace

const core::Bytes* BackupFiles::find(std::string_view path, bool exactly) const {
    if (const auto found = files.find(path); found != files.end()) return found->second;
    if (exactly) return nullptr;
    for (const auto& [name, content] : files) {
        if (core::ascii_iequals(name, path)) return content;
    }
    return nullptr;
}

tl::unexpected<core::Error> fault(std::string_view file, std::string message) {
    return core::fail(core::Error{core::ErrorCode::malformed_input, std::move(message), "", {std::string(file)}});
}

core::Result<BackupFiles> locate(const core::FileTree& package) {
    const std::string prefix = std::string(k_root) + "/";
    BackupFiles found;
    for (const auto& [path, content] : package) {
        if (path.text().starts_with(prefix)) GPOTRUST_TRY(locate_file(found, std::string_view(path.text()).substr(prefix.size()), content));
    }
    if (found.manifest == nullptr) return fault(k_root, "there is no manifest.xml");
    return found;
}

}  // namespace gpotrust::artefact::gpo_backup
