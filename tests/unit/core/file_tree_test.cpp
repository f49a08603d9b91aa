// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/file_tree.hpp"

#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {
bool is_accepted(std::string_view text) { return RelativePath::parse(text).has_value(); }
}  // namespace

TEST_CASE("relative path: the paths of a GPO backup are accepted as they are") {
    for (const std::string_view text :
         {"manifest.xml", "{31B2F340-016D-11D2-945F-00C04FB984F9}/DomainSysvol/GPO/Machine/registry.pol", "a b/c.d.e", ".hidden", "Größe/证书/😀.xml",
          "-", "~", "a'b", "COM", "COM10", "COMx", "CONS", "NULL.txt", "LPTA", "com\xC2\xB4"}) {
        CAPTURE(text);
        const auto path = RelativePath::parse(text);
        REQUIRE(path.has_value());
        CHECK(path->text() == text);
    }
}

TEST_CASE("relative path: what leaves the folder is refused") {
    for (const std::string_view text :
         {"",   "/",  "/etc/passwd", "..",  "../a",           "a/..", "a/../b", "./a",   "a/.",     ".",          "a//b",
          "a/", "C:", "C:/a",        "a:b", "//server/share", "\\a",  "a\\b",   "..\\a", "a/..\\b", "file::$DATA"}) {
        CAPTURE(text);
        CHECK_FALSE(is_accepted(text));
    }
}

TEST_CASE("relative path: what Windows cannot hold or would change is refused") {
    for (const std::string_view text :
         {"a.", "a ", "a./b", "a /b", "...", "a/ ", "a*", "a?", "a\"b", "<a>", "a|b", "a\tb", "a\nb", "a\x7F", "\x01"}) {
        CAPTURE(text);
        CHECK_FALSE(is_accepted(text));
    }
    CHECK_FALSE(is_accepted(std::string_view("a\0b", 3)));
}

TEST_CASE("relative path: Windows' device names are refused in every spelling and place") {
    for (const std::string_view text : {"CON", "con", "Nul", "PRN", "AUX", "COM1", "com9", "COM0", "LPT1", "lpt\xC2\xB9", "COM\xC2\xB2",
                                        "COM\xC2\xB3.x", "NUL.txt", "nul.tar.gz", "NUL .txt", "a/aux/b", "a/con.xml", "CONIN$", "conout$"}) {
        CAPTURE(text);
        CHECK_FALSE(is_accepted(text));
    }
}

TEST_CASE("relative path: ill-formed UTF-8 is refused") {
    CHECK_FALSE(is_accepted("a\xC3"));
    CHECK_FALSE(is_accepted("\xC0\xAE\xC0\xAE/a"));  // the overlong ".."
    CHECK_FALSE(is_accepted("\xED\xA0\x80"));
}

TEST_CASE("relative path: 200 octets are the most") {
    CHECK(is_accepted(std::string(200, 'a')));
    CHECK_FALSE(is_accepted(std::string(201, 'a')));
    CHECK_FALSE(is_accepted(std::string(1'000'000, '/')));
}

TEST_CASE("relative path: the refusal says why and shows nothing harmful") {
    const auto failed = RelativePath::parse("a/\x1B[2J");
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().code == ErrorCode::malformed_input);
    CHECK(failed.error().message.find('\x1B') == std::string::npos);
    CHECK(failed.error().message.find("control character") != std::string::npos);
}

TEST_CASE("relative path: a path below a folder") { CHECK(RelativePath::of("a.txt").below(RelativePath::of("dir/sub")).text() == "dir/sub/a.txt"); }

TEST_CASE("file tree: files are sorted by the octets of their paths, upper case before lower") {
    FileTree tree;
    for (const std::string_view name : {"b", "a/b", "a", "B", "a-b", "é"}) tree.emplace(RelativePath::of(name), Bytes{});
    std::vector<std::string> names;
    for (const auto& [path, octets] : tree) names.push_back(path.text());
    CHECK(names == std::vector<std::string>{"B", "a", "a-b", "a/b", "b", "é"});
}
