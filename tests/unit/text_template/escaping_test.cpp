// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "gpotrust/text_template/render.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using text_template::Escaping;

namespace {

core::Result<std::string> escaped(std::string value, Escaping escaping) {
    return text_template::render("{{value}}", {{{"value", std::move(value)}}, {}, {}}, escaping);
}

void check_refused(const std::string& value, Escaping escaping) {
    CAPTURE(value);
    const auto result = escaped(value, escaping);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == core::ErrorCode::usage);
    CHECK(result.error().context == std::vector<std::string>{"value"});
}

}  // namespace

TEST_CASE("plain text: a value stays on its line and cannot steer a terminal") {
    CHECK(escaped("a\r\nb\nc\rd\xE2\x80\xA8"
                  "e\xC2\x85"
                  "f",
                  Escaping::plain_text) == "a b c d e f");
    CHECK(escaped("red \x1B[31m", Escaping::plain_text) == "red \xEF\xBF\xBD[31m");
    CHECK(escaped("\xE2\x80\xAEgpj.exe", Escaping::plain_text) == "\xEF\xBF\xBDgpj.exe");
    CHECK(escaped("caf\xC3\xA9 <&> \xF0\x9F\x94\x92", Escaping::plain_text) == "caf\xC3\xA9 <&> \xF0\x9F\x94\x92");
    CHECK(escaped("bad \xC3(", Escaping::plain_text) == "bad \xEF\xBF\xBD(");
}

TEST_CASE("HTML: neither text nor attribute can be left") {
    CHECK(escaped(R"(<a href="x" title='y'>&amp;</a>)", Escaping::html) == "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    CHECK(escaped("two\nlines", Escaping::html) == "two lines");
    CHECK(escaped(std::string("nul\0!", 5), Escaping::html) == "nul\xEF\xBF\xBD!");
}

TEST_CASE("PowerShell: each of the five characters it takes for a single quote is doubled") {
    CHECK(escaped("it's $env:X `n \"q\"", Escaping::powershell) == "it''s $env:X `n \"q\"");
    CHECK(escaped("\xE2\x80\x98; \xE2\x80\x99; \xE2\x80\x9A; \xE2\x80\x9B", Escaping::powershell) ==
          "\xE2\x80\x98\xE2\x80\x98; \xE2\x80\x99\xE2\x80\x99; \xE2\x80\x9A\xE2\x80\x9A; \xE2\x80\x9B\xE2\x80\x9B");
    CHECK(escaped("\xE2\x80\x9C\xE2\x80\x9D", Escaping::powershell) ==
          "\xE2\x80\x9C\xE2\x80\x9D");  // double quotes do not end a single-quoted string
    check_refused(std::string("nul\0", 4), Escaping::powershell);
    check_refused("\x1A", Escaping::powershell);
    check_refused("\xE2\x80", Escaping::powershell);
}

TEST_CASE("POSIX shell: the value is one word whatever it holds") {
    CHECK(escaped("it's $(id) `id` \\ !\n*", Escaping::posix_shell) == "'it'\\''s $(id) `id` \\ !\n*'");
    CHECK(escaped("", Escaping::posix_shell) == "''");
    check_refused(std::string("\0", 1), Escaping::posix_shell);
    check_refused("\x1B[2J", Escaping::posix_shell);
}

TEST_CASE("cmd: what a double-quoted word cannot hold is refused") {
    CHECK(escaped("Mail trust (EXCH01), caf\xC3\xA9; {31B2F340}", Escaping::cmd) == "Mail trust (EXCH01), caf\xC3\xA9; {31B2F340}");
    for (const char c : std::string("\"%!^&|<>\r\n\x1A")) check_refused(std::string("a") + c + "b", Escaping::cmd);
    check_refused("C:\\folder\\", Escaping::cmd);
    CHECK(escaped("C:\\folder", Escaping::cmd) == "C:\\folder");
}
