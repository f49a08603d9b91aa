// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/preferences.hpp"

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

// [MS-GPPREF] 2.2.1.17: the elements and attributes; Windows writes them in this order.
std::string document(std::string_view items) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<RegistrySettings clsid=\"{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}\">" + std::string(items) +
           "</RegistrySettings>\r\n";
}
std::string item(std::string_view attributes, std::string_view properties, std::string_view inside = "") {
    return "<Registry clsid=\"{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}\" " + std::string(attributes) +
           "><Properties hive=\"HKEY_LOCAL_MACHINE\" key=\"SOFTWARE\\K\" " + std::string(properties) + ">" + std::string(inside) +
           "</Properties></Registry>";
}

std::vector<PreferenceItem> read(const std::string& text) {
    auto items = parse_registry_preferences(core::as_bytes(text));
    if (!items) FAIL(items.error().text());
    return *std::move(items);
}

}  // namespace

TEST_CASE("preferences: items of every type are read, those in collections too") {
    const auto items = read(document(
        item("uid=\"{U}\" changed=\"2026-11-22 15:00:00\" removePolicy=\"1\"", "action=\"R\" name=\"Blob\" type=\"REG_BINARY\" value=\"03FF\"") +
        "<Collection clsid=\"{53B533F5-224C-47e3-B01B-CA3B3F3FF4BF}\" name=\"c\">" +
        item("disabled=\"1\"", "action=\"U\" name=\"n\" type=\"REG_DWORD\" value=\"0000012C\"") + "</Collection>" +
        item("", "action=\"C\" name=\"s\" type=\"REG_SZ\" value=\"a &amp; b\"") + item("", "action=\"D\" name=\"gone\"") +
        item("", "name=\"l\" type=\"REG_MULTI_SZ\" value=\"a b\"", "<Values><Value>a</Value><Value>b</Value></Values>") +
        item("", "default=\"1\" name=\"x\" type=\"REG_QWORD\" value=\"1\"")));
    REQUIRE(items.size() == 6);
    CHECK(items[0].action == 'R');
    CHECK(items[0].hive == "HKEY_LOCAL_MACHINE");
    CHECK(items[0].setting == Setting{"SOFTWARE\\K", "Blob", ValueType::binary, {0x03, 0xFF}});
    CHECK(items[0].removed_with_policy);
    CHECK(items[0].uid == "{U}");
    CHECK(items[1].disabled);
    CHECK(items[1].setting.data == core::Bytes{0x2C, 0x01, 0, 0});
    CHECK(items[2].setting.data == *core::parse_hex("61002000260020006200"
                                                    "0000"));
    CHECK((items[3].action == 'D' && items[3].setting.value == "gone" && items[3].setting.data.empty()));
    CHECK((items[4].action == 'U' && items[4].setting.data == *core::parse_hex("61000000620000000000")));
    CHECK((items[5].setting.value.empty() && items[5].setting.data == core::Bytes{1, 0, 0, 0, 0, 0, 0, 0}));
}

TEST_CASE("preferences: faults are refused with their item") {
    const auto message = [](const std::string& text) {
        const auto items = parse_registry_preferences(core::as_bytes(text));
        REQUIRE_FALSE(items);
        return items.error().message;
    };
    const std::string good = item("", "name=\"v\" type=\"REG_SZ\" value=\"x\"");
    CHECK(message(document(good + "<Registry/>")).find("item 2: there are no Properties") != std::string::npos);
    CHECK(message(document(good + item("", "action=\"X\" name=\"v\""))).find("item 2: no action") != std::string::npos);
    CHECK(message(document(item("", "name=\"v\" type=\"REG_BINARY\" value=\"0\""))).find("item 1: the value is not of its type") !=
          std::string::npos);
    CHECK(message(document(item("", "name=\"v\" type=\"REG_DWORD\" value=\"000000001\""))).find("not of its type") != std::string::npos);
    CHECK(message(document(item("", "name=\"v\" type=\"REG_LINK\" value=\"\""))).find("REG_LINK") != std::string::npos);
    CHECK(message("<Groups/>").find("no Registry.xml") != std::string::npos);
}

TEST_CASE("preferences: every Registry.xml of real GPO backups is read") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t documents = 0;
    std::size_t items = 0;
    for (const auto& path : test::files_ending(corpus, "registry.xml")) {
        const auto read = parse_registry_preferences(test::file_bytes(path));
        INFO(path.generic_string());
        if (!read) FAIL(read.error().text());
        ++documents;
        items += read->size();
    }
    CHECK(documents > 5);
    CHECK(items > documents);
}
