// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Expectations: [MS-GPOL] 2.2.4 and 3.2.5.1.6; what Import-GPO documents.
#include "support/catch.hpp"
#include "unit/audit/doctor_sample.hpp"

using namespace gpotrust;
using test::Codes;
using test::codes;
using test::examined;

namespace {

constexpr std::string_view k_registry_group = "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]";
constexpr std::string_view k_security_group = "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]";
constexpr std::string_view k_gpo = "{6AC1786C-016F-11D2-945F-00C04FB984F9}";
constexpr std::string_view k_id = "{D1DE50B0-DF95-405B-B2DA-6C16CBB6BF54}";
constexpr std::string_view k_policy_path = "DomainSysvol/GPO/Machine/registry.pol";

/// A sound GPMC backup whose computer side, version 3, holds one setting and a script.
audit::InspectedItem backup() {
    audit::InspectedItem item = test::policy({test::dword("Software\\Policies\\X", "V", 1)});
    item.kind = "gpo-backup";
    item.path = "/backups/" + std::string(k_id);
    item.policies = {{.path = std::string(k_policy_path), .side = trust::Side::computer, .settings = 1}};
    audit::Gpo& gpo = item.gpo.emplace();
    gpo::Scheme scheme{.gpo_guid = std::string(k_gpo)};
    scheme.computer = {3 * 65537, std::string(k_registry_group)};
    scheme.files = {{.path = "%GPO_MACH_FSPATH%\\registry.pol", .location = std::string(k_policy_path)},
                    {.path = "%GPO_FSPATH%\\Adm\\*.*"},
                    {.path = "%GPO_MACH_FSPATH%\\Scripts", .location = "DomainSysvol/GPO/Machine/Scripts", .is_folder = true},
                    {.path = "%GPO_MACH_FSPATH%\\Scripts\\a.cmd", .location = "DomainSysvol/GPO/Machine/Scripts/a.cmd"}};
    gpo.scheme = scheme;
    gpo.bkup_info = gpo::BackupInst{.gpo_guid = core::ascii_lower(k_gpo), .id = std::string(k_id)};
    gpo.report = gpo::ReportHead{.gpo_guid = std::string(k_gpo), .computer_directory = 3, .computer_sysvol = 3};
    gpo.computer = {.extensions = scheme.computer.extensions, .directory_version = 3, .sysvol_version = 3};
    gpo.user = {.extensions = ""};
    gpo.files = {{.path = "DomainSysvol/GPO/Machine/SCRIPTS/a.cmd", .octets = 10}};
    return item;
}

/// The codes for that backup after one change.
template <class Change>
Codes after(const Change& change) {
    audit::InspectedItem item = backup();
    change(item);
    return codes(examined(item));
}

Codes with_extensions(std::string list) {
    return after([&](audit::InspectedItem& item) { item.gpo->computer.extensions = list; });
}

/// A GPO's folder in SYSVOL with one setting on the computer's side.
audit::InspectedItem sysvol(std::optional<std::uint32_t> version) {
    audit::InspectedItem item = test::policy({test::dword("Software\\Policies\\X", "V", 1)});
    item.path = "/sysvol/" + std::string(k_gpo);
    item.policies = {{.path = "Machine/Registry.pol", .side = trust::Side::computer, .settings = 1}};
    item.gpo.emplace().gpt_ini = gpo::GptIni{.version = version};
    return item;
}

}  // namespace

TEST_CASE("doctor: a sound backup is no finding") { CHECK(codes(examined(backup())).empty()); }

TEST_CASE("doctor: missing and damaged documents are told apart") {
    const core::Error missing{core::ErrorCode::malformed_input, "the file is missing", "", {"bkupInfo.xml"}};
    const core::Error damaged{core::ErrorCode::malformed_input, "no number", "", {"Backup.xml", "GroupPolicyObject/Options"}};
    CHECK(after([&](auto& item) { item.gpo->complaints = {missing}; }) == Codes{"error GPO_DOCUMENT_MISSING"});
    audit::InspectedItem item = backup();
    item.gpo->complaints = {damaged};
    const auto found = examined(item);
    REQUIRE(codes(found) == Codes{"error GPO_DOCUMENT_DAMAGED"});
    CHECK(found[0].finding.path == item.path + "/Backup.xml");
    CHECK(found[0].place.element == "GroupPolicyObject/Options");
}

