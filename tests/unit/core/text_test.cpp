// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <array>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {
constexpr std::array<std::string_view, 8> k_verbs{"package", "renew", "verify", "inspect", "status", "check", "explain", "diff"};
}

TEST_CASE("printable: harmless text of any script stays as it is") {
    for (const std::string_view text : {"", "mail.contoso.com", "Größe 证书 😀", "a\\b\"c'", "\xEF\xBF\xBD"}) CHECK(printable(text) == text);
}

TEST_CASE("printable: control characters of both ranges and line separators become U+FFFD") {
    CHECK(printable("a\x1B[31mb") == "a\xEF\xBF\xBD[31mb");
    CHECK(printable("a\r\nb\tc") ==
          "a\xEF\xBF\xBD\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c");
    CHECK(printable("\x7F") == "\xEF\xBF\xBD");
    CHECK(printable("\xC2\x9B") == "\xEF\xBF\xBD");      // U+009B, the one-character CSI
    CHECK(printable("\xE2\x80\xA8") == "\xEF\xBF\xBD");  // U+2028
    CHECK(printable(std::string_view("\0", 1)) == "\xEF\xBF\xBD");
    CHECK(printable("\xC2\xA0") == "\xC2\xA0");  // U+00A0 is no control character
}

TEST_CASE("printable: bidirectional controls become U+FFFD") {
    for (const std::string_view control :
         {"\xD8\x9C", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9"}) {
        CHECK(printable(control) == "\xEF\xBF\xBD");
    }
    CHECK(printable("fdp.\xE2\x80\xAE"
                    "exe") ==
          "fdp.\xEF\xBF\xBD"
          "exe");
}

TEST_CASE("printable: ill-formed UTF-8 becomes one U+FFFD per maximal subpart (Unicode 15, table 3-8)") {
    CHECK(printable("a\xF1\x80\x80\xE1\x80\xC2"
                    "b\x80"
                    "c\x80\xBF"
                    "d") ==
          "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c\xEF\xBF\xBD\xEF\xBF\xBD"
          "d");
    CHECK(is_utf8(printable("\xFF\xFE\xC0\xAF\xED\xA0\x80")));
}

TEST_CASE("case folding: touches only the 26 letters of ASCII") {
    CHECK(ascii_lower("ABCXYZ[@`{ÄÖ") == "abcxyz[@`{ÄÖ");
    CHECK(ascii_upper("abcxyz[@`{äö") == "ABCXYZ[@`{äö");
    CHECK(ascii_iequals("Registry.POL", "registry.pol"));
    CHECK_FALSE(ascii_iequals("a", "ab"));
    CHECK_FALSE(ascii_iequals("Ä", "ä"));
    CHECK_FALSE(ascii_iequals("@", "`"));
}

TEST_CASE("nearest match: finds the verb behind a typing error") {
    CHECK(nearest_match("pakcage", k_verbs) == "package");
    CHECK(nearest_match("packge", k_verbs) == "package");
    CHECK(nearest_match("renwe", k_verbs) == "renew");
    CHECK(nearest_match("VERIFY", k_verbs) == "verify");
    CHECK(nearest_match("inspekt", k_verbs) == "inspect");
    CHECK(nearest_match("chekc", k_verbs) == "check");
    CHECK(nearest_match("dif", k_verbs) == "diff");
}

TEST_CASE("nearest match: is silent when nothing is near") {
    CHECK(nearest_match("frobnicate", k_verbs).empty());
    CHECK(nearest_match("", k_verbs).empty());
    CHECK(nearest_match("x", k_verbs).empty());
    CHECK(nearest_match("abcd", k_verbs).empty());
    CHECK(nearest_match("package", {}).empty());
    CHECK(nearest_match(std::string(100'000, 'p'), k_verbs).empty());
}

TEST_CASE("nearest match: of equally near candidates the first wins") {
    constexpr std::array<std::string_view, 2> k_words{"cart", "card"};
    CHECK(nearest_match("carx", k_words) == "cart");
}
