// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/source.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using audit::GpoFiles;
using audit::InspectedItem;
using audit::PolicyFormat;
using trust::Side;

namespace {

// [MS-GPREG] 2.2.1: the header, and one entry of key "A", value "B", REG_DWORD 1.
constexpr std::string_view k_empty_policy = "50526567 01000000";
constexpr std::string_view k_one_setting = "50526567 01000000 5B00 41000000 3B00 42000000 3B00 04000000 3B00 04000000 3B00 01000000 5D00";

core::Bytes hex(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != ' ') digits += c;
    return core::parse_hex(digits).value();
}

core::Bytes text(std::string_view octets) { return core::to_bytes(octets); }

const std::string k_scheme =
    "<GroupPolicyBackupScheme><GroupPolicyObject><GroupPolicyCoreSettings><ID>{FACCA114-6E57-4027-AB08-D891F66A4A24}</ID><Domain>corp.test</Domain>"
    "<DisplayName>Mail</DisplayName><Options>2</Options><UserVersionNumber>131073</UserVersionNumber><MachineVersionNumber>0</MachineVersionNumber>"
    "<MachineExtensionGuids/><UserExtensionGuids>[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}]</UserExtensionGuids></GroupPolicyCoreSettings>"
    "<GroupPolicyExtension DescName=\"Registry\"><FSObjectFile Path=\"p\" Location=\"DomainSysvol\\GPO\\User\\registry.pol\"/></GroupPolicyExtension>"
    "</GroupPolicyObject></GroupPolicyBackupScheme>";
const std::string k_bkup_info =
    "<BackupInst><GPOGuid>{FACCA114-6E57-4027-AB08-D891F66A4A24}</GPOGuid><ID>{A99CDECF-9B75-44B4-AB70-67082D78FA5D}</ID>"
    "<GPODisplayName>Mail of bkupInfo</GPODisplayName></BackupInst>";
const std::string k_preferences =
    "<RegistrySettings><Registry><Properties action=\"U\" hive=\"HKEY_CURRENT_USER\" key=\"Software\\X\" name=\"N\" type=\"REG_DWORD\" "
    "value=\"00000005\"/></Registry>"
    "<Registry><Properties action=\"U\" hive=\"HKEY_LOCAL_MACHINE\" key=\"Software\\Y\" name=\"N\" type=\"REG_SZ\" "
    "value=\"v\"/></Registry></RegistrySettings>";

GpoFiles backup() {
    return {{"Backup.xml", text(k_scheme)},
            {"bkupInfo.xml", text(k_bkup_info)},
            {"DomainSysvol/GPO/User/Registry.pol", hex(k_one_setting)},
            {"DomainSysvol/GPO/Machine/Scripts/a.cmd", text("abc")}};
}

std::vector<std::string> complaints(const InspectedItem& item) {
    std::vector<std::string> texts;
    for (const core::Error& error : item.gpo->complaints) texts.push_back(error.text());
    return texts;
}

}  // namespace

TEST_CASE("a GPO backup: identity, sides, settings with their place, other files with their digest") {
    const InspectedItem item = audit::inspect_gpo_backup("/b/{A}", backup());
    CHECK(item.kind == "gpo-backup");
    CHECK(item.path == "/b/{A}");
    CHECK_FALSE(item.error);
    REQUIRE(item.gpo);
    CHECK(item.gpo->guid == "{FACCA114-6E57-4027-AB08-D891F66A4A24}");
    CHECK(item.gpo->name == "Mail");
    CHECK(item.gpo->domain == "corp.test");
    CHECK(item.gpo->computer.disabled);
    CHECK_FALSE(item.gpo->user.disabled);
    CHECK(item.gpo->user.extensions == "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}]");
    CHECK(item.gpo->user.sysvol_version == 2U);
    CHECK(item.gpo->user.directory_version == 1U);
    REQUIRE(item.settings.size() == 1);
    CHECK(item.settings[0].side == Side::user);
    CHECK(item.settings[0].setting.key == "A");
    REQUIRE(item.policies.size() == 1);
    CHECK(item.policies[0].path == "DomainSysvol/GPO/User/Registry.pol");  // as on disk; Backup.xml spells it otherwise
    CHECK(item.policies[0].settings == 1);
    CHECK(item.policies[0].octets == 40);
    REQUIRE(item.gpo->files.size() == 1);
    CHECK(item.gpo->files[0].path == "DomainSysvol/GPO/Machine/Scripts/a.cmd");
    CHECK(item.gpo->files[0].octets == 3);
    CHECK(core::to_hex(item.gpo->files[0].sha256) == "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");  // FIPS 180-2 B.1
}

