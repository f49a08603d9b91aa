// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/reg_file.hpp"

#include <numeric>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

constexpr std::string_view k_head = "Windows Registry Editor Version 5.00\r\n";

core::Bytes text_file(std::string_view body) { return core::to_bytes(std::string(k_head) + std::string(body)); }

std::vector<RegStep> steps_of(std::string_view body) {
    auto steps = parse_reg_file(text_file(body));
    if (!steps) FAIL(steps.error().text());
    return *std::move(steps);
}

std::string error_of(std::string_view body) {
    const auto steps = parse_reg_file(text_file(body));
    REQUIRE_FALSE(steps);
    CHECK(steps.error().code == core::ErrorCode::malformed_input);
    return steps.error().message;
}

std::string written(const std::vector<RegStep>& steps) {
    const auto file = serialize_reg_file(steps, {});
    REQUIRE(file);
    return *core::utf16le_to_utf8(core::BytesView(*file).subspan(2));
}

RegStep set(std::string key, std::string value, ValueType type, core::Bytes data) {
    return {RegAction::set_value, "HKEY_LOCAL_MACHINE", {std::move(key), std::move(value), type, std::move(data)}};
}

}  // namespace

TEST_CASE("reg file: an export of Wine's regedit is read, and written again octet for octet") {
    const core::Bytes file = test::data_file("registry_policy/wine-8.0-export.reg");
    const auto steps = parse_reg_file(file);
    if (!steps) FAIL(steps.error().text());
    const std::vector<Setting> settings = settings_after(*steps, "hkey_current_user");
    REQUIRE(settings.size() == 9);
    CHECK(settings[0] ==
          Setting{"Software\\gpotrust test", "", ValueType::string, *core::parse_hex("7400680065002000640065006600610075006c0074000000")});
    CHECK(settings[1].value == "A \"quoted\" \\name");
    CHECK(*core::utf16le_to_utf8(settings[1].data) == std::string("C:\\path \"x\" ]]> Gr\xC3\xB6\xC3\x9F"
                                                                  "e \xF0\x9F\x98\x80") +
                                                          '\0');
    CHECK(settings[3].type == ValueType::multi_string);
    CHECK(settings[4].data == *core::parse_hex("6712000000000000"));
    CHECK((settings[5].type == ValueType::dword && core::read_u32_le(settings[5].data) == 4711));
    core::Bytes counted(100);
    std::iota(counted.begin(), counted.end(), std::uint8_t{0});
    CHECK(settings[6].data == counted);
    CHECK(serialize_reg_file(*steps, {}).value() == file);
}

TEST_CASE("reg file: every key is declared after its parents, each once, and a key alone is a key") {
    const std::vector<Setting> settings = {{"Software\\A\\B", "v", ValueType::dword, {1, 0, 0, 0}}, key_only("Software\\A\\C")};
    CHECK(written(steps_to_set(settings, "HKEY_LOCAL_MACHINE")) ==
          std::string(k_head) +
              "\r\n[HKEY_LOCAL_MACHINE\\Software]\r\n\r\n[HKEY_LOCAL_MACHINE\\Software\\A]\r\n"
              "\r\n[HKEY_LOCAL_MACHINE\\Software\\A\\B]\r\n\"v\"=dword:00000001\r\n"
              "\r\n[HKEY_LOCAL_MACHINE\\Software\\A\\C]\r\n\r\n");
    CHECK(settings_after(steps_to_set(settings, "HKEY_LOCAL_MACHINE"), "HKEY_LOCAL_MACHINE") == settings);
}

TEST_CASE("reg file: octets are wrapped as regedit does, 22 behind \"Blob\"=hex: and 25 on later lines") {
    const std::string text = written({set("K", "Blob", ValueType::binary, core::Bytes(22 + 25 + 1, 0xAB))});
    std::string first = "\"Blob\"=hex:";
    for (int i = 0; i < 22; ++i) first += "ab,";
    std::string second = "  ";
    for (int i = 0; i < 25; ++i) second += "ab,";
    CHECK(first.size() == 77);
    CHECK(text.find(first + "\\\r\n" + second + "\\\r\n  ab\r\n") != std::string::npos);
}

TEST_CASE("reg file: deletions of keys and values are read and written") {
    const std::vector<RegStep> steps = steps_of("\r\n[-HKEY_CURRENT_USER\\A\\B]\r\n\r\n[HKEY_CURRENT_USER\\C]\r\n\"x\"=-\r\n@=-\r\n\r\n");
    REQUIRE(steps.size() == 4);
    CHECK(steps[0] == RegStep{RegAction::delete_key, "HKEY_CURRENT_USER", key_only("A\\B")});
    CHECK(steps[2].action == RegAction::delete_value);
    CHECK(steps[2].setting.value == "x");
    CHECK(steps[3].setting.value.empty());
    CHECK(written(steps) == std::string(k_head) + "\r\n[-HKEY_CURRENT_USER\\A\\B]\r\n\r\n[HKEY_CURRENT_USER\\C]\r\n\"x\"=-\r\n@=-\r\n\r\n");
}

