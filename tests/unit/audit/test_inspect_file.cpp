// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/package_contents.hpp"
#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

audit::InspectedItem inspect(const std::string& path, const core::Bytes& content, const char* password = nullptr) {
    return audit::inspect_file(path, content, [password](core::BytesView file) {
        const core::SecretBytes secret = core::SecretBytes::copy_of(password == nullptr ? "" : password);
        return certificate::open_export(file, password == nullptr ? nullptr : &secret);
    });
}

audit::InspectedItem inspect_data(const std::string& name, const char* password = nullptr) {
    return inspect(name, test::data_file("cli/" + name), password);
}

}  // namespace

TEST_CASE("inspect: a registry.pol shows its settings in file order and the side its folder tells") {
    const core::Bytes content = test::data_file("cli/registry.pol");
    const audit::InspectedItem item = inspect("C:\\SYSVOL\\{GUID}\\Machine\\registry.pol", content);
    CHECK(item.kind == "registry-policy");
    CHECK_FALSE(item.error);
    REQUIRE(item.settings.size() == 5);
    CHECK(item.settings[0].setting.key == "Software\\Policies\\Example");
    CHECK(item.settings[1].setting.value == "Text; with ] marks");
    CHECK(item.settings[0].side == trust::Side::computer);
    CHECK(inspect("/x/USER/registry.pol", content).settings[0].side == trust::Side::user);
    CHECK_FALSE(inspect("registry.pol", content).settings[0].side);
}

TEST_CASE("inspect: blobs in a registry.pol are decoded with every property, foreign ones too") {
    const audit::InspectedItem item = inspect_data("registry.pol");
    REQUIRE(item.stored.size() == 2);
    const audit::StoredCertificate& leaking = item.stored[0];
    CHECK(leaking.store == "TrustedPeople");
    REQUIRE(leaking.certificate);
    CHECK(leaking.certificate->display_name() == "mail.contoso.test");
    REQUIRE(leaking.properties.size() == 4);
    CHECK(leaking.properties[1].id == trust::PropertyId::key_prov_info);
    CHECK(leaking.properties[2].id == trust::PropertyId::request_originator);
    CHECK(leaking.key_name == core::to_hex(leaking.certificate->sha1()));
    CHECK(item.stored[1].properties.size() == 2);
}

TEST_CASE("inspect: a damaged blob is named, and the rest is there") {
    const audit::InspectedItem item = inspect_data("registry-damaged-blob.pol");
    REQUIRE(item.error);
    CHECK(item.error->code == core::ErrorCode::malformed_input);
    CHECK(item.settings.size() == 5);
    REQUIRE(item.stored.size() == 2);
    CHECK(item.stored[0].error);
    CHECK_FALSE(item.stored[1].error);
}

TEST_CASE("inspect: a certificate below a foreign thumbprint is damage") {
    core::Bytes content = test::data_file("cli/registry.pol");
    audit::InspectedItem item = inspect("registry.pol", content);
    audit::ScopedSetting moved = item.settings[4];
    moved.setting.key.back() = moved.setting.key.back() == '0' ? '1' : '0';
    audit::InspectedItem other;
    other.settings.push_back(moved);
    core::Bytes rewritten = *registry_policy::serialize_registry_pol(std::vector{moved.setting}, registry_policy::WriteRules::as_read);
    const audit::InspectedItem read = inspect("registry.pol", rewritten);
    REQUIRE(read.stored.size() == 1);
    CHECK(read.stored[0].certificate);
    CHECK(read.stored[0].error);
    CHECK(read.error);
}

TEST_CASE("inspect: a cut registry.pol is an error that names the octet") {
    const audit::InspectedItem item = inspect_data("registry-truncated.pol");
    CHECK(item.kind == "registry-policy");
    REQUIRE(item.error);
    CHECK(item.error->text().find("octet") != std::string::npos);
}

