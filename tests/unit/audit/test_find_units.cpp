// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <map>
#include <set>

#include "gpotrust/audit/source.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using audit::Unit;
using audit::UnitKind;

namespace {

/// Empty files of these paths; a folder whose name begins with "locked" cannot be listed.
class Names final : public audit::Source {
public:
    explicit Names(std::set<std::string> paths) : m_paths(std::move(paths)) {}
    [[nodiscard]] core::Result<std::vector<audit::Entry>> list(const std::string& folder) const override {
        if (folder.find("locked") != std::string::npos) return core::fail(core::ErrorCode::file_system, "no permission");
        const std::string prefix = folder.empty() ? "" : folder + "/";
        std::map<std::string, bool> entries;
        for (const std::string& path : m_paths) {
            if (path.substr(0, prefix.size()) != prefix) continue;
            const std::size_t slash = path.find('/', prefix.size());
            entries[path.substr(prefix.size(), slash == std::string::npos ? slash : slash - prefix.size())] = slash != std::string::npos;
        }
        std::vector<audit::Entry> list;
        for (const auto& [name, is_folder] : entries) list.push_back({name, is_folder});
        return list;
    }
    [[nodiscard]] core::Result<core::Bytes> read(const std::string&, std::size_t) const override { return core::Bytes(); }
    [[nodiscard]] std::string shown(const std::string& path) const override { return "/root/" + path; }

private:
    std::set<std::string> m_paths;
};

struct Found {
    std::vector<Unit> units;
    std::vector<std::string> failed;
};

Found walk(std::set<std::string> paths) {
    Found result;
    audit::find_units(
        Names(std::move(paths)), [&](Unit unit) { result.units.push_back(std::move(unit)); },
        [&](const std::string& path, const core::Error& error) { result.failed.push_back(path + ": " + error.message); });
    return result;
}

using Kinds = std::vector<std::pair<UnitKind, std::string>>;

Kinds kinds(const Found& found) {
    Kinds list;
    for (const Unit& unit : found.units) list.emplace_back(unit.kind, unit.path);
    return list;
}

}  // namespace

TEST_CASE("units: a folder of backups, with its manifest first, loose files between, each backup with all its files") {
    const Found found = walk({"{A}/Backup.xml", "{A}/Bkupinfo.xml", "{A}/DomainSysvol/GPO/Machine/registry.pol", "{B}/bkupInfo.xml", "manifest.xml",
                              "notes.txt", "~zz.reg"});
    CHECK(kinds(found) == Kinds{{UnitKind::backup_manifest, ""},
                                {UnitKind::loose_file, "notes.txt"},
                                {UnitKind::gpo_backup, "{A}"},
                                {UnitKind::gpo_backup, "{B}"},
                                {UnitKind::loose_file, "~zz.reg"}});
    CHECK(found.units[0].files == std::vector<std::string>{"manifest.xml", "{A}/Bkupinfo.xml", "{B}/bkupInfo.xml"});
    CHECK(found.units[2].files == std::vector<std::string>{"{A}/Backup.xml", "{A}/Bkupinfo.xml", "{A}/DomainSysvol/GPO/Machine/registry.pol"});
    CHECK(found.failed.empty());
}

TEST_CASE("units: the root itself may be a backup, a package or a GPO of SYSVOL, in any case of the names") {
    CHECK(kinds(walk({"backup.XML", "DomainSysvol/GPO/User/registry.pol"})) == Kinds{{UnitKind::gpo_backup, ""}});
    CHECK(kinds(walk({"trust-package.json", "gpo-backup/manifest.xml"})) == Kinds{{UnitKind::package, ""}});
    CHECK(kinds(walk({"gpt.ini", "Machine/x"})) == Kinds{{UnitKind::sysvol_gpo, ""}});
    CHECK(kinds(walk({"MACHINE/Registry.pol", "USER/comment.cmtx"})) == Kinds{{UnitKind::sysvol_gpo, ""}});
    CHECK(kinds(walk({"User/REGISTRY.POL"})) == Kinds{{UnitKind::sysvol_gpo, ""}});
    CHECK(kinds(walk({"Machine/Registry.pol.SAMBABACKUP"})) == Kinds{{UnitKind::samba_backup, ""}});
    CHECK(kinds(walk({"GPT.INI.SAMBABACKUP"})) == Kinds{{UnitKind::samba_backup, ""}});
    CHECK(kinds(walk({"GPT.INI.xml", "x"})) == Kinds{{UnitKind::samba_backup, ""}});
    CHECK(kinds(walk({"DomainSysvol/GPO/Machine/registry.pol"})) == Kinds{{UnitKind::sysvol_gpo, "DomainSysvol/GPO"}});  // its Backup.xml is gone
}

TEST_CASE("units: a zip is one wherever it lies, inside a GPO too; other files of a unit are none") {
    const Found found = walk({"a.ZIP", "gpo/GPT.INI", "gpo/Machine/Scripts/tools.zip", "gpo/Machine/Scripts/registry.pol"});
    CHECK(kinds(found) == Kinds{{UnitKind::zip, "a.ZIP"}, {UnitKind::sysvol_gpo, "gpo"}, {UnitKind::zip, "gpo/Machine/Scripts/tools.zip"}});
    CHECK(found.units[1].files.size() == 3);
}

