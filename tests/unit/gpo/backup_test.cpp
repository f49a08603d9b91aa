// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/backup.hpp"

#include <set>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// The elements of microsoft/MSLab's backups, shortened.
const std::string k_inst =
    "<GPOGuid><![CDATA[{31B2F340-016D-11D2-945F-00C04fB984F9}]]></GPOGuid><GPODomain><![CDATA[corp.test]]></GPODomain>"
    "<GPODomainGuid><![CDATA[{8d345ac4-636f-4d69-8650-335cb5d903a9}]]></GPODomainGuid><GPODomainController><![CDATA[DC.corp.test]]></"
    "GPODomainController>"
    "<BackupTime><![CDATA[2020-01-02T03:04:05]]></BackupTime><ID><![CDATA[{A99CDECF-9B75-44B4-AB70-67082D78FA5D}]]></ID><Comment><![CDATA[]]></"
    "Comment>"
    "<GPODisplayName><![CDATA[A ]]]]><![CDATA[> B]]></GPODisplayName>";

const std::string k_scheme =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- Copyright (c) Microsoft Corporation.  All rights reserved. -->"
    "<GroupPolicyBackupScheme bkp:version=\"2.0\" bkp:type=\"GroupPolicyBackupTemplate\" "
    "xmlns:bkp=\"http://www.microsoft.com/GroupPolicy/GPOOperations\" "
    "xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations\">\r\n<GroupPolicyObject><SecurityGroups/><FilePaths/><GroupPolicyCoreSettings>"
    "<ID><![CDATA[{FACCA114-6E57-4027-AB08-D891F66A4A24}]]></ID><Domain><![CDATA[corp.test]]></Domain><SecurityDescriptor>01 00</SecurityDescriptor>"
    "<DisplayName><![CDATA[Baseline]]></DisplayName><Options><![CDATA[1]]></Options><UserVersionNumber><![CDATA[65538]]></UserVersionNumber>"
    "<MachineVersionNumber><![CDATA[393222]]></MachineVersionNumber>"
    "<MachineExtensionGuids><![CDATA[[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]]]></MachineExtensionGuids>"
    "<UserExtensionGuids/><WMIFilter><![CDATA[MSFT_SomFilter.ID=\"{A}\",Domain=\"corp.test\"]]></WMIFilter></GroupPolicyCoreSettings> \n"
    "<GroupPolicyExtension bkp:ID=\"{35378EAC-683F-11D2-A89A-00C04FBBCFA2}\" bkp:DescName=\"Registry\">"
    "<FSObjectFile bkp:Path=\"%GPO_MACH_FSPATH%\\registry.pol\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\registry.pol\"/>"
    "<FSObjectFile bkp:Path=\"%GPO_FSPATH%\\Adm\\*.*\"/></GroupPolicyExtension>"
    "<GroupPolicyExtension bkp:ID=\"{F15C46CD-82A0-4C2D-A210-5D0D3182A418}\" bkp:DescName=\"Unknown Extension\">"
    "<FSObjectDir bkp:Path=\"%GPO_MACH_FSPATH%\\Scripts\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\Scripts\">"
    "<FSObjectFile bkp:Path=\"%GPO_MACH_FSPATH%\\Scripts\\a.cmd\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\Scripts\\a.cmd\"/></FSObjectDir>"
    "</GroupPolicyExtension></GroupPolicyObject></GroupPolicyBackupScheme>";

std::string error_of_scheme(const std::string& document) {
    const auto scheme = gpo::parse_scheme(core::as_bytes(document));
    return scheme ? "" : scheme.error().text();
}

}  // namespace

