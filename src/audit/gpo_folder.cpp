// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/gpo_folder.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/gpo/samba_backup.hpp"

namespace gpotrust::audit {
namespace {

constexpr std::string_view k_backup_root = "DomainSysvol/GPO/";
constexpr std::string_view k_package_root = "gpo-backup/";

bool starts_with_nocase(std::string_view text, std::string_view start) { return core::ascii_iequals(text.substr(0, start.size()), start); }

bool ends_with_nocase(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && core::ascii_iequals(text.substr(text.size() - ending.size()), ending);
}

}  // namespace

FileViews views_of(const GpoFiles& files) { return {files.begin(), files.end()}; }

GpoFolder::GpoFolder(const FileViews& files, std::string_view prefix) {
    for (auto at = files.lower_bound(std::string(prefix)); at != files.end() && at->first.starts_with(prefix); ++at) {
        const bool is_new = m_files.emplace(core::ascii_lower(std::string_view(at->first).substr(prefix.size())), File{at->first, at->second}).second;
        if (!is_new) m_hidden.push_back(at->first);
    }
}

const GpoFolder::File* GpoFolder::take(std::string_view path) {
    const File* const file = find(path);
    if (file != nullptr) m_taken.insert(core::ascii_lower(path));
    return file;
}

const GpoFolder::File* GpoFolder::find(std::string_view path) const {
    const auto found = m_files.find(core::ascii_lower(path));
    return found == m_files.end() ? nullptr : &found->second;
}

std::vector<OtherFile> GpoFolder::left() const {
    std::vector<OtherFile> files;
    for (const auto& [lower, file] : m_files)
        if (m_taken.count(lower) == 0) files.push_back({file.path, crypto::sha256(file.content), file.content.size()});
    std::sort(files.begin(), files.end(), [](const OtherFile& a, const OtherFile& b) { return a.path < b.path; });
    return files;
}

void complain(Gpo& gpo, const std::string& file, core::Error error) { gpo.complaints.push_back(std::move(error).in(file)); }

void read_sides(InspectedItem& item, GpoFolder& folder, const SideNames& names) {
    struct Place {
        std::string_view folder;
        trust::Side side;
    };
    constexpr Place k_places[] = {{"Machine/", trust::Side::computer}, {"User/", trust::Side::user}};
    for (const Place& place : k_places) {
        const std::string above = std::string(names.root) + std::string(place.folder);
        const std::string policy = above + "Registry.pol";
        const std::string parsed = policy + std::string(gpo::k_samba_parsed_ending);
        const bool has_raw = folder.find(policy + std::string(names.raw_ending)) != nullptr;
        if (const auto* file = folder.take(policy + std::string(names.raw_ending))) add_registry_pol(item, file->path, place.side, file->content);
        if (!names.raw_ending.empty()) {
            const auto* const file = folder.take(parsed);
            if (file != nullptr && !has_raw) add_samba_policy(item, file->path, place.side, file->content);
        }
        if (const auto* file = folder.take(above + "Preferences/Registry/Registry.xml" + std::string(names.raw_ending)))
            add_preferences(item, file->path, place.side, file->content);
    }
}

void finish_gpo(InspectedItem& item, const GpoFolder& folder) {
    Gpo& gpo = *item.gpo;
    gpo.files = folder.left();
    for (const std::string& path : folder.hidden())
        complain(gpo, path,
                 {core::ErrorCode::malformed_input,
                  "another file has this name but for its case: Windows could not hold both",
                  "remove the one that does not belong there",
                  {}});
    if (!gpo.complaints.empty() && !item.error) item.error = gpo.complaints.front();
    finish_policies(item);
}

std::string path_in_gpo(std::string_view path) {
    if (starts_with_nocase(path, k_package_root)) {
        const std::size_t slash = path.find('/', k_package_root.size());
        if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    }
    if (starts_with_nocase(path, k_backup_root)) path.remove_prefix(k_backup_root.size());
    if (ends_with_nocase(path, gpo::k_samba_raw_ending)) path.remove_suffix(gpo::k_samba_raw_ending.size());
    return std::string(path);
}

}  // namespace gpotrust::audit
