// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "artefact/gpo_backup/layout.hpp"
#include "artefact/gpo_backup/report_slots.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using trust::Scope;

namespace {

xml::Element document(const core::FileTree& tree, std::string_view name) {
    auto root = xml::parse_document(file_ending(tree, name));
    REQUIRE(root.has_value());
    return *std::move(root);
}

const xml::Element& at(const xml::Element& from, std::initializer_list<std::string_view> path) {
    const xml::Element* element = &from;
    for (const std::string_view name : path) {
        INFO(name);
        element = element->child(name);
        REQUIRE(element != nullptr);
    }
    return *element;
}

std::string core_setting(const core::FileTree& tree, std::string_view name) {
    return at(document(tree, "Backup.xml"), {"GroupPolicyObject", "GroupPolicyCoreSettings", name}).text;
}

std::string_view text_of(const core::Bytes& bytes) { return core::as_text(bytes); }

std::string report_text(const core::FileTree& tree) {
    const core::Bytes& report = file_ending(tree, "gpreport.xml");
    return *core::utf16le_to_utf8(core::BytesView(report).subspan(2));
}

bool has_file(const core::FileTree& tree, std::string_view ending) {
    return std::any_of(tree.begin(), tree.end(), [&](const auto& file) { return file.first.text().ends_with(ending); });
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t found = text.find(part); found != std::string_view::npos; found = text.find(part, found + part.size())) ++count;
    return count;
}

constexpr std::string_view k_registry_and_certificates = "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]";
constexpr std::string_view k_efs_and_certificates = "[{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]";

}  // namespace

TEST_CASE("gpo backup: a used side has a version, extensions and a registry.pol, an unused one none of them") {
    const core::FileTree both = build("gpo-backup", mail_policy(Scope::both));
    CHECK(core_setting(both, "MachineVersionNumber") == "65537");
    CHECK(core_setting(both, "UserVersionNumber") == "65537");
    CHECK(core_setting(both, "MachineExtensionGuids") == std::string(k_registry_and_certificates) + std::string(k_efs_and_certificates));
    CHECK(core_setting(both, "UserExtensionGuids") == k_registry_and_certificates);

    const core::FileTree computer = build("gpo-backup", mail_policy(Scope::computer));
    CHECK(core_setting(computer, "UserVersionNumber") == "0");
    CHECK(core_setting(computer, "UserExtensionGuids").empty());
    CHECK_FALSE(has_file(computer, "User/registry.pol"));
    CHECK(has_file(computer, "Machine/registry.pol"));
    CHECK(report_text(computer).find("User\\registry.pol") == std::string::npos);

    const core::FileTree user = build("gpo-backup", mail_policy(Scope::user));
    CHECK(core_setting(user, "MachineVersionNumber") == "0");
    CHECK(core_setting(user, "MachineExtensionGuids").empty());
    CHECK_FALSE(has_file(user, "Machine/registry.pol"));
    CHECK(has_file(user, "User/registry.pol"));
}

TEST_CASE("gpo backup: a policy without certificates keeps its sides, so that clients process the removal") {
    const core::FileTree tree = build("gpo-backup", policy_of("Retired", "contoso.com", Scope::both, {}));
    CHECK(file_ending(tree, "Machine/registry.pol").size() == 8);
    CHECK(core_setting(tree, "UserExtensionGuids") == k_registry_and_certificates);
    CHECK(report_text(tree).find("ExtensionData") == std::string::npos);
}

TEST_CASE("gpo backup: version numbers are n * 65537, from 1 to 65535") {
    const trust::TrustPolicy policy = mail_policy();
    CHECK(core_setting(build("gpo-backup", policy, 2), "MachineVersionNumber") == "131074");
    CHECK(core_setting(build("gpo-backup", policy, 74), "UserVersionNumber") == "4849738");  // the number of a real GPO at version 74
    CHECK(core_setting(build("gpo-backup", policy, 65535), "UserVersionNumber") == "4294967295");
    for (const unsigned revision : {0U, 65536U}) {
        const auto refused = format_named("gpo-backup").build(policy, context_for(policy, revision));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == core::ErrorCode::usage);
    }
}

