// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <utility>

#include "gpotrust/audit/source.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::ErrorCode;

constexpr std::size_t k_document_octets = std::size_t{64} << 20U;
constexpr std::size_t k_named_backups = 3;

struct ReadFiles {
    GpoFiles files = {};
    std::vector<core::Error> failures = {};  ///< each in its file
};

ReadFiles read_files(const Source& source, const Unit& unit) {
    ReadFiles result;
    std::size_t left = k_unit_octets;
    for (const std::string& path : unit.files) {
        const std::string relative = unit.path.empty() ? path : path.substr(unit.path.size() + 1);
        core::Result<core::Bytes> octets = source.read(path, std::min(left, k_unit_file_octets));
        if (!octets) {
            result.failures.push_back(std::move(octets).error().in(relative));
            continue;
        }
        left -= octets->size();
        result.files.emplace(relative, *std::move(octets));
    }
    return result;
}

InspectedItem inspect_gpo(UnitKind kind, const std::string& shown, const GpoFiles& files) {
    if (kind == UnitKind::gpo_backup) return inspect_gpo_backup(shown, files);
    return kind == UnitKind::samba_backup ? inspect_samba_backup(shown, files) : inspect_sysvol_gpo(shown, files);
}

InspectedItem inspect_package_files(const std::string& shown, ReadFiles read) {
    core::FileTree tree;
    for (auto& [path, octets] : read.files) {
        core::Result<core::RelativePath> relative = core::RelativePath::parse(path);
        if (relative) {
            tree.emplace(*std::move(relative), std::move(octets));
        } else {
            read.failures.push_back(std::move(relative).error());
        }
    }
    InspectedItem item = inspect_package(shown, tree);
    if (!read.failures.empty()) item.error = std::move(read.failures.front());
    return item;
}

bool is_manifest(core::BytesView document) {
    constexpr std::size_t k_head = 1024;
    std::string head;
    for (const std::uint8_t octet : document.first(std::min(document.size(), k_head)))
        if (octet != 0) head.push_back(static_cast<char>(octet));
    return head.find("<Backups") != std::string::npos || head.find(":Backups") != std::string::npos;
}

/// The ids of the backups beside a manifest: their folders' names and what their bkupInfo.xml says.
std::set<std::string> ids_beside(const Source& source, const Unit& unit) {
    std::set<std::string> ids;
    for (const std::string& path : unit.files) {
        const std::string relative = unit.path.empty() ? path : path.substr(unit.path.size() + 1);
        const std::size_t slash = relative.find('/');
        if (slash == std::string::npos) continue;
        ids.insert(core::ascii_lower(std::string_view(relative).substr(0, slash)));
        const core::Result<core::Bytes> document = source.read(path, k_document_octets);
        const auto inst = document ? gpo::parse_bkup_info(*document) : core::fail(document.error());
        if (inst) ids.insert(core::ascii_lower(inst->id));
    }
    return ids;
}

std::optional<core::Error> compare(const std::vector<gpo::BackupInst>& listed, const std::set<std::string>& present) {
    std::string names;
    std::size_t missing = 0;
    for (const gpo::BackupInst& inst : listed) {
        if (present.count(core::ascii_lower(inst.id)) > 0) continue;
        if (++missing <= k_named_backups) names += (names.empty() ? "" : ", ") + inst.id + " (" + core::printable(inst.gpo_name) + ")";
    }
    if (missing == 0) return std::nullopt;
    if (missing > k_named_backups) names += " and " + std::to_string(missing - k_named_backups) + " more";
    return core::Error{ErrorCode::malformed_input,
                       std::to_string(missing) + " of the " + std::to_string(listed.size()) + " backups listed are not here: " + names,
                       "Import-GPO finds backups by their bkupInfo.xml, a hidden file that some tools leave out; else copy the whole folder again",
                       {}};
}

}  // namespace

InspectedItem inspect_unit(const Source& source, const Unit& unit) {
    ReadFiles read = read_files(source, unit);
    const std::string shown = source.shown(unit.path);
    if (unit.kind == UnitKind::package) return inspect_package_files(shown, std::move(read));
    InspectedItem item = inspect_gpo(unit.kind, shown, read.files);
    if (read.failures.empty()) return item;
    item.error = read.failures.front();
    item.gpo->complaints.insert(item.gpo->complaints.begin(), read.failures.begin(), read.failures.end());
    return item;
}

std::optional<core::Error> examine_manifest(const Source& source, const Unit& unit) {
    const std::size_t folder = unit.path.empty() ? 0 : unit.path.size() + 1;
    const auto file =
        std::find_if(unit.files.begin(), unit.files.end(), [&](const std::string& path) { return path.find('/', folder) == std::string::npos; });
    if (file == unit.files.end()) return std::nullopt;
    const core::Result<core::Bytes> document = source.read(*file, k_document_octets);
    if (!document) return core::Error(document.error()).in(file->substr(folder));
    if (!is_manifest(*document)) return std::nullopt;
    core::Result<std::vector<gpo::BackupInst>> listed = gpo::parse_manifest(*document);
    if (!listed) return std::move(listed).error().in(file->substr(folder));
    std::optional<core::Error> error = compare(*listed, ids_beside(source, unit));
    if (error) error = std::move(*error).in(file->substr(folder));
    return error;
}

}  // namespace gpotrust::audit
