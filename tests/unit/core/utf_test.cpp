// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust::core;

TEST_CASE("utf-8: the first and last character of each length are well-formed") {
    for (const std::string_view text : {"", "\x01", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
                                        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        CHECK(is_utf8(text));
    }
    CHECK(is_utf8(std::string_view("\0", 1)));
}

TEST_CASE("utf-8: overlong forms, surrogates, values beyond U+10FFFF and torn sequences are ill-formed") {
    for (const std::string_view text : {"\x80",
                                        "\xBF",
                                        "\xC0\x80",
                                        "\xC1\xBF",
                                        "\xE0\x80\x80",
                                        "\xE0\x9F\xBF",
                                        "\xF0\x80\x80\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xED\xA0\x80",
                                        "\xED\xBF\xBF",
                                        "\xED\xA0\x80\xED\xB0\x80",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xF8\x88\x80\x80\x80",
                                        "\xFE",
                                        "\xFF",
                                        "\xC2",
                                        "\xE2\x82",
                                        "\xF0\x9F\x98",
                                        "\xC2\x41",
                                        "\xE2\x41\x80",
                                        "\xE2\x82\x41",
                                        "a\xC3",
                                        "\xC3\xA9\x80"}) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
        CHECK_FALSE(utf8_to_utf16le(text).has_value());
    }
}

TEST_CASE("utf-16: known characters, as Python's utf-16-le codec writes them") {
    CHECK(utf8_to_utf16le("") == Bytes{});
    CHECK(utf8_to_utf16le("Aé€") == Bytes{0x41, 0x00, 0xE9, 0x00, 0xAC, 0x20});
    CHECK(utf8_to_utf16le("😀") == Bytes{0x3D, 0xD8, 0x00, 0xDE});
    CHECK(utf8_to_utf16le("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF") == Bytes{0x00, 0xD8, 0x00, 0xDC, 0xFF, 0xDB, 0xFF, 0xDF});
    CHECK(utf8_to_utf16le("\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF") == Bytes{0xFF, 0xD7, 0x00, 0xE0, 0xFF, 0xFF});
    CHECK(utf8_to_utf16le(std::string_view("a\0b", 3)) == Bytes{'a', 0, 0, 0, 'b', 0});
}

TEST_CASE("utf-16: plain letters between other characters keep their places, as Python's utf-16-le codec writes them") {
    const Bytes octets{0x61, 0x00, 0x62, 0x00, 0xAC, 0x20, 0x63, 0x00, 0x34, 0xD8, 0x1E, 0xDD, 0x64, 0x00};
    CHECK(utf8_to_utf16le("ab€c𝄞d").value() == octets);
    CHECK(utf16le_to_utf8(octets).value() == "ab€c𝄞d");
}

TEST_CASE("utf-16: comes back as the same UTF-8") {
    for (const std::string_view text :
         {"", "Größe 证书 😀", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBB\xBFx", "\xEE\x80\x80", "\xED\x9F\xBF"}) {
        const auto octets = utf8_to_utf16le(text);
        REQUIRE(octets.has_value());
        CHECK(utf16le_to_utf8(*octets) == std::string(text));
        CHECK(utf16_length(text) == octets->size() / 2);
    }
}

TEST_CASE("utf-16: lone surrogates are refused with their octet offset") {
    struct Case {
        Bytes octets;
        std::string_view offset;
    };
    const Case cases[]{
        {{0x00, 0xD8}, "octet 0"},                          // high surrogate at the end
        {{0x41, 0x00, 0x00, 0xDC}, "octet 2"},              // low surrogate first
        {{0x41, 0x00, 0x00, 0xD8, 0x41, 0x00}, "octet 2"},  // high surrogate before a letter
        {{0x00, 0xD8, 0x00, 0xD8, 0x00, 0xDC}, "octet 0"},  // high surrogate before a pair
        {{0x00, 0xD8, 0x00, 0xDC, 0xFF, 0xDF}, "octet 4"},  // low surrogate after a pair
    };
    for (const Case& each : cases) {
        const auto failed = utf16le_to_utf8(each.octets);
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error().message.find(each.offset) != std::string::npos);
        CHECK(failed.error().code == ErrorCode::malformed_input);
    }
}

TEST_CASE("utf-16: an odd number of octets is refused") {
    CHECK_FALSE(utf16le_to_utf8(Bytes{0x41}).has_value());
    CHECK_FALSE(utf16le_to_utf8(Bytes{0x41, 0x00, 0x42}).has_value());
}

TEST_CASE("utf-8: the place of the damage is told") { CHECK(utf8_to_utf16le("ab\xC3").error().message == "ill-formed UTF-8 at octet 2"); }

TEST_CASE("utf-16: every scalar value survives the way through UTF-8 and back") {
    Bytes octets;
    for (std::uint32_t c = 1; c < 0x10000; ++c) {
        if (c < 0xD800 || c > 0xDFFF) append_u16_le(octets, static_cast<std::uint16_t>(c));
    }
    for (std::uint32_t high = 0xD800; high < 0xDC00; ++high) {
        for (std::uint32_t low = 0xDC00; low < 0xE000; low += 0x7F) {
            append_u16_le(octets, static_cast<std::uint16_t>(high));
            append_u16_le(octets, static_cast<std::uint16_t>(low));
        }
    }
    const auto text = utf16le_to_utf8(octets);
    REQUIRE(text.has_value());
    CHECK(is_utf8(*text));
    CHECK(utf8_to_utf16le(*text) == octets);
}