TEST_CASE("gpo backup: encodings and line ends are those of Microsoft's files") {
    const core::FileTree tree = build("gpo-backup", mail_policy());
    const std::string_view manifest = text_of(file_ending(tree, "manifest.xml"));
    CHECK(manifest.starts_with("<Backups xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest\" xmlns:mfst="));
    CHECK(manifest.find_first_of("\r\n") == std::string_view::npos);

    const std::string_view bkup_info = text_of(file_ending(tree, "bkupInfo.xml"));
    CHECK(bkup_info.starts_with("<BackupInst xmlns="));
    CHECK(bkup_info.find('\r') == bkup_info.size() - 2);
    CHECK(bkup_info.ends_with("</BackupInst>\r\n"));

    const std::string_view backup = text_of(file_ending(tree, "Backup.xml"));
    CHECK(
        backup.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- Copyright (c) Microsoft Corporation.  All rights reserved. "
                           "--><GroupPolicyBackupScheme bkp:version=\"2.0\""));
    CHECK(count_of(backup, "\n") == count_of(backup, "\r\n"));
    CHECK(backup.ends_with("</GroupPolicyBackupScheme>"));

    const core::Bytes& report = file_ending(tree, "gpreport.xml");
    CHECK((report[0] == 0xFF && report[1] == 0xFE));
    const std::string text = report_text(tree);
    CHECK(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<GPO xmlns:xsd="));
    CHECK(count_of(text, "\n") == count_of(text, "\r\n"));
    CHECK(text.ends_with("\r\n</GPO>"));
    for (const auto& [path, content] : tree) CHECK(text_of(content).find("slot") == std::string_view::npos);
}

TEST_CASE("gpo backup: any name comes back whole from all four documents") {
    const std::string name = "\"Q\" & <t> ' ]]> ]]]>> \xC3\x84 \xE8\xAF\x81\xE4\xB9\xA6 \xF0\x9F\x94\x92";
    const trust::TrustPolicy policy = policy_of(name, "contoso.com", Scope::both,
                                                {{sample_certificate("odd-name.cer"), trust::Store::trusted_people, trust::Role::current, "", {}}});
    const core::FileTree tree = build("gpo-backup", policy);
    CHECK(at(document(tree, "manifest.xml"), {"BackupInst", "GPODisplayName"}).text == name);
    CHECK(at(document(tree, "bkupInfo.xml"), {"GPODisplayName"}).text == name);
    CHECK(core_setting(tree, "DisplayName") == name);
    const xml::Element report = document(tree, "gpreport.xml");
    CHECK(at(report, {"Name"}).text == name);
    const xml::Element& certificate = at(report, {"Computer", "ExtensionData", "Extension", "q1:TrustedPeopleCertificate"});
    CHECK(at(certificate, {"q1:IssuedTo"}).text ==
          "\xC3\x9Cn\xC3\xAF"
          "code \"Q\" & <b>' ]]> \xF0\x9F\x94\x92, Ltd");
    CHECK(at(certificate, {"q1:IssuedBy"}).text == at(certificate, {"q1:IssuedTo"}).text);
}

TEST_CASE("gpo backup: identity, times and the domain's GUID have Microsoft's forms") {
    const trust::TrustPolicy policy = mail_policy();
    const artefact::BuildContext context = context_for(policy);
    const core::FileTree tree = build("gpo-backup", policy);
    const xml::Element inst = document(tree, "bkupInfo.xml");
    CHECK(at(inst, {"GPOGuid"}).text == core::to_braced_upper(policy.identity.guid));
    CHECK(at(inst, {"ID"}).text == core::to_braced_upper(context.backup_id));
    CHECK(at(inst, {"BackupTime"}).text == "2026-11-22T15:00:00");
    CHECK(at(inst, {"GPODomain"}).text == "contoso.com");
    CHECK(at(inst, {"Comment"}).text == "gpotrust revision 1");
    CHECK(has_file(tree, "gpo-backup/" + core::to_braced_upper(context.backup_id) + "/Backup.xml"));
    CHECK(at(document(tree, "gpreport.xml"), {"ReadTime"}).text == "2026-11-22T15:00:00Z");
    // python3 -c 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_DNS, "proexchange.global"))'; the same stands in a backup Windows Server 2025 accepted.
    CHECK(core::to_braced_lower(artefact::gpo_backup::domain_guid_for("ProExchange.Global")) == "{cf534a2b-014f-5178-996a-be75cff9863e}");
}

