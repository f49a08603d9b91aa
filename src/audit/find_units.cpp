// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "gpotrust/audit/source.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::ErrorCode;
using Entries = std::vector<Entry>;

std::string joined(const std::string& folder, const std::string& name) { return folder.empty() ? name : folder + "/" + name; }

/// The entry of that lower-case name; several that differ by case only: the first.
const Entry* find_entry(const Entries& entries, std::string_view lower_name, bool is_folder) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.is_folder == is_folder && core::ascii_lower(entry.name) == lower_name; });
    return found == entries.end() ? nullptr : &*found;
}

bool has_file(const Entries& entries, std::string_view lower_name) { return find_entry(entries, lower_name, false) != nullptr; }

bool is_zip(const std::string& name) { return core::ascii_lower(name).ends_with(".zip"); }

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// True for the folders a GPO is made of, by their lower-case path from it: a stray GPT.INI in Machine\Scripts makes no GPO of that. Others may be units of their own.
bool is_own_folder(UnitKind kind, std::string_view path) {
    constexpr std::array<std::string_view, 3> k_sides{"machine", "user", "adm"};
    constexpr std::array<std::string_view, 4> k_of_sides{"preferences", "scripts", "microsoft", "applications"};
    constexpr std::string_view k_of_backup = "domainsysvol/gpo/";
    if (kind == UnitKind::gpo_backup) {
        if (path == "domainsysvol" || path == "domainsysvol/gpo") return true;
        if (!path.starts_with(k_of_backup)) return false;
        path.remove_prefix(k_of_backup.size());
    }
    const std::size_t slash = path.find('/');
    if (!is_one_of(path.substr(0, slash), k_sides)) return false;
    return slash == std::string_view::npos || is_one_of(path.substr(slash + 1), k_of_sides);
}

/// A folder and how deep it lies.
struct Place {
    std::string path;
    std::size_t depth = 0;
};

/// A unit whose files are being collected.
struct Collection {
    Unit unit;
    bool is_whole = false;  ///< nothing below it is a unit of its own
    std::size_t files = 0;  ///< also those beyond the limit
    std::vector<Place> nested = {};
};

class Walk {
public:
    Walk(const Source& source, const std::function<void(Unit)>& found, const std::function<void(const std::string&, core::Error)>& failed)
        : m_source(source), m_found(found), m_failed(failed) {}

    void visit(const std::string& folder, std::size_t depth) {
        const std::optional<Entries> entries = entries_of(folder, depth);
        if (!entries) return;
        if (const std::optional<UnitKind> kind = kind_of(folder, *entries)) return hand_over(*kind, folder, *entries, depth);
        if (const Entry* manifest = find_entry(*entries, "manifest.xml", false)) hand_over_manifest(folder, *manifest, *entries);
        for (const Entry& entry : *entries) {
            const std::string path = joined(folder, entry.name);
            if (entry.is_folder) {
                visit(path, depth + 1);
            } else if (core::ascii_lower(entry.name) != "manifest.xml") {
                m_found({is_zip(entry.name) ? UnitKind::zip : UnitKind::loose_file, path, {path}});
            }
        }
    }

private:
    std::optional<Entries> entries_of(const std::string& folder, std::size_t depth) {
        if (depth > k_walk_depth) {
            m_failed(folder,
                     {ErrorCode::malformed_input, "more than " + std::to_string(k_walk_depth) + " folders deep", "name a folder further down"});
            return std::nullopt;
        }
        core::Result<Entries> entries = m_source.list(folder);
        if (entries) return *std::move(entries);
        m_failed(folder, std::move(entries).error());
        return std::nullopt;
    }

