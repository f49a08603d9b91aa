// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/setting.hpp"

#include <algorithm>
#include <vector>

#include "support/catch.hpp"

using namespace gpotrust::registry_policy;

TEST_CASE("setting: types have the names of winnt.h, unknown numbers show as hex") {
    CHECK(type_name(ValueType::none) == "REG_NONE");
    CHECK(type_name(ValueType::string) == "REG_SZ");
    CHECK(type_name(ValueType::expand_string) == "REG_EXPAND_SZ");
    CHECK(type_name(ValueType::binary) == "REG_BINARY");
    CHECK(type_name(ValueType::dword) == "REG_DWORD");
    CHECK(type_name(ValueType::dword_big_endian) == "REG_DWORD_BIG_ENDIAN");
    CHECK(type_name(ValueType::link) == "REG_LINK");
    CHECK(type_name(ValueType::multi_string) == "REG_MULTI_SZ");
    CHECK(type_name(static_cast<ValueType>(8)) == "REG_RESOURCE_LIST");
    CHECK(type_name(ValueType::qword) == "REG_QWORD");
    CHECK(type_name(static_cast<ValueType>(12)) == "REG_0x0000000C");
    CHECK(type_name(static_cast<ValueType>(0xFFFFFFFF)) == "REG_0xFFFFFFFF");
}

TEST_CASE("setting: only type, name and data all empty make a key-only entry") {
    CHECK(is_key_only(key_only("Software\\A")));
    CHECK(key_only("Software\\A").key == "Software\\A");
    CHECK_FALSE(is_key_only({"Software\\A", "x", ValueType::none, {}}));
    CHECK_FALSE(is_key_only({"Software\\A", "", ValueType::string, {}}));
    CHECK_FALSE(is_key_only({"Software\\A", "", ValueType::none, {0}}));
}

TEST_CASE("setting: keys sort by components as the editor of Windows writes them") {
    // The order of a real file: 30 keys of the Public Key Policies editor, computer side.
    const std::vector<std::string> real = {"S\\ACRS\\Certificates",
                                           "S\\CA\\Certificates",
                                           "S\\CA\\CRLs",
                                           "S\\CA\\CTLs",
                                           "S\\Disallowed\\Certificates\\1A6E",
                                           "S\\Disallowed\\CRLs",
                                           "S\\DPNGRA\\Certificates",
                                           "S\\FVE\\CTLs",
                                           "S\\FVE_NKP\\Certificates",
                                           "S\\Root\\Certificates",
                                           "S\\Trust\\CTLs",
                                           "S\\TrustedPeople\\Certificates",
                                           "S\\TrustedPeople\\Certificates\\0A",
                                           "S\\TrustedPeople\\Certificates\\F0",
                                           "S\\TrustedPeople\\CRLs",
                                           "S\\TrustedPublisher\\Certificates"};
    CHECK(std::is_sorted(real.begin(), real.end(), [](const auto& a, const auto& b) { return compare_keys(a, b) < 0; }));
    for (std::size_t i = 0; i < real.size(); ++i) {
        for (std::size_t j = 0; j < real.size(); ++j) CHECK((compare_keys(real[i], real[j]) < 0) == (i < j));
    }
}

TEST_CASE("setting: keys that differ in case only are the same key") {
    CHECK((compare_keys("SOFTWARE\\Policies", "Software\\POLICIES") == 0));
    CHECK((compare_keys("", "") == 0));
    CHECK((compare_keys("", "a") < 0));
    CHECK((compare_keys("A", "a\\b") < 0));
}

TEST_CASE("setting: an underscore sorts after letters of either case, a backslash before everything") {
    CHECK((compare_keys("a\\z", "a_") < 0));
    CHECK((compare_keys("az", "a_") < 0));
    CHECK((compare_keys("AZ", "a_") < 0));
    CHECK((compare_keys("FVE\\z", "FVE_NKP\\a") < 0));
    CHECK((compare_keys("Trust\\z", "TrustedPeople\\a") < 0));
}