TEST_CASE("bkupInfo.xml: CDATA, a split end of CDATA and names of either case come out as text") {
    const std::string document = "<BackupInst xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\">" + k_inst + "</BackupInst>\r\n";
    const auto inst = gpo::parse_bkup_info(core::as_bytes(document));
    REQUIRE(inst);
    CHECK(inst->gpo_guid == "{31B2F340-016D-11D2-945F-00C04fB984F9}");
    CHECK(inst->domain == "corp.test");
    CHECK(inst->domain_guid == "{8d345ac4-636f-4d69-8650-335cb5d903a9}");
    CHECK(inst->domain_controller == "DC.corp.test");
    CHECK(inst->backup_time == "2020-01-02T03:04:05");
    CHECK(inst->id == "{A99CDECF-9B75-44B4-AB70-67082D78FA5D}");
    CHECK(inst->comment.empty());
    CHECK(inst->gpo_name == "A ]]> B");
}

TEST_CASE("bkupInfo.xml: another order, prefixes, plain text, indentation and unknown elements do not matter") {
    const std::string document =
        "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<m:BackupInst xmlns:m=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\">\n"
        "  <m:Later>x</m:Later>\n  <m:ID>\n    {A99CDECF-9B75-44B4-AB70-67082D78FA5D}\n  </m:ID>\n"
        "  <m:GPODisplayName>Mail</m:GPODisplayName>\n  <m:GPOGuid>{31B2F340-016D-11D2-945F-00C04FB984F9}</m:GPOGuid>\n</m:BackupInst>";
    const auto inst = gpo::parse_bkup_info(core::as_bytes(document));
    REQUIRE(inst);
    CHECK(inst->id == "{A99CDECF-9B75-44B4-AB70-67082D78FA5D}");
    CHECK(inst->gpo_name == "Mail");
    CHECK(inst->domain.empty());
}

TEST_CASE("bkupInfo.xml: what identifies the backup must be there, once, and be a GUID; the message names the element") {
    const auto error_of = [](const std::string& content) {
        const auto inst = gpo::parse_bkup_info(core::as_bytes("<BackupInst>" + content + "</BackupInst>"));
        return inst ? "" : inst.error().text();
    };
    CHECK(error_of(k_inst).empty());
    CHECK(error_of("") == "BackupInst/GPOGuid: the element is missing");
    CHECK(error_of(k_inst + "<ID>{A99CDECF-9B75-44B4-AB70-67082D78FA5D}</ID>") == "BackupInst/ID: the element stands there twice");
    CHECK(error_of(replaced(k_inst, "{A99CDECF-", "{A99CDEC-")) == "BackupInst/ID: not a GUID: \"{A99CDEC-9B75-44B4-AB70-67082D78FA5D}\"");
    const auto other = gpo::parse_bkup_info(core::as_bytes("<Backups/>"));
    REQUIRE_FALSE(other);
    CHECK(other.error().text() == "Backups: the document's root is not BackupInst");
}

TEST_CASE("manifest.xml: every backup in its order; an empty list is none; a damaged one is named by its number") {
    const std::string one = "<BackupInst xmlns=\"again\" mfst:SIPresent=\"true\">" + k_inst + "</BackupInst>";
    const auto manifest = [](const std::string& content) {
        const std::string document = "<Backups mfst:version=\"1.0\">" + content + "</Backups>";
        return gpo::parse_manifest(core::as_bytes(document));
    };
    const auto two = manifest(one + "\n" + replaced(one, "{A99CDECF", "{B99CDECF") + "<Other/>");
    REQUIRE(two);
    REQUIRE(two->size() == 2);
    CHECK(two->front().id == "{A99CDECF-9B75-44B4-AB70-67082D78FA5D}");
    CHECK(two->back().id == "{B99CDECF-9B75-44B4-AB70-67082D78FA5D}");
    CHECK(manifest("")->empty());
    const auto damaged = manifest(one + replaced(one, "<ID>", "<Id>"));
    CHECK_FALSE(damaged);
    const auto unnamed = manifest(one + "<BackupInst/>");
    REQUIRE_FALSE(unnamed);
    CHECK(unnamed.error().text() == "Backups/BackupInst[2]: BackupInst/GPOGuid: the element is missing");
}

