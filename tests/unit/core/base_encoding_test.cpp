// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {

// RFC 4648 section 10.
using Vector = std::pair<std::string_view, std::string_view>;
constexpr std::array<Vector, 7> k_base64_vectors{
    Vector{"", ""},
    Vector{"f", "Zg=="},
    Vector{"fo", "Zm8="},
    Vector{"foo", "Zm9v"},
    Vector{"foob", "Zm9vYg=="},
    Vector{"fooba", "Zm9vYmE="},
    Vector{"foobar", "Zm9vYmFy"},
};
constexpr std::array<Vector, 7> k_hex_vectors{
    Vector{"", ""},
    Vector{"f", "66"},
    Vector{"fo", "666F"},
    Vector{"foo", "666F6F"},
    Vector{"foob", "666F6F62"},
    Vector{"fooba", "666F6F6261"},
    Vector{"foobar", "666F6F626172"},
};

}  // namespace

TEST_CASE("base64: the vectors of RFC 4648 section 10, both ways") {
    for (const auto& [plain, encoded] : k_base64_vectors) {
        CAPTURE(plain);
        CHECK(to_base64(as_bytes(plain)) == encoded);
        const auto back = parse_base64(encoded);
        REQUIRE(back.has_value());
        CHECK(as_text(*back) == plain);
    }
}

TEST_CASE("base64: every octet value, as Python's base64 module writes them") {
    Bytes all;
    for (unsigned i = 248; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
    CHECK(to_base64(all) == "+Pn6+/z9/v8=");
    CHECK(parse_base64("+Pn6+/z9/v8=") == all);
}

TEST_CASE("base64: blanks and line ends are skipped anywhere, as in PEM bodies") {
    const auto octets = parse_base64(" Zm9v\r\n\tYm Fy\n");
    REQUIRE(octets.has_value());
    CHECK(as_text(*octets) == "foobar");
    CHECK(parse_base64("Z g = =\n").has_value());
}

TEST_CASE("base64: missing, early or superfluous padding is an error") {
    for (const std::string_view bad :
         {"Zg", "Zg=", "Z", "Zm8", "=", "==", "====", "Zg===", "Zg==Zg==", "Z===", "Zm9v=", "Zm9v====", "=Zg=", "Zg=Z"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_base64(bad).has_value());
    }
}

TEST_CASE("base64: bits that belong to no octet must be zero (RFC 4648 3.5)") {
    CHECK_FALSE(parse_base64("Zh==").has_value());
    CHECK_FALSE(parse_base64("Zm9=").has_value());
}

TEST_CASE("base64: other alphabets and foreign characters are refused with their place") {
    for (const std::string_view bad : {"Zm-v", "Zm_v", "Zm9v!", "Zm\0v"}) CHECK_FALSE(parse_base64(bad).has_value());
    const auto failed = parse_base64("Zm9v\nZm*v");
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().message == "not a base64 character at octet 7");
    CHECK(failed.error().code == ErrorCode::malformed_input);
}

TEST_CASE("hex: the base16 vectors of RFC 4648 section 10, both ways and both cases") {
    for (const auto& [plain, encoded] : k_hex_vectors) {
        CHECK(to_hex_upper(as_bytes(plain)) == encoded);
        CHECK(to_hex_lower(as_bytes(plain)) == ascii_lower(encoded));
        CHECK(parse_hex(encoded) == to_bytes(plain));
        CHECK(parse_hex(ascii_lower(encoded)) == to_bytes(plain));
    }
}

TEST_CASE("hex: odd lengths, separators and signs are refused") {
    for (const std::string_view bad : {"6", "666", "6 6F", "66:6F", "0x66", "+6", "-6", "6G", "GG"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_hex(bad).has_value());
    }
    CHECK(parse_hex("00ffG0").error().message == "not a hex digit at octet 4");
    CHECK(parse_hex("00ff0G").error().message == "not a hex digit at octet 5");
}