TEST_CASE("inspect: exports are opened with what the shell can get") {
    CHECK(inspect_data("mail.cer").kind == "certificate");
    const audit::InspectedItem opened = inspect_data("mail.pfx", "correct horse");
    CHECK(opened.kind == "pfx");
    REQUIRE(opened.exported);
    CHECK(opened.exported->key_evidence == certificate::KeyEvidence::proven);
    CHECK(opened.exported->certificates.at(0).friendly_name == "Microsoft Exchange");
    const audit::InspectedItem locked = inspect_data("mail.pfx", "wrong");
    CHECK(locked.kind == "pfx");
    CHECK(locked.error->code == core::ErrorCode::wrong_password);
}

TEST_CASE("inspect: foreign files are unknown with an error that says what they are") {
    const audit::InspectedItem hive = inspect("x.pol", core::to_bytes("regf of a Windows registry"));
    CHECK(hive.kind == "unknown");
    REQUIRE(hive.error);
    CHECK(hive.error->code == core::ErrorCode::unsupported_input);
    CHECK(hive.error->message.find("registry hive") != std::string::npos);
    const audit::InspectedItem document = inspect("x.pfx", core::to_bytes("%PDF-1.7\r\n"));
    CHECK(document.kind == "unknown");
    REQUIRE(document.error);
    CHECK(document.error->message.find("PDF") != std::string::npos);
    CHECK(inspect("x.zip", core::to_bytes("PK\x03\x04 not a zip")).kind == "unknown");
    CHECK(inspect("empty.pfx", {}).error);
}

TEST_CASE("inspect: files without a manifest at their root are no package") {
    core::FileTree files;
    files.emplace(core::RelativePath::of("inner/trust-package.json"), core::to_bytes("{}"));
    const audit::InspectedItem item = audit::inspect_package("/x", files);
    CHECK(item.kind == "unknown");
    CHECK(item.error->code == core::ErrorCode::unsupported_input);
}

TEST_CASE("inspect: a package with an unreadable manifest is a damaged package") {
    core::FileTree files;
    files.emplace(core::RelativePath::of("trust-package.json"), core::to_bytes("{}"));
    const audit::InspectedItem item = audit::inspect_package("/x", files);
    CHECK(item.kind == "package");
    REQUIRE(item.error);
    CHECK(item.error->code == core::ErrorCode::malformed_input);
}

TEST_CASE("inspect: a .reg file shows what it sets and takes away, with the side of the hive") {
    const audit::InspectedItem item =
        inspect("x.reg", core::to_bytes("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n\r\n"
                                        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\"v\"=dword:00000007\r\n\r\n[HKEY_CURRENT_USER\\B]\r\n\r\n"
                                        "[-HKEY_CURRENT_USER\\C\\D]\r\n\r\n[HKEY_CLASSES_ROOT\\E]\r\n\"w\"=-\r\n"));
    CHECK(item.kind == "reg-file");
    CHECK_FALSE(item.error);
    REQUIRE(item.settings.size() == 4);
    CHECK(item.settings[0].setting.key == "SOFTWARE\\A");
    CHECK(item.settings[0].side == trust::Side::computer);
    CHECK(registry_policy::is_key_only(item.settings[1].setting));
    CHECK(item.settings[1].side == trust::Side::user);
    CHECK((item.settings[2].setting.key == "C" && item.settings[2].setting.value == "**DeleteKeys"));
    CHECK((item.settings[3].setting.key == "HKEY_CLASSES_ROOT\\E" && item.settings[3].setting.value == "**del.w"));
    CHECK_FALSE(item.settings[3].side);
}

TEST_CASE("inspect: the preferences of real GPO backups are recognised and read") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t documents = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", "registry.xml")) {
        const audit::InspectedItem item = inspect(path.generic_string(), test::file_bytes(path));
        INFO(path.generic_string());
        CHECK(item.kind == "preferences");
        CHECK_FALSE(item.error);
        ++documents;
    }
    CHECK(documents > 3);
}