    [[nodiscard]] std::optional<UnitKind> kind_of(const std::string& folder, const Entries& entries) const {
        if (has_file(entries, "trust-package.json")) return UnitKind::package;
        if (has_file(entries, "backup.xml") || has_file(entries, "bkupinfo.xml")) return UnitKind::gpo_backup;
        if (has_file(entries, "gpt.ini.sambabackup") || has_file(entries, "gpt.ini.xml")) return UnitKind::samba_backup;
        if (has_file(entries, "gpt.ini")) return UnitKind::sysvol_gpo;
        for (const std::string_view side : {"machine", "user"}) {
            const Entry* const side_folder = find_entry(entries, side, true);
            if (side_folder == nullptr) continue;
            // A folder that cannot be listed is reported when it is visited.
            const Entries inside = m_source.list(joined(folder, side_folder->name)).value_or(Entries());
            if (has_file(inside, "registry.pol.sambabackup")) return UnitKind::samba_backup;
            if (has_file(inside, "registry.pol")) return UnitKind::sysvol_gpo;
        }
        return std::nullopt;
    }

    void hand_over(UnitKind kind, const std::string& folder, const Entries& entries, std::size_t depth) {
        // A package's GPO backup belongs to it. A trust-package.json alone, without the checksums every package has, makes no package of what lies below.
        Collection collection{{kind, folder, {}}, kind == UnitKind::package && has_file(entries, "sha256sums"), 0, {}};
        collect(folder, entries, depth, collection);
        const Entry* const manifest = find_entry(entries, "manifest.xml", false);
        if (manifest != nullptr && !collection.nested.empty()) hand_over_manifest(folder, *manifest, entries);
        finish(std::move(collection.unit), collection.files);
        for (const Place& nested : collection.nested) visit(nested.path, nested.depth);
    }

    void finish(Unit unit, std::size_t files) {
        std::sort(unit.files.begin(), unit.files.end());
        std::vector<std::string> zips;
        std::copy_if(unit.files.begin(), unit.files.end(), std::back_inserter(zips), is_zip);
        if (files > k_unit_files)
            m_failed(unit.path, {ErrorCode::malformed_input, "more than " + std::to_string(k_unit_files) + " files in one GPO or package",
                                 "move away what does not belong to it"});
        else
            m_found(std::move(unit));
        for (const std::string& zip : zips) m_found({UnitKind::zip, zip, {zip}});
    }

    void collect(const std::string& folder, const Entries& entries, std::size_t depth, Collection& collection) {
        for (const Entry& entry : entries) {
            const std::string path = joined(folder, entry.name);
            if (!entry.is_folder) {
                if (++collection.files <= k_unit_files) collection.unit.files.push_back(path);
            } else if (const std::optional<Entries> inside = entries_of(path, depth + 1)) {
                if (is_nested(path, *inside, collection))
                    collection.nested.push_back({path, depth + 1});
                else
                    collect(path, *inside, depth + 1, collection);
            }
        }
    }

    [[nodiscard]] bool is_nested(const std::string& folder, const Entries& entries, const Collection& collection) const {
        if (collection.is_whole) return false;
        const std::size_t prefix = collection.unit.path.empty() ? 0 : collection.unit.path.size() + 1;
        return !is_own_folder(collection.unit.kind, core::ascii_lower(folder.substr(prefix))) && kind_of(folder, entries).has_value();
    }

    void hand_over_manifest(const std::string& folder, const Entry& manifest, const Entries& entries) {
        Unit unit{UnitKind::backup_manifest, folder, {joined(folder, manifest.name)}};
        for (const Entry& entry : entries) {
            if (!entry.is_folder) continue;
            const std::string backup = joined(folder, entry.name);
            const Entries inside = m_source.list(backup).value_or(Entries());
            if (const Entry* bkup_info = find_entry(inside, "bkupinfo.xml", false)) unit.files.push_back(joined(backup, bkup_info->name));
        }
        std::sort(unit.files.begin(), unit.files.end());
        m_found(std::move(unit));
    }

    const Source& m_source;
    const std::function<void(Unit)>& m_found;
    const std::function<void(const std::string&, core::Error)>& m_failed;
};

}  // namespace

void find_units(const Source& source, const std::function<void(Unit)>& found,
                const std::function<void(const std::string& path, core::Error)>& failed) {
    Walk(source, found, failed).visit("", 0);
}

}  // namespace gpotrust::audit
