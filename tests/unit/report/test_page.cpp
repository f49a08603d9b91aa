// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "report/page.hpp"
#include "support/catch.hpp"

using namespace gpotrust::report;

TEST_CASE("page: fields wrap at blanks under the beginning of their text") {
    Page page({false, 40});
    page.field(2, {"names"}, "alpha.example beta.example gamma.example");
    CHECK(std::move(page).text() == "  names      alpha.example beta.example\n             gamma.example\n");
}

TEST_CASE("page: an empty text prints nothing, and a word longer than the line stays whole") {
    Page page({false, 40});
    page.field(0, {"comment"}, "");
    page.field(0, {"a"}, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    CHECK(std::move(page).text() == "a          xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
}

TEST_CASE("page: a word longer than the line is broken after its commas, but not after escaped ones") {
    Page page({false, 40});
    page.field(0, {"a"}, "CN=Contoso\\, Ltd.,OU=Servers,O=Contoso,DC=contoso,DC=com");
    CHECK(std::move(page).text() == "a          CN=Contoso\\,\n           Ltd.,OU=Servers,O=Contoso,\n           DC=contoso,DC=com\n");
}

TEST_CASE("page: the commands of an advice stand on lines of their own, unbroken") {
    Page page({false, 40});
    page.advice(0, {"hint:"}, "make it again: `New-SelfSignedCertificate -DnsName a,b -KeyLength 2048` or `openssl req`; then tell them", 6);
    CHECK(std::move(page).text() ==
          "hint: make it again:\n        New-SelfSignedCertificate -DnsName a,b -KeyLength 2048\n      or:\n        openssl req\n      then tell "
          "them\n");
}

TEST_CASE("page: rows have three columns, and an empty label keeps the second in place") {
    Page page({true, 50});
    page.row(2, {"works"}, {"edge", Colour::bold}, "Edge and others that are wrapped at the end of the line");
    page.row(2, {"", Colour::green}, {"a-very-long-identifier"}, "beside");
    CHECK(std::move(page).text() ==
          "  works      \x1b[1medge\x1b[0m           Edge and others that\n"
          "                            are wrapped at the end\n"
          "                            of the line\n"
          "             a-very-long-identifier beside\n");
}

TEST_CASE("page: columns count characters, not octets") {
    Page page({false, 40});
    page.field(0, {"\xC3\xA9t\xC3\xA9"}, "x");
    CHECK(std::move(page).text() == "\xC3\xA9t\xC3\xA9        x\n");
    CHECK(shown_width("\xF0\x9F\x94\x91") == 1);
}

TEST_CASE("page: what would move the cursor, recolour or reorder a terminal is replaced") {
    Page page({false, 80});
    page.line(0, {{"\x1b[2Jgone\nline\r\xE2\x80\xAEtxet"}});
    page.field(0, {"\x07"}, "\x1b]0;title\x07");
    const std::string text = std::move(page).text();
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\x07') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("page: colour only if asked for, and always taken back") {
    Page plain({false, 80});
    plain.line(0, {{"bad", Colour::red}});
    CHECK(std::move(plain).text() == "bad\n");
    Page coloured({true, 80});
    coloured.line(0, {{"bad", Colour::red}});
    CHECK(std::move(coloured).text() == "\x1b[31mbad\x1b[0m\n");
}

TEST_CASE("page: gaps never double and never open a page") {
    Page page({false, 80});
    page.gap();
    page.line(0, {{"a"}});
    page.gap();
    page.gap();
    page.line(0, {{"b"}});
    CHECK(std::move(page).text() == "a\n\nb\n");
}

TEST_CASE("page: a key is folded behind its backslashes and nothing of it is lost") {
    Page page({false, 40});
    page.folded(4, "Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople");
    page.folded(4, "short");
    CHECK(std::move(page).text() ==
          "    Software\\Policies\\Microsoft\\\n"
          "        SystemCertificates\\TrustedPeople\n"
          "    short\n");
}

TEST_CASE("page: a word without separators is cut where the line ends, between characters") {
    Page page({false, 40});
    page.folded(30,
                "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3"
                "\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4");
    const std::string text = std::move(page).text();
    CHECK(gpotrust::core::is_utf8(text));
    CHECK(std::count(text.begin(), text.end(), '\xA4') == 22);
}

TEST_CASE("page: a folded text beside a label that is wider than its column begins on the next line") {
    Page page({false, 60});
    page.folded_field(6, {"Short"}, "REG_SZ a", 10);
    page.folded_field(6, {"A value name of some length"}, "REG_SZ b", 10);
    page.folded_field(6, {"None"}, "", 10);
    CHECK(std::move(page).text() ==
          "      Short     REG_SZ a\n"
          "      A value name of some length\n"
          "                REG_SZ b\n"
          "      None\n");
}