TEST_CASE("doctor: folder, bkupInfo.xml, Backup.xml and gpreport.xml must name one backup and one GPO") {
    CHECK(after([](auto& item) { item.path = "/backups/renamed"; }) == Codes{"error GPO_IDENTITY_MISMATCH"});
    CHECK(after([](auto& item) { item.path = "/backups/" + core::ascii_lower(k_id); }).empty());
    CHECK(after([](auto& item) { item.path = "/backups/one.zip!"; }).empty());
    CHECK(after([](auto& item) { item.gpo->scheme->gpo_guid = "{AAAAAAAA-016F-11D2-945F-00C04FB984F9}"; }) == Codes{"error GPO_IDENTITY_MISMATCH"});
    const auto named = [](std::string_view in_scheme, std::string_view in_info) {
        return after([&](auto& item) {
            item.gpo->scheme->gpo_name = in_scheme;
            item.gpo->bkup_info->gpo_name = in_info;
        });
    };
    CHECK(named("Mail", "Web") == Codes{"error GPO_IDENTITY_MISMATCH"});
    CHECK(named("Mail", "Mail").empty());
    CHECK(after([](auto& item) {
              item.gpo->scheme->domain = "contoso.test";
              item.gpo->bkup_info->domain = "fabrikam.test";
          }) == Codes{"error GPO_IDENTITY_MISMATCH"});
    CHECK(after([](auto& item) { item.gpo->report->gpo_guid = "{AAAAAAAA-016F-11D2-945F-00C04FB984F9}"; }) == Codes{"error GPO_IDENTITY_MISMATCH"});
}

TEST_CASE("doctor: version numbers that differ: the halves of Backup.xml, gpreport.xml, GPT.INI") {
    CHECK(after([](auto& item) { item.gpo->scheme->computer.version = (4U << 16U) | 3U; }) == Codes{"warning GPO_VERSION_MISMATCH"});
    CHECK(after([](auto& item) { item.gpo->report->computer_sysvol = 4; }) == Codes{"warning GPO_VERSION_MISMATCH"});
    CHECK(after([](auto& item) { item.gpo->report->user_directory = 1; }) == Codes{"warning GPO_VERSION_MISMATCH"});
    CHECK(after([](auto& item) { item.gpo->gpt_ini = gpo::GptIni{.version = 5}; }) ==
          Codes{"warning GPO_VERSION_MISMATCH", "info GPO_STRAY_GPT_INI"});
    CHECK(after([](auto& item) { item.gpo->gpt_ini = gpo::GptIni{.version = 3}; }) == Codes{"info GPO_STRAY_GPT_INI"});
}

TEST_CASE("doctor: a side with settings whose version is 0") {
    CHECK(codes(examined(sysvol(0))) == Codes{"warning GPO_VERSION_ZERO"});
    CHECK(codes(examined(sysvol(1))).empty());
    CHECK(codes(examined(sysvol(0x10000))) == Codes{"warning GPO_VERSION_ZERO"});  // the user's half
    audit::InspectedItem empty = sysvol(0);
    empty.settings.clear();
    CHECK(codes(examined(empty)).empty());
    CHECK(after([](auto& item) {
              item.gpo->scheme->computer.version = 0;
              item.gpo->report.reset();
          }) == Codes{"warning GPO_VERSION_ZERO"});
}

TEST_CASE("doctor: a side that is switched off and holds something") {
    CHECK(after([](auto& item) { item.gpo->computer.disabled = true; }) == Codes{"warning GPO_SIDE_DISABLED"});
    CHECK(after([](auto& item) { item.gpo->user.disabled = true; }).empty());
}

TEST_CASE("doctor: extension lists out of order, flattened, malformed, or without what the settings need") {
    CHECK(with_extensions(std::string(k_registry_group).append(k_security_group)).empty());
    CHECK(with_extensions(std::string(k_security_group).append(k_registry_group)) == Codes{"error GPO_EXTENSION_ORDER"});
    CHECK(with_extensions("") == Codes{"error GPO_EXTENSION_MISSING"});
    CHECK(with_extensions(std::string(k_security_group)) == Codes{"error GPO_EXTENSION_MISSING"});
    CHECK(with_extensions("[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}") == Codes{"error GPO_EXTENSION_MALFORMED"});
    // samba-tool gpo load on a GPO that has security settings
    CHECK(with_extensions("[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}{35378eac-683f-11d2-a89a-00c04fbbcfa2}"
                          "{d02b1f72-3407-48ae-ba88-e8213c6761f1}]") == Codes{"error GPO_EXTENSION_MISSING", "warning GPO_EXTENSION_FLATTENED"});
    // the same beside a group of its own, and with the registry extension where it counts
    CHECK(with_extensions("[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}{42B5FAAE-6536-11D2-AE5A-0000F87571E3}"
                          "{40B6664F-4972-11D1-A7CA-0000F87571E3}]" +
                          std::string(k_security_group)) == Codes{"warning GPO_EXTENSION_FLATTENED"});
}

