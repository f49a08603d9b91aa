// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/samba_backup.hpp"

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using registry_policy::ValueType;

namespace {

std::string policy_of(std::string_view type, std::string_view values, std::string_view count = "1") {
    return "<PolFile num_entries=\"" + std::string(count) + "\" signature=\"PReg\" version=\"1\">\n\t<Entry type=\"" + std::string(type) +
           "\" type_name=\"x\">\n\t\t<Key>Software\\A</Key>\n\t\t<ValueName>N</ValueName>\n\t\t" + std::string(values) + "\n\t</Entry>\n</PolFile>";
}

core::Bytes data_of(std::string_view type, std::string_view values) {
    const auto settings = gpo::parse_samba_policy(core::as_bytes(policy_of(type, values)));
    REQUIRE(settings);
    REQUIRE(settings->size() == 1);
    CHECK(settings->front().key == "Software\\A");
    CHECK(settings->front().value == "N");
    return settings->front().data;
}

std::string error_of(const std::string& document) {
    const auto settings = gpo::parse_samba_policy(core::as_bytes(document));
    return settings ? "" : settings.error().text();
}

}  // namespace

TEST_CASE("Samba's Registry.pol.xml: every type becomes the octets Samba's own reader packs") {
    CHECK(data_of("0", "<Value>None</Value>").empty());
    CHECK(data_of("1", "<Value />") == core::Bytes{0, 0});
    CHECK(data_of("1", "<Value>ab</Value>") == core::Bytes{'a', 0, 'b', 0, 0, 0});
    CHECK(data_of("2", "<Value>%A%</Value>") == core::Bytes{'%', 0, 'A', 0, '%', 0, 0, 0});
    CHECK(data_of("3", "<Value>AwAA/w==</Value>") == core::Bytes{3, 0, 0, 0xFF});
    CHECK(data_of("4", "<Value>258</Value>") == core::Bytes{2, 1, 0, 0});
    CHECK(data_of("5", "<Value>258</Value>") == core::Bytes{0, 0, 1, 2});
    CHECK(data_of("7", "<Value>a</Value><Value>b</Value>") == core::Bytes{'a', 0, 0, 0, 'b', 0, 0, 0, 0, 0});
    CHECK(data_of("7", "<Value />") == core::Bytes{0, 0});
    CHECK(data_of("11", "<Value>131677960743566717</Value>") == core::Bytes{0x7D, 0x3D, 0xDE, 0x5A, 0x68, 0xD0, 0xD3, 0x01});
}

TEST_CASE("Samba's Registry.pol.xml: damage is named by its entry") {
    CHECK(error_of(policy_of("4", "<Value>4294967296</Value>")).find("PolFile/Entry[1]: Value is no number of 32 bits") == 0);
    CHECK(error_of(policy_of("4", "<Value>1</Value><Value>2</Value>")) == "PolFile/Entry[1]: not exactly one Value");
    CHECK(error_of(policy_of("x", "<Value>1</Value>")) == "PolFile/Entry[1]: no attribute type with a number");
    CHECK(error_of(policy_of("3", "<Value>!</Value>")).find("PolFile/Entry[1]: ") == 0);
    CHECK(error_of(policy_of("4", "<Value>1</Value>", "2")).find("PolFile/@num_entries: says 2, and there are 1") == 0);
    CHECK(error_of("<IniFile/>").find("IniFile: the document's root is not PolFile") == 0);
}

TEST_CASE("Samba's Registry.pol.xml: a generalised backup is refused with the way out") {
    const auto settings =
        gpo::parse_samba_policy(core::as_bytes(policy_of("1", "<Value>&SAMBA____USER_ID_____7b8bc2512ee1fedcd76bdc68926d4f7b__;</Value>")));
    REQUIRE_FALSE(settings);
    CHECK(settings.error().message.find("octet") != std::string::npos);
    CHECK(settings.error().hint.find("--generalize") != std::string::npos);
}

TEST_CASE("Samba's GPT.INI.xml: the section General, once") {
    const auto ini = gpo::parse_samba_gpt_ini(core::as_bytes(
        "<IniFile>\n\t<Section name=\"General\">\n\t\t<Parameter>\n\t\t\t<Key>Version</Key>\n\t\t\t<Value>1179715</Value>\n\t\t</Parameter>\n"
        "<Parameter><Key>displayName</Key><Value>New Group Policy Object</Value></Parameter></Section></IniFile>"));
    REQUIRE(ini);
    CHECK(ini->version == 1179715U);
    CHECK(ini->display_name == "New Group Policy Object");
    const auto none = gpo::parse_samba_gpt_ini(core::as_bytes("<IniFile><Section name=\"Other\"/></IniFile>"));
    REQUIRE_FALSE(none);
    CHECK(none.error().text() == "IniFile/Section: there is no section General");
    const auto wrong = gpo::parse_samba_gpt_ini(
        core::as_bytes("<IniFile><Section name=\"General\"><Parameter><Key>Version</Key><Value>x</Value></Parameter></Section></IniFile>"));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().text().find("Section[General]/Version: Version is no number of 32 bits") == 0);
}

TEST_CASE("Samba's own backup: the parsed policies say what the raw ones say") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t policies = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups" / "samba-team+samba", "Registry.pol.xml")) {
        INFO(path.generic_string());
        const auto parsed = gpo::parse_samba_policy(test::file_bytes(path));
        REQUIRE(parsed);
        std::filesystem::path raw_path = path;
        raw_path.replace_extension(".SAMBABACKUP");
        const auto raw = registry_policy::parse_registry_pol(test::file_bytes(raw_path));
        REQUIRE(raw);
        CHECK(*parsed == *raw);
        ++policies;
    }
    CHECK(policies == 2);
    for (const auto& path : test::files_ending(corpus / "gpo-backups" / "samba-team+samba", "GPT.INI.xml")) {
        const auto ini = gpo::parse_samba_gpt_ini(test::file_bytes(path));
        REQUIRE(ini);
        CHECK(ini->version == 1179715U);
    }
}
