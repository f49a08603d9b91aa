// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The words and layout are those of LGPO.exe 3.0's documentation and of texts /parse has written.
#include "gpotrust/registry_policy/lgpo_text.hpp"

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

core::Bytes utf16(std::string_view text) { return *core::utf8_to_utf16le(text); }

std::vector<LgpoEntry> read(std::string_view text) {
    auto entries = parse_lgpo_text(core::as_bytes(text));
    if (!entries) FAIL(entries.error().text());
    return *std::move(entries);
}

}  // namespace

TEST_CASE("LGPO text: every action is read as registry.pol says it") {
    const auto entries = read(
        "; a comment\r\n\r\nComputer\r\nSoftware\\K\r\nNumber\r\nDWORD:4711\r\n\r\ncomputer\r\nSoftware\\K\r\nHex\r\nDWORD:0x10\r\n\r\n"
        "User\r\nSoftware\\K\r\nText\r\nSZ:C:\\\\x\r\n\r\nUser:bob\r\nSoftware\\K\r\nList\r\nMULTISZ:a\\0b c\r\n\r\n"
        "User\r\nSoftware\\K\r\nBlob\r\nBINARY:0,ff,A\r\n\r\nUser\r\nSoftware\\K\r\nGone\r\nDELETE\r\n\r\nUser\r\nSoftware\\K\r\n*"
        "\r\nDELETEALLVALUES\r\n\r\n"
        "User\r\nSoftware\\K\r\n*\r\nCREATEKEY\r\n\r\nUser\r\nSoftware\\K\r\na;b\r\nDELETEKEYS\r\n\r\nUser\r\nSoftware\\K\r\n\r\nQWORD:1\r\n\r\n"
        "Computer\r\nSoftware\\K\r\nText\r\nCLEAR\r\n");
    REQUIRE(entries.size() == 11);
    CHECK(entries[0] == LgpoEntry{true, "", {"Software\\K", "Number", ValueType::dword, {0x67, 0x12, 0, 0}}, false});
    CHECK(entries[1].setting.data == core::Bytes{0x10, 0, 0, 0});
    CHECK(entries[2].setting == Setting{"Software\\K", "Text", ValueType::string, utf16(std::string("C:\\x\0", 5))});
    CHECK(entries[3].account == "bob");
    CHECK(entries[3].setting.data == utf16(std::string("a\0b c\0\0", 7)));
    CHECK(entries[4].setting.data == core::Bytes{0, 0xFF, 0x0A});
    CHECK(entries[5].setting == Setting{"Software\\K", "**del.Gone", ValueType::string, {0x20, 0, 0, 0}});
    CHECK(entries[6].setting.value == "**delvals.");
    CHECK(is_key_only(entries[7].setting));
    CHECK(entries[8].setting == Setting{"Software\\K", "**DeleteKeys", ValueType::string, utf16(std::string("a;b\0", 4))});
    CHECK(entries[9].setting.value.empty());
    CHECK(entries[10].is_clear);
}

TEST_CASE("LGPO text: what is written has a byte-order mark, four lines for each entry and blank lines between") {
    const std::vector<LgpoEntry> entries = {{true, "", {"Software\\K", "Blob", ValueType::binary, {3, 0, 0xAB}}, false},
                                            {false, "", key_only("Software\\K"), false}};
    const auto file = serialize_lgpo_text(entries, std::vector<std::string>{"why\nnot"});
    REQUIRE(file);
    CHECK(core::as_text(*file) ==
          "\xEF\xBB\xBF; why not\r\n\r\nComputer\r\nSoftware\\K\r\nBlob\r\nBINARY:03,00,ab\r\n\r\nUser\r\nSoftware\\K\r\n*\r\nCREATEKEY\r\n");
    CHECK(parse_lgpo_text(*file).value() == entries);
}

TEST_CASE("LGPO text: deletions, empty lists and the default value come back as they were") {
    const std::vector<LgpoEntry> entries = {{true, "", {"K", "**del.x", ValueType::string, {0x20, 0, 0, 0}}, false},
                                            {true, "", {"K", "List", ValueType::multi_string, {0, 0}}, false},
                                            {true, "", {"K", "", ValueType::expand_string, utf16(std::string("%x%\0", 4))}, false},
                                            {false, "alice", {"K", "v", ValueType::none, {}}, true}};
    CHECK(parse_lgpo_text(serialize_lgpo_text(entries, {}).value()).value() == entries);
}

TEST_CASE("LGPO text: faults are refused with their line") {
    const auto message = [](std::string_view text) {
        const auto entries = parse_lgpo_text(core::as_bytes(text));
        REQUIRE_FALSE(entries);
        return entries.error().message;
    };
    CHECK(message("Machine\nK\nv\nDWORD:1\n").find("in line 1: ") != std::string::npos);
    CHECK(message("\nComputer\nK\nv\n").find("where the action must stand") != std::string::npos);
    CHECK(message("Computer\nK\nv\nBINARY:030000\n").find("in line 4: an octet") != std::string::npos);
    CHECK(message("Computer\nK\nv\nBINARY:03,\n").find("ends with a comma") != std::string::npos);
    CHECK(message("Computer\nK\nv\nDWORD:4294967296\n").find("no number of that size") != std::string::npos);
    CHECK(message("Computer\nK\nv\nFLOAT:1\n").find("no action") != std::string::npos);
    CHECK(message("Computer\n\nv\nDWORD:1\n").find("the key is empty") != std::string::npos);
}

TEST_CASE("LGPO text: what it has no words for is refused") {
    const auto writes = [](const Setting& setting) {
        return serialize_lgpo_text(std::vector<LgpoEntry>{{true, "", setting, false}}, {}).has_value();
    };
    CHECK_FALSE(writes({"K", ";v", ValueType::binary, {1}}));
    CHECK_FALSE(writes({"K", "v\r\nw", ValueType::binary, {1}}));
    CHECK_FALSE(writes({"K", "v", ValueType::link, {1}}));
    CHECK_FALSE(writes({"K", "v", ValueType::string, {0x41, 0}}));
    CHECK_FALSE(writes({"", "v", ValueType::binary, {1}}));
}
