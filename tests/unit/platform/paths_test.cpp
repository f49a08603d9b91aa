// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/paths.hpp"

#include "gpotrust/platform/network_share.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;

TEST_CASE("paths: UTF-8 survives the way into a path and back") {
    for (const std::string_view text : {"", "a", "Größe/证书", "Δοκιμή-😀.pfx", "e\xCC\x81"}) CHECK(path_to_utf8(path_from_utf8(text)) == text);
    CHECK(path_from_utf8("é").u8string() == u8"é");
}

TEST_CASE("paths: ill-formed UTF-8 neither throws nor harms a message") {
    const fs::path path = path_from_utf8("a\xFF\x1B[2J");
    CHECK(shown(path).find('\x1B') == std::string::npos);
    CHECK(shown(path) == "\"a\xEF\xBF\xBD\xEF\xBF\xBD[2J\"");
}

TEST_CASE("paths: a relative path below a folder") {
    const fs::path path = fs::path("root") / to_native(core::RelativePath::of("a/ä.xml"));
    CHECK(path == fs::path("root") / "a" / path_from_utf8("ä.xml"));
}

TEST_CASE("paths: absolute paths are normal and have no trailing separator") {
    const test::TemporaryFolder folder;
    const fs::path root = fs::absolute(folder.path());
    CHECK(absolute_path(root / "a" / ".." / "b" / "." / "c").value() == root / "b" / "c");
    CHECK(absolute_path(root / "a" / "").value() == root / "a");
    CHECK(absolute_path(root / "..").value() == root.parent_path());
    CHECK(absolute_path(root.root_path()).value() == root.root_path());
    CHECK(absolute_path("a").value() == fs::current_path() / "a");
    CHECK(absolute_path(".").value() == fs::current_path());
    const auto empty = absolute_path({});
    REQUIRE_FALSE(empty.has_value());
    CHECK(empty.error().code == core::ErrorCode::usage);
}

TEST_CASE("network share: a temporary folder is local, also by a name that does not exist yet") {
    const test::TemporaryFolder folder;
    CHECK(is_on_network_share(folder.path()).value() == false);
    CHECK(is_on_network_share(folder.path() / "estate" / "below").value() == false);
}

#ifdef _WIN32
TEST_CASE("paths: shares keep both backslashes, slashes become backslashes") {
    CHECK(path_to_utf8(absolute_path(path_from_utf8(R"(\\server\share\a\..\b\)")).value()) == R"(\\server\share\b)");
    CHECK(path_to_utf8(absolute_path("//server/share/a").value()) == R"(\\server\share\a)");
    CHECK(path_to_utf8(absolute_path("C:/a/./b//c").value()) == R"(C:\a\b\c)");
    CHECK(path_to_utf8(absolute_path(R"(C:\)").value()) == R"(C:\)");
}

TEST_CASE("network share: server names are told from drives and device prefixes") {
    CHECK(is_on_network_share(R"(\\server\share\a)").value());
    CHECK(is_on_network_share("//server/share").value());
    CHECK(is_on_network_share(R"(\\?\UNC\server\share)").value());
    CHECK_FALSE(is_on_network_share(R"(C:\a)").value());
    CHECK_FALSE(is_on_network_share(R"(\\?\C:\a)").value());
}
#endif
