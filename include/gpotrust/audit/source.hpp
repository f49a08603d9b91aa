// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Where files come from, and which of them belong together: a folder on disk and a zip look alike to everything that reads GPOs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::audit {

/// A name in a folder.
struct Entry {
    std::string name;  ///< UTF-8, one component
    bool is_folder = false;
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// A tree of folders and files. Paths are relative to its root, with '/', "" for the root itself. Links and special files are left out.
/// Calls may come from several threads at once.
class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;
    /// The entries of a folder, sorted by the octets of their names.
    [[nodiscard]] virtual core::Result<std::vector<Entry>> list(const std::string& folder) const = 0;
    /// The octets of a file. Fails with malformed_input beyond `limit`.
    [[nodiscard]] virtual core::Result<core::Bytes> read(const std::string& file, std::size_t limit) const = 0;
    /// How a path is shown to people and stands in JSON: an absolute path, or "/a/b.zip!/inside".
    [[nodiscard]] virtual std::string shown(const std::string& path) const = 0;
};

/// Files in memory, e.g. the content of a zip whose own path is `shown_root`.
[[nodiscard]] std::unique_ptr<Source> source_of(core::FileTree files, std::string shown_root);

/// What a folder or file of a tree is, by names alone.
enum class UnitKind {
    package,     ///< folder with trust-package.json
    gpo_backup,  ///< folder with Backup.xml or bkupInfo.xml
    backup_manifest,  ///< manifest.xml of a folder of backups; the unit is the folder, its files are the manifest and the bkupInfo.xml of every folder beside it
    sysvol_gpo,    ///< folder with GPT.INI, or with Machine or User and a registry.pol in it
    samba_backup,  ///< folder with GPT.INI.SAMBABACKUP, GPT.INI.xml or Machine|User/Registry.pol.SAMBABACKUP
    zip,           ///< a file to look into
    loose_file,    ///< any other file
};

/// One thing to look at, with all files it consists of.
struct Unit {
    UnitKind kind = UnitKind::loose_file;
    std::string path;                ///< of its folder, or the file itself
    std::vector<std::string> files;  ///< every file of the unit, sorted; for a folder all below it that are in no other unit
};

/// Limits of a walk.
inline constexpr std::size_t k_walk_depth = 32;
inline constexpr std::size_t k_unit_files = 20'000;

/// The most octets read of one file of a unit, and of all its files together; larger ones are complaints.
inline constexpr std::size_t k_unit_file_octets = std::size_t{256} << 20U;
inline constexpr std::size_t k_unit_octets = std::size_t{512} << 20U;

/// Reads a unit that is a package, a GPO backup, a SYSVOL folder or a Samba backup (a contract). Files that cannot be read are complaints of the GPO, and an error of a package.
[[nodiscard]] InspectedItem inspect_unit(const Source& source, const Unit& unit);

/// What is wrong with a manifest.xml: it is damaged, or lists backups that are not beside it. Nothing for a document of another kind. The unit is a backup_manifest.
[[nodiscard]] std::optional<core::Error> examine_manifest(const Source& source, const Unit& unit);

/// Walks a tree depth first in sorted order and hands over each unit as it is found; nothing is read. Names are compared without case. A folder that is a unit may hold others (one
/// stray GPT.INI must not hide a whole SYSVOL): they follow it, and their files are not among its own; only a package with its checksums stays whole. Zips are units of their own everywhere. `failed` gets every folder that cannot be listed or is beyond the limits; the walk goes on. Memory does not grow with the number of units, but by the paths of those nested in one.
void find_units(const Source& source, const std::function<void(Unit)>& found,
                const std::function<void(const std::string& path, core::Error)>& failed);

}  // namespace gpotrust::audit
