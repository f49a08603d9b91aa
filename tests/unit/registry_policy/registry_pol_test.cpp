// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/registry_pol.hpp"

#include <chrono>
#include <string>
#include <string_view>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;
using Catch::Matchers::Contains;

namespace {

core::Bytes hex(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != ' ') digits += c;
    }
    return core::parse_hex(digits).value();
}

// UTF-16LE of ASCII text, written without the library under test.
std::string wide(std::string_view ascii) {
    std::string units;
    for (const char c : ascii) {
        units += c;
        units += '\0';
    }
    return units;
}

const std::string k_header = std::string("PReg\x01\0\0\0", 8);

// "A", "v", REG_BINARY, data of the given octets: [ at 8, key at 10, ; at 14, value at 16, ; at 20, type at 22, ; at 26, size at 28, ; at 32, data at 34.
std::string one_entry(std::string_view data) {
    std::string file =
        k_header + wide("[A") + std::string(2, '\0') + wide(";v") + std::string(2, '\0') + wide(";") + std::string("\x03\0\0\0", 4) + wide(";");
    file += static_cast<char>(data.size());
    file += std::string(3, '\0') + wide(";") + std::string(data) + wide("]");
    return file;
}

std::string refusal(std::string_view file) {
    const auto parsed = parse_registry_pol(core::as_bytes(file));
    if (parsed) return "accepted";
    CHECK(parsed.error().code == core::ErrorCode::malformed_input);
    CHECK_FALSE(parsed.error().hint.empty());
    return parsed.error().message;
}

}  // namespace

TEST_CASE("registry.pol: a policy without entries is the header of 8 octets") {
    const core::Bytes header = hex("50526567 01000000");
    CHECK(serialize_registry_pol({}).value() == header);
    CHECK(parse_registry_pol(header).value().empty());
}

TEST_CASE("registry.pol: a key-only entry has the octets the Windows editor wrote") {
    // Golden vector V1: the first entry of a policy made in the editor of Windows, kept by Samba's tests.
    const std::string key = "Software\\Policies\\Microsoft\\SystemCertificates\\Disallowed\\Certificates";
    core::Bytes expected = hex("50526567 01000000 5b00");
    core::append(expected, core::as_bytes(wide(key)));
    core::append(expected, hex("0000 3b00 0000 3b00 00000000 3b00 00000000 3b00 5d00"));
    REQUIRE(expected.size() == 8 + 164);

    const Setting setting = key_only(key);
    CHECK(serialize_registry_pol(std::span(&setting, 1)).value() == expected);
    CHECK(parse_registry_pol(expected).value() == std::vector{setting});
}

TEST_CASE("registry.pol: a value whose data contains ';', ']' and NULs survives") {
    const std::string data = std::string(";\0]\0\0\0;]", 8) + std::string("[\0", 2);
    const std::string file = one_entry(data);
    const auto parsed = parse_registry_pol(core::as_bytes(file));
    REQUIRE(parsed);
    REQUIRE(parsed->size() == 1);
    CHECK(parsed->front() == Setting{"A", "v", ValueType::binary, core::to_bytes(data)});
    CHECK(serialize_registry_pol(*parsed).value() == core::to_bytes(file));
}

TEST_CASE("registry.pol: names beyond ASCII are UTF-16, emoji as a surrogate pair") {
    // U+00FC, U+20AC, U+1F512 by Python: '\u00fc\u20ac\U0001F512'.encode('utf-16-le').hex()
    const Setting setting{"\xC3\xBC", "\xE2\x82\xAC\xF0\x9F\x94\x92", ValueType::dword, {1, 0, 0, 0}};
    const core::Bytes expected = hex("50526567 01000000 5b00 fc00 0000 3b00 ac203dd812dd 0000 3b00 04000000 3b00 04000000 3b00 01000000 5d00");
    CHECK(serialize_registry_pol(std::span(&setting, 1)).value() == expected);
    CHECK(parse_registry_pol(expected).value() == std::vector{setting});
}

TEST_CASE("registry.pol: types without a name are carried") {
    std::string file = one_entry("x");
    file[22] = '\x99';
    file[25] = '\x80';
    const auto parsed = parse_registry_pol(core::as_bytes(file)).value();
    CHECK(parsed.front().type == static_cast<ValueType>(0x80000099));
    CHECK(serialize_registry_pol(parsed).value() == core::to_bytes(file));
}

TEST_CASE("registry.pol: what is no registry.pol is refused at its head") {
    CHECK_THAT(refusal("Fake registry.pol"), Contains("at octet 0") && Contains("PReg"));
    CHECK_THAT(refusal("PRe"), Contains("at octet 3"));
    CHECK_THAT(refusal(""), Contains("at octet 0"));
    CHECK_THAT(refusal(std::string_view("PReg\x01\0\0", 7)), Contains("at octet 7"));
    CHECK_THAT(refusal(std::string_view("PReg\x02\0\0\0", 8)), Contains("at octet 4") && Contains("version 2"));
    CHECK_THAT(refusal(std::string_view("PReg\0\0\0\1", 8)), Contains("at octet 4") && Contains("version 16777216"));
}

TEST_CASE("registry.pol: a missing delimiter is named with the octet where it must stand") {
    const std::string good = one_entry("data");
    REQUIRE(refusal(good) == "accepted");
    const auto broken = [&](std::size_t offset) {
        std::string file = good;
        file[offset] = '!';
        return refusal(file);
    };
    CHECK_THAT(broken(8), Contains("at octet 8:") && Contains("'['"));
    CHECK_THAT(broken(14), Contains("at octet 14:") && Contains("after the key"));
    CHECK_THAT(broken(20), Contains("at octet 20:") && Contains("after the value name"));
    CHECK_THAT(broken(26), Contains("at octet 26:") && Contains("after the type"));
    CHECK_THAT(broken(32), Contains("at octet 32:") && Contains("after the size"));
    CHECK_THAT(broken(38), Contains("at octet 38:") && Contains("']'") && Contains("after the data"));
    // The high octet of a delimiter counts too.
    std::string file = good;
    file[39] = 1;
    CHECK_THAT(refusal(file), Contains("at octet 38:"));
}

