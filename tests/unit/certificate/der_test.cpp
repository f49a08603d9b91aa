// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/der.hpp"

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::certificate;

namespace {

core::Bytes hex(const char* text) { return core::parse_hex(text).value(); }

std::optional<std::size_t> fault(const char* text) { return der::first_fault(hex(text)); }

}  // namespace

TEST_CASE("der: elements are cut off one after the other") {
    const core::Bytes encoded = hex("020103040261620500");
    core::BytesView rest = encoded;
    CHECK(der::next_element(rest)->tag == der::k_integer);
    CHECK_FALSE(der::next_element(rest, der::k_integer).has_value());
    CHECK(core::as_text(der::next_element(rest, der::k_octet_string)->content) == "ab");
    CHECK(der::next_element(rest)->whole.size() == 2);
    CHECK_FALSE(der::next_element(rest).has_value());
}

TEST_CASE("der: lengths that do not fit are refused, however large") {
    for (const char* text : {"30", "3001", "3081", "308001"}) {
        const core::Bytes encoded = hex(text);
        core::BytesView rest = encoded;
        const auto element = der::next_element(rest);
        CHECK((!element || element->indefinite));
    }
    for (const char* text : {"04844000000061", "0488FFFFFFFFFFFFFFFF61", "0489010000000000000000", "1F0100"}) {
        const core::Bytes encoded = hex(text);
        core::BytesView rest = encoded;
        INFO(text);
        CHECK_FALSE(der::next_element(rest).has_value());
    }
}

TEST_CASE("der: the first place that is not DER is found") {
    CHECK_FALSE(fault("30060101FF020105").has_value());
    CHECK(fault("3006010101020105") == 2U);        // BOOLEAN 01
    CHECK(fault("308106010100020105") == 0U);      // a length with a superfluous octet
    CHECK(fault("3007020105240204006161") == 5U);  // a constructed OCTET STRING
    CHECK(fault("30800101FF0000") == 0U);          // indefinite length
    CHECK(fault("3004020105") == 0U);              // cut short
}

TEST_CASE("der: deep nesting ends the walk instead of the program") {
    core::Bytes deep;
    for (int i = 0; i < 60; ++i) {
        core::Bytes outer{0x30, static_cast<std::uint8_t>(deep.size())};
        core::append(outer, deep);
        deep = outer;
    }
    CHECK(der::first_fault(deep).has_value());
}

TEST_CASE("der: elements of all depths are counted, in DER and BER") {
    const core::Bytes two = hex("3003020105");
    CHECK_FALSE(der::has_more_elements(two, 2));
    CHECK(der::has_more_elements(two, 1));
    const core::Bytes indefinite =
        hex("3080020105020106"
            "0000");  // an end of contents is an element, too
    CHECK_FALSE(der::has_more_elements(indefinite, 4));
    CHECK(der::has_more_elements(indefinite, 3));
    CHECK_FALSE(der::has_more_elements({}, 0));
    CHECK_FALSE(der::has_more_elements(hex("30840000"), 0));
}

TEST_CASE("der: zeros behind an element are padding, and nothing else is") {
    const core::Bytes padded = hex("30030201050000");
    CHECK(der::without_zero_padding(padded).size() == 5);
    CHECK(der::without_zero_padding(hex("300302010500")).size() == 5);
    CHECK(der::without_zero_padding(hex("3003020105000100")).size() == 8);
    CHECK(der::without_zero_padding(hex("3004020105")).size() == 5);
}