TEST_CASE("gpo backup: without a domain the documents say unknown.invalid") {
    const core::FileTree tree = build("gpo-backup", policy_of("X", "", Scope::both, {}));
    CHECK(at(document(tree, "bkupInfo.xml"), {"GPODomain"}).text == "unknown.invalid");
    CHECK(core_setting(tree, "Domain") == "unknown.invalid");
}

TEST_CASE("gpo backup: the security descriptor is the one Windows accepted, and the report shows the same") {
    const core::FileTree tree = build("gpo-backup", mail_policy());
    // hraedon/gpo-studio, imported on Windows Server 2025: O:BAG:BAD:(A;;GA;;;SY)(A;;GA;;;BA)
    CHECK(core_setting(tree, "SecurityDescriptor") ==
          "01 00 04 80 14 00 00 00 24 00 00 00 00 00 00 00 34 00 00 00 01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00 01 02 00 00 00 00 00 05 20 00 "
          "00 00 20 02 "
          "00 00 02 00 34 00 02 00 00 00 00 00 14 00 00 00 00 10 01 01 00 00 00 00 00 05 12 00 00 00 00 00 18 00 00 00 00 10 01 02 00 00 00 00 00 05 "
          "20 00 00 00 "
          "20 02 00 00");
    CHECK(at(document(tree, "gpreport.xml"), {"SecurityDescriptor", "SDDL"}).text == "O:BAG:BAD:(A;;GA;;;SY)(A;;GA;;;BA)");
}

TEST_CASE("gpo backup: a comment becomes GPO.cmt in UTF-16LE without byte-order mark, and Backup.xml names it") {
    trust::TrustPolicy policy = mail_policy();
    CHECK_FALSE(has_file(build("gpo-backup", policy), "GPO.cmt"));
    policy.comment = "Ticket 4711\nsecond \xF0\x9F\x94\x92";
    const core::FileTree tree = build("gpo-backup", policy);
    CHECK(file_ending(tree, "/DomainSysvol/GPO/GPO.cmt") == *core::utf8_to_utf16le("Ticket 4711\r\nsecond \xF0\x9F\x94\x92"));
    CHECK(text_of(file_ending(tree, "Backup.xml")).find("bkp:DescName=\"Unknown Extension\"><FSObjectFile bkp:Path=\"%GPO_FSPATH%\\GPO.cmt\"") !=
          std::string_view::npos);
}

namespace {

trust::TrustPolicy preferred(Scope scope) {
    trust::TrustPolicy policy = mail_policy(scope);
    policy.preferences_in_backup = true;
    return policy;
}

// GUIDs from real backups of GPOs with registry preferences: GuyGuy-59/Sec_AD, serval.int.
constexpr std::string_view k_preference_tools = "[{00000000-0000-0000-0000-000000000000}{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}]";
constexpr std::string_view k_registry_preferences = "[{B087BE9D-ED37-454F-AF9C-04291E351182}{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}]";

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
}

}  // namespace

TEST_CASE("gpo backup: preferences stand in the extension lists at their place in the sequence") {
    const core::FileTree tree = build("gpo-backup", preferred(Scope::both));
    CHECK(core_setting(tree, "MachineExtensionGuids") ==
          joined({k_preference_tools, k_registry_and_certificates, k_registry_preferences, k_efs_and_certificates}));
    CHECK(core_setting(tree, "UserExtensionGuids") == joined({k_preference_tools, k_registry_and_certificates, k_registry_preferences}));
    CHECK(core_setting(build("gpo-backup", preferred(Scope::user)), "MachineExtensionGuids").empty());
    CHECK_FALSE(has_file(build("gpo-backup", preferred(Scope::user)), "Machine/Preferences/Registry/Registry.xml"));
    CHECK_FALSE(has_file(build("gpo-backup", mail_policy()), "Registry.xml"));
}

TEST_CASE("gpo backup: preferences carry the very items of the preferences format, and Backup.xml names their folders first") {
    const trust::TrustPolicy policy = preferred(Scope::both);
    const core::FileTree tree = build("gpo-backup", policy);
    const core::FileTree alone = build("preferences", policy);
    for (const std::string side : {"Machine", "User"}) {
        const std::string path = "DomainSysvol\\GPO\\" + side + "\\Preferences";
        CHECK(file_ending(tree, "/DomainSysvol/GPO/" + side + "/Preferences/Registry/Registry.xml") == file_ending(alone, side + "/Registry.xml"));
        const std::string_view backup = text_of(file_ending(tree, "Backup.xml"));
        const std::size_t folder = backup.find("bkp:Location=\"" + path + "\"/><FSObjectDir ");
        const std::size_t inner = backup.find("bkp:Location=\"" + path + "\\Registry\"/><FSObjectFile ");
        const std::size_t file = backup.find("bkp:Location=\"" + path + "\\Registry\\Registry.xml\"/>");
        CHECK((folder < inner && inner < file && file != std::string_view::npos));
    }
}