TEST_CASE("reg file: a deletion takes the key, what is below it, and nothing beside it") {
    const auto steps = steps_of(
        "[HKEY_LOCAL_MACHINE\\A\\B]\n\"v\"=dword:1\n[HKEY_LOCAL_MACHINE\\A\\B\\C]\n[HKEY_LOCAL_MACHINE\\A\\BC]\n[-HKEY_LOCAL_MACHINE\\a\\b]\n");
    CHECK(settings_after(steps, "HKEY_LOCAL_MACHINE") == std::vector<Setting>{key_only("A\\BC")});
}

TEST_CASE("reg file: comments, blank lines, LF, UTF-8 and REGEDIT4 are taken") {
    const auto steps = steps_of("; comment [x]\n\n [HKEY_LOCAL_MACHINE\\K] ; why\n  \"a\" = \"b\" ; text\n\"c\"=hex:01, 02,\\ \n   03\n");
    REQUIRE(steps.size() == 3);
    CHECK(steps[1].setting.data == *core::parse_hex("62000000"));
    CHECK(steps[2].setting.data == core::Bytes{1, 2, 3});
    CHECK(parse_reg_file(core::as_bytes("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\K]\r\n\"a\"=\"b\"\r\n")).has_value());
    CHECK(parse_reg_file(core::as_bytes("\xEF\xBB\xBFWindows Registry Editor Version 5.00\n")).has_value());
}

TEST_CASE("reg file: a key with brackets and a text of several lines survive") {
    const auto steps = steps_of("[HKEY_LOCAL_MACHINE\\a]b[c]\r\n\"t\"=\"one\r\ntwo\"\r\n");
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].setting.key == "a]b[c");
    CHECK(*core::utf16le_to_utf8(steps[1].setting.data) == std::string("one\r\ntwo\0", 9));
    CHECK(parse_reg_file(serialize_reg_file(steps, {}).value()).value() == steps);  // as hex(1), which holds line ends on one line
}

TEST_CASE("reg file: faults are refused with their line") {
    CHECK(error_of("\"a\"=dword:1\r\n").find("in line 2: a value without a key") != std::string::npos);
    CHECK(error_of("\r\n[HKEY_LOCAL_MACHINE\\K\r\n").find("in line 3: the key has no closing bracket") != std::string::npos);
    CHECK(error_of("[Software\\K]\r\n").find("does not begin with a hive") != std::string::npos);
    CHECK(error_of("[-HKEY_LOCAL_MACHINE]\r\n").find("a whole hive") != std::string::npos);
    const std::string key = "[HKEY_LOCAL_MACHINE\\K]\r\n";
    CHECK(error_of(key + "\"a\"=hex:01,02,\r\n").find("in line 3: the octet is no hexadecimal number") != std::string::npos);
    CHECK(error_of(key + "\"a\"=hex:01,\\\r\n  02,\\").find("in line 4: ") != std::string::npos);  // cut off in the middle
    CHECK(error_of(key + "\"a\"=\"open\r\n").find("in line 3: the text has no closing quote") != std::string::npos);
    CHECK(error_of(key + "\"a\"=float:1\r\n").find("no kind of data") != std::string::npos);
    CHECK(error_of(key + "\"a\"=dword:00000001x\r\n").find("something follows the value") != std::string::npos);
    CHECK(error_of("[-HKEY_LOCAL_MACHINE\\K]\r\n\"a\"=dword:1\r\n").find("a value without a key") != std::string::npos);
    CHECK_FALSE(parse_reg_file(core::as_bytes("REGEDIT5\r\n")).has_value());
    CHECK_FALSE(parse_reg_file(core::Bytes{0xFF, 0xFE, 0x00, 0xD8}).has_value());
}

TEST_CASE("reg file: what a line cannot hold is refused, and comments never leave theirs") {
    CHECK_FALSE(serialize_reg_file(std::vector{set("a\r\nb", "v", ValueType::binary, {})}, {}).has_value());
    CHECK_FALSE(serialize_reg_file(std::vector{set("a", "v\n", ValueType::binary, {})}, {}).has_value());
    const auto file = serialize_reg_file({}, std::vector<std::string>{"x\r\n[-HKEY_LOCAL_MACHINE\\Software]"});
    REQUIRE(file);
    CHECK(parse_reg_file(*file).value().empty());
}
