// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "audit/policy_files.hpp"

namespace gpotrust::audit {

/// Borrowed files by their path in an item.
using FileViews = std::map<std::string, core::BytesView>;
[[nodiscard]] FileViews views_of(const GpoFiles& files);

/// The files of one GPO below a folder, found without regard to case as Windows finds them, and what of them was not read yet.
class GpoFolder {
public:
    struct File {
        std::string path;  ///< in the item
        core::BytesView content;
    };

    /// `prefix` is "" or ends with '/'.
    GpoFolder(const FileViews& files, std::string_view prefix);

    /// The file of that path below the prefix, taken from what is left; nullptr when there is none.
    const File* take(std::string_view path);
    /// The same, and it stays among what is left.
    [[nodiscard]] const File* find(std::string_view path) const;
    /// What nobody took, as other files.
    [[nodiscard]] std::vector<OtherFile> left() const;
    /// Paths that another one hides because only their case differs.
    [[nodiscard]] const std::vector<std::string>& hidden() const { return m_hidden; }

private:
    std::map<std::string, File> m_files;  ///< by lower-case path below the prefix
    std::set<std::string> m_taken;
    std::vector<std::string> m_hidden;
};

/// The first entry of a complaint's context is the file.
void complain(Gpo& gpo, const std::string& file, core::Error error);

/// A document of the GPO, if it is there and can be read; else a complaint.
template <class Document>
std::optional<Document> read_document(GpoFolder& folder, std::string_view path, Gpo& gpo, core::Result<Document> (*parse)(core::BytesView)) {
    const GpoFolder::File* const file = folder.take(path);
    if (file == nullptr) return std::nullopt;
    core::Result<Document> document = parse(file->content);
    if (document) return *std::move(document);
    complain(gpo, file->path, std::move(document).error());
    return std::nullopt;
}

/// How a kind of GPO folder names what SYSVOL calls Machine/Registry.pol.
struct SideNames {
    std::string_view root = {};        ///< before "Machine/"
    std::string_view raw_ending = {};  ///< behind every name
};
/// Takes registry.pol and Registry.xml of both sides, the computer's first. Where Samba has no raw policy its parsed one.
void read_sides(InspectedItem& item, GpoFolder& folder, const SideNames& names);

/// A GPMC backup below a folder of the item.
void read_gpo_backup(InspectedItem& item, const FileViews& files, std::string_view prefix);

/// Other files, complaints about hidden ones, the item's error, its certificates.
void finish_gpo(InspectedItem& item, const GpoFolder& folder);

}  // namespace gpotrust::audit