TEST_CASE("gpo backup: the report shows preferences as Windows Registry, after the certificates, each item with its place") {
    trust::TrustPolicy policy = preferred(Scope::both);
    policy.gpmc_style = true;
    const xml::Element report = document(build("gpo-backup", policy), "gpreport.xml");
    std::vector<std::string> names;
    for (const std::string_view side : {"Computer", "User"}) {
        for (const xml::Element& data : at(report, {side}).children)
            if (data.name == "ExtensionData") names.push_back(at(data, {"Extension"}).children.at(0).name.substr(0, 3) + at(data, {"Name"}).text);
    }
    CHECK(names == std::vector<std::string>{"q1:Public Key", "q2:Windows Registry", "q3:Registry", "q4:Public Key", "q5:Windows Registry"});
    const xml::Element of_users = document(build("gpo-backup", preferred(Scope::user)), "gpreport.xml");
    const xml::Element& item = at(at(of_users, {"User"}).children.at(4), {"Extension", "q2:RegistrySettings", "q2:Registry"});
    CHECK(at(item, {"q2:GPOSettingOrder"}).text == "1");
    CHECK(*at(item, {"q2:Properties"}).attribute("hive") == "HKEY_CURRENT_USER");
}

TEST_CASE("gpo backup: preferences without certificates stay listed and empty, so that clients take the items away") {
    trust::TrustPolicy policy = policy_of("Retired", "contoso.com", Scope::both, {});
    policy.preferences_in_backup = true;
    const core::FileTree tree = build("gpo-backup", policy);
    CHECK(core_setting(tree, "UserExtensionGuids") == joined({k_preference_tools, k_registry_and_certificates, k_registry_preferences}));
    CHECK(text_of(file_ending(tree, "User/Preferences/Registry/Registry.xml")).find("<Registry ") == std::string_view::npos);
    CHECK(report_text(tree).find("ExtensionData") == std::string::npos);
    CHECK(format_named("gpo-backup").read(tree).has_value());
}

TEST_CASE("gpo backup: the report shows every store's certificates with the very blobs of registry.pol") {
    const auto kinds = all_kinds_of_policies();
    const auto everything = std::find_if(kinds.begin(), kinds.end(), [](const auto& kind) { return kind.first == "every store and option"; });
    const core::FileTree tree = build("gpo-backup", everything->second);
    const std::string report = report_text(tree);
    const auto settings = registry_policy::parse_registry_pol(file_ending(tree, "Machine/registry.pol"));
    REQUIRE(settings.has_value());
    std::size_t blobs = 0;
    for (const registry_policy::Setting& setting : *settings) {
        if (setting.value != "Blob") continue;
        ++blobs;
        CHECK(count_of(report, "<q1:Data>" + core::to_hex_upper(setting.data) + "</q1:Data>") >= 1);
    }
    CHECK(blobs == 6);
    CHECK(count_of(report, "<q1:Data>") == 6);
    std::size_t last = 0;
    for (const std::string_view element :
         {"certSettingsStores", "EFSSettings", "RootCertificateSettings", "RootCertificate>", "IntermediateCACertificate", "TrustedPeopleCertificate",
          "TrustedPublishersCertificate", "UntrustedCertificate"}) {
        const std::size_t place = report.find("<q1:" + std::string(element));
        INFO(element);
        CHECK((place != std::string::npos && place > last));
        last = place;
    }
    CHECK(count_of(report, "<q1:string>Server Authentication</q1:string>") == 1);
    CHECK(count_of(report, "<q2:KeyPath>") == 9);  // DPNGRA, FVE, FVE_NKP: as in the reports of real GPOs
}