TEST_CASE("doctor: preferences need both of their groups") {
    const auto with_preferences = [](std::string list) {
        return after([&](audit::InspectedItem& item) {
            const std::string path = "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml";
            item.policies.push_back({.path = path, .format = audit::PolicyFormat::preferences, .side = trust::Side::computer, .settings = 1});
            item.settings.push_back({trust::Side::computer, test::dword("Software\\Y", "V", 1), 1, 0});
            item.gpo->scheme->files.push_back({.path = path, .location = path});
            item.gpo->computer.extensions = list;
        });
    };
    const std::string zero = "[{00000000-0000-0000-0000-000000000000}{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}]";
    const std::string own = "[{B087BE9D-ED37-454F-AF9C-04291E351182}{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}]";
    CHECK(with_preferences(zero + std::string(k_registry_group) + own).empty());
    CHECK(with_preferences(std::string(k_registry_group)) == Codes{"error GPO_EXTENSION_MISSING"});
}

TEST_CASE("doctor: a Samba backup whose lists lack the registry extension, or that has no lists at all") {
    audit::InspectedItem item = sysvol(1);
    item.kind = "samba-backup";
    const auto without = examined(item);
    REQUIRE(codes(without) == Codes{"warning GPO_EXTENSION_MISSING"});
    CHECK(without[0].finding.path == item.path);
    item.gpo->computer.extensions = std::string(k_security_group);
    const auto lacking = examined(item);
    REQUIRE(codes(lacking) == Codes{"error GPO_EXTENSION_MISSING"});
    CHECK(lacking[0].finding.path == item.path + "/gPCMachineExtensionNames.SAMBAEXT");
}

TEST_CASE("doctor: files that Backup.xml names and are not there, and the other way round") {
    CHECK(after([](auto& item) { item.gpo->files.clear(); }) == Codes{"error GPO_FILE_MISSING"});
    CHECK(after([](auto& item) {
              item.gpo->files.push_back({.path = "DomainSysvol/GPO/User/x.txt", .octets = 1});
              item.gpo->files.push_back({.path = "notes.txt", .octets = 1});
          }) == Codes{"warning GPO_FILE_UNNAMED"});
}

TEST_CASE("doctor: the documents of a package are verified, not examined: its own findings are those of verify") {
    audit::InspectedItem item = backup();
    item.gpo->computer.extensions = "nonsense";
    item.package.emplace().findings = {
        core::Finding{.code = "PACKAGE_FILE_CHANGED", .severity = core::Severity::error, .message = "x", .path = "a/b"}};
    const auto found = examined(item);
    REQUIRE(codes(found) == Codes{"error PACKAGE_FILE_CHANGED"});
    CHECK(found[0].finding.path == item.path + "/a/b");
}

TEST_CASE("doctor: a manifest that does not list what lies beside it") {
    const auto manifest = [](std::string_view id) {
        return "<Backups xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\"><BackupInst><GPOGuid>" + std::string(k_gpo) +
               "</GPOGuid><GPODomain>contoso.test</GPODomain><GPODomainGuid>{11111111-016f-11d2-945f-00c04fb984f9}</"
               "GPODomainGuid><GPODomainController>DC"
               "</GPODomainController><BackupTime>2026-11-01T00:00:00</BackupTime><ID>" +
               std::string(id) + "</ID><Comment></Comment><GPODisplayName>N</GPODisplayName></BackupInst></Backups>";
    };
    const auto bytes = [](const std::string& text) { return core::Bytes(text.begin(), text.end()); };
    const std::string folder = core::ascii_lower(k_id);
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes(manifest(k_id))}, {folder + "/bkupInfo.xml", {}}})).empty());
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes(manifest(k_id))}})) == Codes{"warning GPO_MANIFEST_INCOMPLETE"});
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes(manifest(k_gpo))}, {folder + "/bkupInfo.xml", {}}})) ==
          Codes{"warning GPO_MANIFEST_INCOMPLETE", "warning GPO_MANIFEST_INCOMPLETE"});
    const auto info = [&](std::string_view name) {
        return bytes(std::string("<BackupInst><GPOGuid>")
                         .append(k_gpo)
                         .append("</GPOGuid><GPODomain>d</GPODomain><ID>")
                         .append(k_id)
                         .append("</ID><GPODisplayName>")
                         .append(name)
                         .append("</GPODisplayName></BackupInst>"));
    };
    const auto listed = gpo::parse_manifest(bytes(manifest(k_id)));
    REQUIRE(listed);
    const std::string name = listed->front().gpo_name;
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes(manifest(k_id))}, {folder + "/bkupInfo.xml", info(name)}})).empty());
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes(manifest(k_id))}, {folder + "/bkupInfo.xml", info("Other")}})) ==
          Codes{"warning GPO_MANIFEST_INCOMPLETE"});
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes("<Backups")}})) == Codes{"warning GPO_MANIFEST_INCOMPLETE"});
    CHECK(codes(audit::diagnose_manifest("/b", {{"manifest.xml", bytes("<assembly/>")}})).empty());  // another program's
}
