// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Real GPOs, walked as a folder is. What the numbers must be is in the corpus' own index, or was counted by the Python readers beside it (tests/acceptance/inspect).
#include <filesystem>
#include <map>
#include <set>

#include "gpotrust/audit/source.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using audit::InspectedItem;
using audit::UnitKind;

namespace {

namespace fs = std::filesystem;

/// A folder of the corpus, as the program's own source of folders lists it.
class Folder final : public audit::Source {
public:
    explicit Folder(fs::path root) : m_root(std::move(root)) {}
    [[nodiscard]] core::Result<std::vector<audit::Entry>> list(const std::string& folder) const override {
        std::map<std::string, bool> entries;
        for (const fs::directory_entry& entry : fs::directory_iterator(m_root / folder))
            entries[entry.path().filename().string()] = entry.is_directory();
        std::vector<audit::Entry> list;
        for (const auto& [name, is_folder] : entries) list.push_back({name, is_folder});
        return list;
    }
    [[nodiscard]] core::Result<core::Bytes> read(const std::string& file, std::size_t) const override { return test::file_bytes(m_root / file); }
    [[nodiscard]] std::string shown(const std::string& path) const override { return (m_root / path).generic_string(); }

private:
    fs::path m_root;
};

std::map<UnitKind, std::vector<InspectedItem>> gpos_of(const fs::path& root) {
    const Folder source(root);
    std::map<UnitKind, std::vector<InspectedItem>> gpos;
    audit::find_units(
        source,
        [&](const audit::Unit& unit) {
            const bool is_gpo = unit.kind == UnitKind::gpo_backup || unit.kind == UnitKind::sysvol_gpo || unit.kind == UnitKind::samba_backup;
            if (is_gpo) gpos[unit.kind].push_back(audit::inspect_unit(source, unit));
        },
        [](const std::string& path, const core::Error& error) { FAIL(path << ": " << error.message); });
    return gpos;
}

std::set<std::string> lower(std::set<std::string> paths) {
    std::set<std::string> result;
    for (const std::string& path : paths) result.insert(core::ascii_lower(path));
    return result;
}

}  // namespace

TEST_CASE("GPO backups of the corpus: all are read without a complaint, and every file Backup.xml names is accounted for") {
    GPOTRUST_NEED_CORPUS(corpus);
    const auto gpos = gpos_of(corpus / "gpo-backups");
    const std::vector<InspectedItem>& backups = gpos.at(UnitKind::gpo_backup);
    CHECK(backups.size() >= 180);
    std::size_t missing = 0;
    for (const InspectedItem& item : backups) {
        INFO(item.path);
        CHECK_FALSE(item.error);
        CHECK(item.kind == "gpo-backup");
        REQUIRE(item.gpo);
        REQUIRE(item.gpo->scheme);
        CHECK(item.gpo->bkup_info);
        std::set<std::string> here;
        for (const audit::PolicyFile& policy : item.policies) here.insert(policy.path);
        for (const audit::OtherFile& file : item.gpo->files) here.insert(file.path);
        here = lower(std::move(here));
        for (const gpo::NamedFile& named : item.gpo->scheme->files) {
            const bool counts = !named.is_folder && !named.location.empty();
            if (counts && here.count(core::ascii_lower(named.location)) == 0) ++missing;
        }
    }
    // The corpus is a selection: it left scripts, templates and the like of some backups behind.
    CHECK(missing < 200);
}

TEST_CASE("SYSVOL folders of the corpus: all are found; those made wrong on purpose are told, and nothing else") {
    GPOTRUST_NEED_CORPUS(corpus);
    const auto gpos = gpos_of(corpus / "gpo-backups" / "ubuntu+adsys");
    CHECK(gpos.size() == 1);
    std::size_t sound = 0;
    for (const InspectedItem& item : gpos.at(UnitKind::sysvol_gpo)) {
        INFO(item.path);
        CHECK(item.kind == "registry-policy");
        sound += item.error ? 0 : 1;
        if (item.path.ends_with("/Policies/standard")) CHECK_FALSE(item.error);
        if (item.path.ends_with("/Policies/corrupted-policy")) CHECK(item.error);
        if (item.path.ends_with("/Policies/gpt_ini_version_NaN")) CHECK(item.gpo->complaints.size() == 1);
    }
    CHECK(sound > 40);
}

TEST_CASE("the Samba backup of the corpus: both sides with their certificates, versions, other files") {
    GPOTRUST_NEED_CORPUS(corpus);
    const auto gpos = gpos_of(corpus / "gpo-backups" / "samba-team+samba");
    REQUIRE(gpos.at(UnitKind::samba_backup).size() == 1);
    const InspectedItem& item = gpos.at(UnitKind::samba_backup).front();
    CHECK_FALSE(item.error);
    CHECK(item.gpo->guid == "{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}");
    CHECK(item.gpo->computer.sysvol_version == 67U);  // 1179715 = 18 * 65536 + 67
    CHECK(item.gpo->user.sysvol_version == 18U);
    REQUIRE(item.stored.size() == 2);
    CHECK(item.stored[0].store == "Disallowed");
    CHECK(item.stored[0].side == trust::Side::computer);
    CHECK(item.stored[1].store == "TrustedPeople");
    CHECK(item.stored[1].side == trust::Side::user);
    CHECK(item.settings[item.stored[1].setting].setting.data.size() == 1174);
    CHECK(item.gpo->files.size() == 7);
    CHECK(gpos.at(UnitKind::sysvol_gpo).size() == 4);
}