TEST_CASE("gpo backup: the report numbers its prefixes without a gap, as GPMC does") {
    const auto user_prefix = [](const core::FileTree& tree) {
        return at(document(tree, "gpreport.xml"), {"User", "ExtensionData", "Extension"}).children.at(0).name.substr(0, 3);
    };
    CHECK(user_prefix(build("gpo-backup", mail_policy(Scope::user))) == "q1:");
    trust::TrustPolicy policy = mail_policy(Scope::both);
    CHECK(user_prefix(build("gpo-backup", policy)) == "q2:");
    policy.gpmc_style = true;
    CHECK(user_prefix(build("gpo-backup", policy)) == "q3:");
}

TEST_CASE("gpo backup: the user side of the report shows certificates and nothing else") {
    const xml::Element report = document(build("gpo-backup", mail_policy(Scope::user)), "gpreport.xml");
    const xml::Element& extension = at(report, {"User", "ExtensionData", "Extension"});
    REQUIRE(extension.children.size() == 1);
    CHECK(extension.children[0].name == "q1:TrustedPeopleCertificate");
    CHECK(at(extension.children[0], {"q1:CertificatePurpose", "q1:Purpose"}).text == "1.3.6.1.5.5.7.3.1");
    CHECK(at(extension.children[0], {"q1:ExpirationDate"}).text == "2026-12-22T23:59:59Z");
    CHECK(at(report, {"Computer"}).child("ExtensionData") == nullptr);
}

TEST_CASE("gpo backup: the common name is found in any RFC 4514 name") {
    using artefact::gpo_backup::common_name_of;
    CHECK(common_name_of("CN=EXCH01,O=Contoso") == "EXCH01");
    CHECK(common_name_of("O=a\\,CN=no,CN=Smith\\, \\\"J\\\"+OU=x") == "Smith, \"J\"");
    CHECK(common_name_of("cn=\\C3\\84rger") == "\xC3\x84rger");
    CHECK(common_name_of("O=Contoso") == "O=Contoso");
    CHECK(common_name_of("") == "");
    CHECK(common_name_of("CN=") == "");
    CHECK(common_name_of("CN=a\\") == "a\\");
}

namespace {

struct Tampering {
    std::string_view file;
    std::string_view from;
    std::string_view to;
    std::string_view told;  ///< what the error begins with: the file and the element
};

core::FileTree tampered(core::FileTree tree, const Tampering& change) {
    for (auto& [path, content] : tree) {
        if (!path.text().ends_with(change.file)) continue;
        const bool wide = change.file == "gpreport.xml";
        const core::Bytes from = wide ? *core::utf8_to_utf16le(change.from) : core::to_bytes(change.from);
        const core::Bytes to = wide ? *core::utf8_to_utf16le(change.to) : core::to_bytes(change.to);
        const auto found = std::search(content.begin(), content.end(), from.begin(), from.end());
        REQUIRE(found != content.end());
        const auto place = content.erase(found, found + static_cast<std::ptrdiff_t>(from.size()));
        content.insert(place, to.begin(), to.end());
    }
    return tree;
}

}  // namespace

TEST_CASE("gpo backup: reading refuses preferences that are not the certificates of registry.pol, or that nobody would process or show") {
    const core::FileTree tree = build("gpo-backup", preferred(Scope::computer));
    REQUIRE(format_named("gpo-backup").read(tree).has_value());
    const Tampering changes[] = {
        {"Registry.xml", "action=\"R\"", "action=\"D\"",
         "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml: an item that is not put in place"},
        {"Registry.xml", "removePolicy=\"1\"", "removePolicy=\"0\"", "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml: an item"},
        {"Registry.xml", "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER",
         "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml: an item for HKEY_CURRENT"},
        {"Registry.xml", "\\TrustedPeople\\", "\\Root\\",
         "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml: Registry: not the certificates"},
        {"Registry.xml", "value=\"0", "value=\"1", "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml: Registry: not the certificates"},
        {"Backup.xml", k_registry_preferences, "", "Backup.xml: MachineExtensionGuids: lacks the preferences"},
        {"Backup.xml", k_preference_tools, "", "Backup.xml: MachineExtensionGuids: lacks the preferences"},
        {"gpreport.xml", "key=\"SOFTWARE\\", "key=\"SOFTWARE\\X\\", "gpreport.xml: Computer/ExtensionData: does not show the items"},
        {"gpreport.xml", "q2:RegistrySettings clsid", "q2:RegistrySetting clsid", "gpreport.xml: "},
    };
    for (const Tampering& change : changes) {
        const auto read = format_named("gpo-backup").read(tampered(tree, change));
        INFO(change.file << " " << change.from);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().text().find(change.told) != std::string::npos);
    }
}