TEST_CASE("Backup.xml: identity, sides, filter and files, also those that stand inside their folder") {
    const auto scheme = gpo::parse_scheme(core::as_bytes(k_scheme));
    REQUIRE(scheme);
    CHECK(scheme->gpo_guid == "{FACCA114-6E57-4027-AB08-D891F66A4A24}");
    CHECK(scheme->domain == "corp.test");
    CHECK(scheme->gpo_name == "Baseline");
    CHECK(scheme->options == gpo::k_user_side_disabled);
    CHECK(scheme->computer.version == 393222);
    CHECK(scheme->user.version == 65538);
    CHECK(scheme->computer.extensions == "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]");
    CHECK(scheme->user.extensions.empty());
    CHECK(scheme->wmi_filter == "MSFT_SomFilter.ID=\"{A}\",Domain=\"corp.test\"");
    CHECK(scheme->extensions == std::vector<std::string>{"Registry", "Unknown Extension"});
    REQUIRE(scheme->files.size() == 4);
    CHECK(scheme->files[0].location == "DomainSysvol/GPO/Machine/registry.pol");
    CHECK(scheme->files[0].path == "%GPO_MACH_FSPATH%\\registry.pol");
    CHECK(scheme->files[1].location.empty());
    CHECK(scheme->files[2].is_folder);
    CHECK(scheme->files[3].location == "DomainSysvol/GPO/Machine/Scripts/a.cmd");
    CHECK_FALSE(scheme->files[3].is_folder);
}

TEST_CASE("Backup.xml: a name keeps its own blanks, and indentation is none of it") {
    const auto name_of = [](std::string_view text) {
        const auto scheme = gpo::parse_scheme(core::as_bytes(replaced(k_scheme, "<![CDATA[Baseline]]>", text)));
        REQUIRE(scheme);
        return scheme->gpo_name;
    };
    CHECK(name_of("<![CDATA[DoD IE11 STIG - User (SHB v10.1.0) ]]>") == "DoD IE11 STIG - User (SHB v10.1.0) ");  // nsacyber
    CHECK(name_of("\r\n      Mail\r\n    ") == "Mail");
    CHECK(name_of("<![CDATA[ A]]>") == " A");
}

TEST_CASE("Backup.xml: damage is refused with the element that holds it") {
    CHECK(error_of_scheme(k_scheme).empty());
    CHECK(error_of_scheme(replaced(k_scheme, "65538", "65538x")) == "GroupPolicyCoreSettings/UserVersionNumber: not a number of 32 bits: \"65538x\"");
    CHECK(error_of_scheme(replaced(k_scheme, "[1]]></Options>", "[4294967296]]></Options>")) ==
          "GroupPolicyCoreSettings/Options: not a number of 32 bits: \"4294967296\"");
    CHECK(error_of_scheme(replaced(k_scheme, "<DisplayName><![CDATA[Baseline]]></DisplayName>", "")) ==
          "GroupPolicyCoreSettings/DisplayName: the element is missing");
    CHECK(error_of_scheme(replaced(k_scheme, "<UserExtensionGuids/>", "<UserExtensionGuids/><UserExtensionGuids/>")) ==
          "GroupPolicyCoreSettings/UserExtensionGuids: the element stands there twice");
    CHECK(error_of_scheme(replaced(k_scheme, "<FilePaths/>", "<GroupPolicyCoreSettings/>")) ==
          "GroupPolicyObject/GroupPolicyCoreSettings: the element stands there twice");
    CHECK(error_of_scheme(k_scheme.substr(0, 900)).find("octet") != std::string::npos);
}

TEST_CASE("Backup.xml: a Location that leads out of the backup is refused") {
    for (const std::string_view bad : {"..\\..\\x", "DomainSysvol\\..\\..\\x", "C:\\x", "\\\\server\\share", "/etc/passwd", "a/.."}) {
        INFO(bad);
        const std::string error = error_of_scheme(replaced(k_scheme, "DomainSysvol\\GPO\\Machine\\registry.pol", bad));
        CHECK(error.find("FSObjectFile/@Location: leads out of the backup") == 0);
    }
    CHECK(error_of_scheme(replaced(k_scheme, "DomainSysvol\\GPO\\Machine\\registry.pol", "DomainSysvol\\GPO\\a..b\\..x")).empty());
}