TEST_CASE("a GPO backup: one damaged document is a complaint and hides nothing else") {
    GpoFiles files = backup();
    files["Backup.xml"] = text("<GroupPolicyBackupScheme");
    files["DomainSysvol/GPO/Machine/registry.pol"] = text("PReg");
    const InspectedItem item = audit::inspect_gpo_backup("/b/{A}", files);
    REQUIRE(item.error);
    CHECK(item.error->context.front() == "Backup.xml");
    CHECK(item.error->code == core::ErrorCode::malformed_input);
    CHECK(item.gpo->name == "Mail of bkupInfo");
    CHECK_FALSE(item.gpo->scheme);
    CHECK(item.settings.size() == 1);
    REQUIRE(item.policies.size() == 2);
    CHECK(item.policies[0].side == Side::computer);
    CHECK(item.policies[0].error);
    CHECK_FALSE(item.policies[1].error);
    CHECK(item.settings[0].file == 1);
}

TEST_CASE("a GPO backup: a missing document is named with what that means") {
    GpoFiles files = backup();
    files.erase("bkupInfo.xml");
    const InspectedItem item = audit::inspect_gpo_backup("/b/{A}", files);
    CHECK(complaints(item) == std::vector<std::string>{"bkupInfo.xml: the file is missing"});
    REQUIRE(item.error);
    CHECK(item.error->hint.find("hidden") != std::string::npos);
}

TEST_CASE("a GPO backup: a damaged policy alone is the item's error, with its path") {
    GpoFiles files = backup();
    files["DomainSysvol/GPO/User/Registry.pol"] = text("Fake registry.pol");
    const InspectedItem item = audit::inspect_gpo_backup("/b/{A}", files);
    REQUIRE(item.error);
    CHECK(item.error->context.front() == "DomainSysvol/GPO/User/Registry.pol");
    CHECK(item.gpo->complaints.empty());
}

TEST_CASE("a GPO backup: two files whose names differ by case only are a complaint") {
    GpoFiles files = backup();
    files["DomainSysvol/GPO/User/registry.pol"] = hex(k_empty_policy);
    const InspectedItem item = audit::inspect_gpo_backup("/b/{A}", files);
    REQUIRE(item.gpo->complaints.size() == 1);
    CHECK(item.gpo->complaints[0].context.front() == "DomainSysvol/GPO/User/registry.pol");
}

TEST_CASE("preferences of a GPO belong to the side they stand in; another hive stands in the key") {
    GpoFiles files = backup();
    files["DomainSysvol/GPO/User/Preferences/Registry/Registry.xml"] = text(k_preferences);
    files["DomainSysvol/GPO/User/Preferences/Groups/Groups.xml"] = text("<Groups/>");
    const InspectedItem item = audit::inspect_gpo_backup("/b/{A}", files);
    CHECK_FALSE(item.error);
    REQUIRE(item.policies.size() == 2);
    CHECK(item.policies[1].format == PolicyFormat::preferences);
    CHECK(item.policies[1].side == Side::user);
    REQUIRE(item.settings.size() == 3);
    CHECK(item.settings[1].setting.key == "Software\\X");
    CHECK(item.settings[1].side == Side::user);
    CHECK(item.settings[2].setting.key == "HKEY_LOCAL_MACHINE\\Software\\Y");
    CHECK(item.settings[2].side == Side::user);
    CHECK(item.settings[2].file == 1);
    CHECK(item.settings[2].index == 1);
    REQUIRE(item.gpo->files.size() == 2);
    CHECK(item.gpo->files[1].path == "DomainSysvol/GPO/User/Preferences/Groups/Groups.xml");
}

TEST_CASE("a GPO of SYSVOL: its place tells GUID and domain, GPT.INI the versions; names in any case") {
    const InspectedItem item = audit::inspect_sysvol_gpo("/x/corp.test/Policies/{31B2F340-016D-11D2-945F-00C04FB984F9}",
                                                         {{"gpt.ini", text("[General]\r\nVersion=196641\r\ndisplayName=New Group Policy Object\r\n")},
                                                          {"MACHINE/Registry.pol", hex(k_one_setting)},
                                                          {"USER/Registry.pol", hex(k_empty_policy)},
                                                          {"USER/comment.cmtx", text("x")}});
    CHECK(item.kind == "registry-policy");
    CHECK_FALSE(item.error);
    CHECK(item.gpo->guid == "{31B2F340-016D-11D2-945F-00C04FB984F9}");
    CHECK(item.gpo->domain == "corp.test");
    CHECK(item.gpo->name.empty());
    CHECK(item.gpo->computer.sysvol_version == 33U);
    CHECK(item.gpo->user.sysvol_version == 3U);
    CHECK_FALSE(item.gpo->computer.directory_version);
    CHECK_FALSE(item.gpo->computer.extensions);
    CHECK(item.policies.size() == 2);
    REQUIRE(item.settings.size() == 1);
    CHECK(item.settings[0].side == Side::computer);
    CHECK(item.gpo->files.size() == 1);
}

TEST_CASE("a GPO of SYSVOL: a damaged GPT.INI is a complaint, a missing one is none") {
    const InspectedItem damaged =
        audit::inspect_sysvol_gpo("g", {{"GPT.INI", text("[General]\nVersion=NaN\n")}, {"User/Registry.pol", hex(k_one_setting)}});
    CHECK(complaints(damaged) == std::vector<std::string>{"GPT.INI: line 2: Version is no number of 32 bits: \"NaN\""});
    CHECK(damaged.settings.size() == 1);
    const InspectedItem missing = audit::inspect_sysvol_gpo("g", {{"User/Registry.pol", hex(k_one_setting)}});
    CHECK_FALSE(missing.error);
    CHECK_FALSE(missing.gpo->gpt_ini);
}