TEST_CASE("registry.pol: every truncation is refused with an octet inside the file") {
    const std::string good = one_entry("data");
    for (std::size_t size = 0; size < good.size(); ++size) {
        if (size == 8) continue;  // an empty policy
        INFO("first " << size << " octets");
        CHECK_THAT(refusal(good.substr(0, size)), Contains("at octet "));
    }
}

TEST_CASE("registry.pol: a size that does not fit its data is refused") {
    std::string file = one_entry("data");
    file[28] = 5;
    CHECK_THAT(refusal(file), Contains("at octet 39:"));
    file[28] = 3;
    CHECK_THAT(refusal(file), Contains("at octet 37:"));
    file[28] = 7;
    CHECK_THAT(refusal(file), Contains("at octet 34:") && Contains("7 octets of data are announced and 6 are left"));
    file[31] = '\xFF';
    CHECK_THAT(refusal(file), Contains("at octet 34:"));
}

TEST_CASE("registry.pol: octets after the last entry are refused, one or many") {
    const std::string good = one_entry("data");
    CHECK_THAT(refusal(good + "x"), Contains("at octet 40:"));
    CHECK_THAT(refusal(good + std::string(2, '\0')), Contains("at octet 40:"));
    CHECK_THAT(refusal(good + std::string(11, '\0')), Contains("at octet 40:"));
    CHECK_THAT(refusal(k_header + std::string(1, '\0')), Contains("at octet 8:"));
}

TEST_CASE("registry.pol: lone surrogates are refused where they stand") {
    std::string file = one_entry("data");
    file[11] = '\xD8';  // "A" becomes a high surrogate before NUL
    CHECK_THAT(refusal(file), Contains("at octet 10:") && Contains("surrogate in the key"));
    file = one_entry("data");
    file[17] = '\xDC';
    CHECK_THAT(refusal(file), Contains("at octet 16:") && Contains("surrogate in the value name"));
}

TEST_CASE("registry.pol: a name without its NUL is refused where it begins") {
    CHECK_THAT(refusal(k_header + wide("[Software")), Contains("at octet 10:") && Contains("key"));
    CHECK_THAT(refusal(k_header + wide("[Software") + "x"), Contains("at octet 10:"));
}

TEST_CASE("registry.pol: the strict writer refuses what the specification forbids, the tolerant one carries it") {
    const auto refused = [](const Setting& setting) { return !serialize_registry_pol(std::span(&setting, 1)).has_value(); };
    const auto carried = [](const Setting& setting) {
        const auto file = serialize_registry_pol(std::span(&setting, 1), WriteRules::as_read);
        return file && parse_registry_pol(*file).value() == std::vector{setting};
    };
    const std::vector<Setting> odd = {{"", "v", ValueType::string, {}},
                                      {"\\A", "v", ValueType::string, {}},
                                      {"A\\", "v", ValueType::string, {}},
                                      {"A", std::string(260, 'v'), ValueType::string, {}},
                                      {"A", "v", ValueType::binary, core::Bytes(65536)}};
    for (const Setting& setting : odd) {
        CHECK(refused(setting));
        CHECK(carried(setting));
    }
    CHECK_FALSE(refused({"A", std::string(259, 'v'), ValueType::string, {}}));
    CHECK_FALSE(refused({"A", "v", ValueType::binary, core::Bytes(65535)}));
    std::string emoji;
    for (int i = 0; i < 129; ++i) emoji += "\xF0\x9F\x94\x92";
    CHECK_FALSE(refused({"A", emoji + "v", ValueType::string, {}}));  // 259 units
    CHECK(refused({"A", emoji + "vv", ValueType::string, {}}));
}

TEST_CASE("registry.pol: neither writer takes a NUL or ill-formed UTF-8 in a name") {
    for (const WriteRules rules : {WriteRules::strict, WriteRules::as_read}) {
        for (const std::string& name : {std::string("a\0b", 3), std::string("\xC3"), std::string("\xED\xA0\x80")}) {
            const Setting key{name, "v", ValueType::string, {}};
            const Setting value{"A", name, ValueType::string, {}};
            const auto refused_key = serialize_registry_pol(std::span(&key, 1), rules);
            const auto refused_value = serialize_registry_pol(std::span(&value, 1), rules);
            REQUIRE_FALSE(refused_key);
            REQUIRE_FALSE(refused_value);
            CHECK(core::is_utf8(refused_key.error().message));
            CHECK_THAT(refused_value.error().message, Contains("\"A\""));
        }
    }
}

TEST_CASE("registry.pol: larger files than the limit are not read") {
    const auto refused = parse_registry_pol(core::Bytes(k_registry_pol_limit + 1));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == core::ErrorCode::unsupported_input);
}

TEST_CASE("registry.pol: reading takes time in proportion to the size") {
    // 4 MiB in one name and 4 MiB in small entries: quadratic work would take minutes.
    const std::string long_name = k_header + wide("[" + std::string(2U << 20U, 'A'));
    std::string many = k_header;
    const std::string entry = one_entry("data").substr(8);
    while (many.size() < (4U << 20U)) many += entry;
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THAT(refusal(long_name), Contains("at octet 10:"));
    CHECK(parse_registry_pol(core::as_bytes(many)).value().size() == (many.size() - 8) / entry.size());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}