TEST_CASE("gpreport.xml: the head in UTF-16; the settings play no part") {
    const std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<GPO xmlns=\"http://www.microsoft.com/GroupPolicy/Settings\"><Identifier>"
        "<Identifier xmlns=\"http://www.microsoft.com/GroupPolicy/Types\">{FACCA114-6E57-4027-AB08-D891F66A4A24}</Identifier>"
        "<Domain xmlns=\"http://www.microsoft.com/GroupPolicy/Types\">corp.test</Domain></Identifier><Name>Baseline</Name>"
        "<Computer><VersionDirectory>6</VersionDirectory><VersionSysvol>7</VersionSysvol><Enabled>true</Enabled></Computer>"
        "<User><VersionDirectory>1</VersionDirectory><VersionSysvol>2</VersionSysvol></User></GPO>";
    core::Bytes document{0xFF, 0xFE};
    core::append(document, core::utf8_to_utf16le(text).value());
    const auto head = gpo::parse_report_head(document);
    REQUIRE(head);
    CHECK(head->gpo_guid == "{FACCA114-6E57-4027-AB08-D891F66A4A24}");
    CHECK(head->domain == "corp.test");
    CHECK(head->gpo_name == "Baseline");
    CHECK(head->computer_directory == 6);
    CHECK(head->computer_sysvol == 7);
    CHECK(head->user_directory == 1);
    CHECK(head->user_sysvol == 2);
    const auto cut = gpo::parse_report_head(core::BytesView(document).first(600));
    CHECK_FALSE(cut);
}

TEST_CASE("GPO backups of the corpus: every document is read, and they agree on the GPO") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t infos = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", "")) {
        if (!core::ascii_iequals(path.filename().string(), "bkupInfo.xml")) continue;
        INFO(path.generic_string());
        ++infos;
        const auto inst = gpo::parse_bkup_info(test::file_bytes(path));
        REQUIRE(inst);
        const auto scheme = gpo::parse_scheme(test::file_bytes(path.parent_path() / "Backup.xml"));
        REQUIRE(scheme);
        CHECK(core::ascii_iequals(scheme->gpo_guid, inst->gpo_guid));
        CHECK(scheme->gpo_name == inst->gpo_name);
        const auto report_path = path.parent_path() / "gpreport.xml";
        if (!std::filesystem::exists(report_path)) continue;
        const auto report = gpo::parse_report_head(test::file_bytes(report_path));
        REQUIRE(report);
        CHECK(report->gpo_name == inst->gpo_name);
        CHECK(report->computer_sysvol == scheme->computer.version >> 16U);
        CHECK(report->computer_directory == (scheme->computer.version & 0xFFFFU));
    }
    CHECK(infos >= 180);
}

TEST_CASE("manifests of the corpus: all are read, and what they say of a backup beside them is what its bkupInfo.xml says") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t manifests = 0;
    std::size_t compared = 0;
    std::size_t other_names = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", "manifest.xml")) {
        INFO(path.generic_string());
        const auto backups = gpo::parse_manifest(test::file_bytes(path));
        REQUIRE(backups);
        ++manifests;
        for (const gpo::BackupInst& listed : *backups) {
            const auto file = path.parent_path() / listed.id / "bkupInfo.xml";
            if (!std::filesystem::exists(file)) continue;
            const auto inst = gpo::parse_bkup_info(test::file_bytes(file));
            REQUIRE(inst);
            CHECK(inst->id == listed.id);
            CHECK(inst->gpo_guid == listed.gpo_guid);
            CHECK(inst->backup_time == listed.backup_time);
            other_names += *inst == listed ? 0 : 1;
            ++compared;
        }
    }
    CHECK(manifests > 20);
    CHECK(compared > 100);
    CHECK(other_names == 1);  // GuyGuy-59/Sec_AD: a GPO renamed by hand in the manifest
}