TEST_CASE("a Samba backup: raw files count, parsed ones where there is none, extension lists without the line end some editors add") {
    const std::string parsed = "<PolFile num_entries=\"1\"><Entry type=\"4\"><Key>K</Key><ValueName>V</ValueName><Value>1</Value></Entry></PolFile>";
    const GpoFiles files{{"GPT.INI.SAMBABACKUP", text("[General]\nVersion = 65537\n")},
                         {"GPT.INI.xml", text("<Damaged")},
                         {"Machine/Registry.pol.SAMBABACKUP", hex(k_one_setting)},
                         {"Machine/Registry.pol.xml", text("<Damaged")},
                         {"Machine/Scripts/scripts.ini.SAMBABACKUP", text("x")},
                         {"Machine/Scripts/scripts.ini.xml", text("<x/>")},
                         {"User/Registry.pol.xml", text(parsed)},
                         {"User/Preferences/Registry/Registry.xml.SAMBABACKUP", text(k_preferences)},
                         {"gPCMachineExtensionNames.SAMBAEXT", text("[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}]\n")}};
    const InspectedItem item = audit::inspect_samba_backup("/b/policy/{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}", files);
    CHECK(item.kind == "samba-backup");
    CHECK_FALSE(item.error);
    CHECK(item.gpo->guid == "{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}");
    CHECK(item.gpo->computer.extensions == "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}]");
    CHECK_FALSE(item.gpo->user.extensions);
    CHECK(item.gpo->computer.sysvol_version == 1U);
    REQUIRE(item.policies.size() == 3);
    CHECK(item.policies[0].format == PolicyFormat::registry_pol);
    CHECK(item.policies[1].format == PolicyFormat::samba_xml);
    CHECK(item.policies[2].format == PolicyFormat::preferences);
    CHECK(item.settings.size() == 4);
    REQUIRE(item.gpo->files.size() == 1);
    CHECK(item.gpo->files[0].path == "Machine/Scripts/scripts.ini.SAMBABACKUP");
}

TEST_CASE("where a file lies in the GPO's folder is told for backups, packages and Samba's copies alike") {
    CHECK(audit::path_in_gpo("DomainSysvol/GPO/Machine/Scripts/a.cmd") == "Machine/Scripts/a.cmd");
    CHECK(audit::path_in_gpo("domainsysvol/gpo/GPO.cmt") == "GPO.cmt");
    CHECK(audit::path_in_gpo("gpo-backup/{A}/DomainSysvol/GPO/User/registry.pol") == "User/registry.pol");
    CHECK(audit::path_in_gpo("Machine/Scripts/scripts.ini.SAMBABACKUP") == "Machine/Scripts/scripts.ini");
    CHECK(audit::path_in_gpo("USER/comment.cmtx") == "USER/comment.cmtx");
    CHECK(audit::path_in_gpo("README.txt") == "README.txt");
}

TEST_CASE("a manifest: nothing when all its backups are there, else their names; another document of that name is none of ours") {
    const std::string listed =
        "<Backups><BackupInst><GPOGuid>{FACCA114-6E57-4027-AB08-D891F66A4A24}</GPOGuid>"
        "<ID>{A99CDECF-9B75-44B4-AB70-67082D78FA5D}</ID><GPODisplayName>Mail</GPODisplayName></BackupInst></Backups>";
    const auto examine = [&](const std::string& manifest, std::string_view folder) {
        core::FileTree files;
        files.emplace(core::RelativePath::of("b/manifest.xml"), text(manifest));
        if (!folder.empty()) files.emplace(core::RelativePath::parse("b/" + std::string(folder) + "/bkupInfo.xml").value(), text(k_bkup_info));
        std::optional<core::Error> complaint;
        const auto source = audit::source_of(std::move(files), "/x.zip");
        audit::find_units(
            *source,
            [&](const audit::Unit& unit) {
                if (unit.kind == audit::UnitKind::backup_manifest) complaint = audit::examine_manifest(*source, unit);
            },
            [](const std::string&, const core::Error&) { FAIL(); });
        return complaint ? complaint->text() : "";
    };
    CHECK(examine(listed, "{a99cdecf-9b75-44b4-ab70-67082d78fa5d}").empty());
    CHECK(examine(listed, "renamed").empty());
    CHECK(examine(listed, "") == "manifest.xml: 1 of the 1 backups listed are not here: {A99CDECF-9B75-44B4-AB70-67082D78FA5D} (Mail)");
    CHECK(examine("<manifest package=\"org.example\"/>", "").empty());
    CHECK(examine("<Backups><BackupInst/></Backups>", "").find("manifest.xml: Backups/BackupInst[1]") == 0);
}