TEST_CASE("units: a stray file at the top hides no GPO below it, and leaves their files to them") {
    for (const std::string stray : {"GPT.INI", "Machine/registry.pol", "bkupInfo.xml", "GPT.INI.xml", "trust-package.json"}) {
        INFO(stray);
        const Found found = walk({stray, "Policies/{A}/GPT.INI", "Policies/{A}/Machine/registry.pol", "{B}/Backup.xml",
                                  "{B}/DomainSysvol/GPO/GPT.INI", "{B}/DomainSysvol/GPO/Machine/registry.pol", "notes.txt"});
        REQUIRE(found.units.size() == 3);
        CHECK(found.units[0].path.empty());
        CHECK(found.units[0].files.size() == 2);
        CHECK(found.units[1].path == "Policies/{A}");
        CHECK(found.units[1].files == std::vector<std::string>{"Policies/{A}/GPT.INI", "Policies/{A}/Machine/registry.pol"});
        CHECK(found.units[2].kind == UnitKind::gpo_backup);
        CHECK(found.units[2].files.size() == 3);
    }
}

TEST_CASE("units: a stray GPT.INI in a folder of a GPO's own makes no GPO of it; one beside manifest.xml hides no manifest") {
    const Found found = walk({"{A}/GPT.INI", "{A}/Machine/GPT.INI", "{A}/Machine/registry.pol", "{A}/Machine/Scripts/GPT.INI"});
    CHECK(kinds(found) == Kinds{{UnitKind::sysvol_gpo, "{A}"}});
    CHECK(found.units[0].files.size() == 4);
    CHECK(kinds(walk({"GPT.INI", "manifest.xml", "{A}/Backup.xml"})) ==
          Kinds{{UnitKind::backup_manifest, ""}, {UnitKind::sysvol_gpo, ""}, {UnitKind::gpo_backup, "{A}"}});
}

TEST_CASE("units: a package with its checksums stays whole") {
    const Found found = walk({"trust-package.json", "SHA256SUMS", "gpo-backup/manifest.xml", "gpo-backup/{A}/Backup.xml"});
    CHECK(kinds(found) == Kinds{{UnitKind::package, ""}});
    CHECK(found.units[0].files.size() == 4);
}

TEST_CASE("units: more files than anybody has in one GPO do not hide those nested in it") {
    std::set<std::string> paths{"GPT.INI", "zz/GPT.INI"};
    for (std::size_t i = 0; i < audit::k_unit_files; ++i) paths.insert(std::to_string(i));
    CHECK(kinds(walk(std::move(paths))) == Kinds{{UnitKind::sysvol_gpo, "zz"}});
}

TEST_CASE("units: folders that cannot be listed and depths without end are named, and the walk goes on") {
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "d/";
    const Found found = walk({"a/locked/x", deep + "registry.pol", "z/GPT.INI", "z/locked/y"});
    CHECK(kinds(found) == Kinds{{UnitKind::sysvol_gpo, "z"}});
    REQUIRE(found.failed.size() == 3);
    CHECK(found.failed[0] == "a/locked: no permission");
    CHECK(found.failed[1].find("more than 32 folders deep") != std::string::npos);
    CHECK(found.failed[2] == "z/locked: no permission");
}

TEST_CASE("units: a GPO of more files than anybody has is named and left out") {
    std::set<std::string> paths{"a/GPT.INI", "b/GPT.INI"};
    for (std::size_t i = 0; i < audit::k_unit_files; ++i) paths.insert("a/" + std::to_string(i));
    const Found found = walk(std::move(paths));
    CHECK(kinds(found) == Kinds{{UnitKind::sysvol_gpo, "b"}});
    REQUIRE(found.failed.size() == 1);
    CHECK(found.failed[0].find("a: more than 20000 files") == 0);
}

TEST_CASE("a tree in memory is listed, read and shown like a folder on disk") {
    core::FileTree files;
    for (const std::string_view path : {"a/b/c.txt", "a/b.txt", "a0", "a.txt", "b/x"})
        files.emplace(core::RelativePath::of(path), core::to_bytes(path));
    const auto source = audit::source_of(std::move(files), "/tmp/x.zip");
    using Entries = std::vector<audit::Entry>;
    CHECK(*source->list("") == Entries{{"a", true}, {"a.txt", false}, {"a0", false}, {"b", true}});
    CHECK(*source->list("a") == Entries{{"b", true}, {"b.txt", false}});
    CHECK(*source->list("a/b") == Entries{{"c.txt", false}});
    CHECK(core::as_text(*source->read("a/b.txt", 7)) == "a/b.txt");
    CHECK(source->read("a/b.txt", 6).error().code == core::ErrorCode::malformed_input);
    CHECK(source->read("a", 6).error().code == core::ErrorCode::file_system);
    CHECK(source->shown("") == "/tmp/x.zip");
    CHECK(source->shown("a/b") == "/tmp/x.zip!/a/b");
}