TEST_CASE("gpo backup: reading refuses documents that disagree, naming file and element") {
    const core::FileTree tree = build("gpo-backup", mail_policy());
    const Tampering changes[] = {
        {"manifest.xml", "<ID><![CDATA[{", "<ID><![CDATA[{0", "manifest.xml: ID: "},
        {"manifest.xml", "revision 1", "revision 2", "manifest.xml: BackupInst: differs from bkupInfo.xml"},
        {"manifest.xml", "version=\"1.0\"", "version=\"2.0\"", "manifest.xml: Backups: attribute mfst:version"},
        {"manifest.xml", "xmlns=\"http", "xmlns=\"https", "manifest.xml: Backups: attribute xmlns"},
        {"bkupInfo.xml", "<Comment>", "<Kommentar/><Comment>", "bkupInfo.xml: BackupInst: "},
        {"bkupInfo.xml", "contoso.com]]></GPODomain>", "contoso.net]]></GPODomain>",
         "Backup.xml: Domain: contoso.com where contoso.net was expected"},
        {"bkupInfo.xml", "</BackupInst>", "", "bkupInfo.xml: "},
        {"Backup.xml", "mail.contoso.com]]></DisplayName>", "x]]></DisplayName>", "Backup.xml: DisplayName: "},
        {"Backup.xml", "<![CDATA[65537]]></MachineVersionNumber>", "<![CDATA[65538]]></MachineVersionNumber>", "Backup.xml: MachineVersionNumber: "},
        {"Backup.xml", "<![CDATA[65537]]></MachineVersionNumber>", "<![CDATA[1e3]]></MachineVersionNumber>", "Backup.xml: MachineVersionNumber: "},
        {"Backup.xml", "<![CDATA[65537]]></UserVersionNumber>", "<![CDATA[0]]></UserVersionNumber>", "Backup.xml: UserVersionNumber: "},
        {"Backup.xml", "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}", "[{35378EAC-683F-11D2-A89A-00C04FBBCFA3}",
         "Backup.xml: MachineExtensionGuids: lacks the registry extension"},
        {"Backup.xml", "[{35378EAC", "[{F5378EAC", "Backup.xml: MachineExtensionGuids: extensions do not ascend"},
        {"Backup.xml", "bkp:Location=\"DomainSysvol\\GPO\\User\\registry.pol\"", "",
         "Backup.xml: FSObjectFile: does not name DomainSysvol/GPO/User/registry.pol"},
        {"Backup.xml", "GPO\\User\\registry.pol\"/>", "GPO\\User\\registry.bak\"/>", "Backup.xml: FSObjectFile: names a missing file"},
        {"gpreport.xml", "<q1:Data>03", "<q1:Data>04", "gpreport.xml: Computer/ExtensionData: "},
        {"gpreport.xml", "<VersionSysvol>1<", "<VersionSysvol>2<", "gpreport.xml: Computer/VersionSysvol: "},
        {"gpreport.xml", "<Name>Trust", "<Name>Distrust", "gpreport.xml: Name: "},
        {"Machine/registry.pol", "PReg", "PRet", "DomainSysvol/GPO/Machine/registry.pol: "},
    };
    for (const Tampering& change : changes) {
        INFO(change.file << ": " << change.from << " -> " << change.to);
        const auto read = format_named("gpo-backup").read(tampered(tree, change));
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == core::ErrorCode::malformed_input);
        CHECK_THAT(read.error().text(), Catch::Matchers::StartsWith(std::string(change.told)));
    }
}

TEST_CASE("gpo backup: reading refuses missing and foreign files") {
    const core::FileTree tree = build("gpo-backup", mail_policy());
    for (const auto& [path, content] : tree) {
        core::FileTree without = tree;
        without.erase(path);
        INFO(path.text());
        CHECK_FALSE(format_named("gpo-backup").read(without).has_value());
    }
    for (const std::string_view extra : {"gpo-backup/note.txt", "gpo-backup/{0}/Backup.xml"}) {
        core::FileTree with = tree;
        with.emplace(core::RelativePath::of(extra), core::Bytes{});
        INFO(extra);
        CHECK_FALSE(format_named("gpo-backup").read(with).has_value());
    }
    CHECK_FALSE(format_named("gpo-backup").read({}).has_value());
}
