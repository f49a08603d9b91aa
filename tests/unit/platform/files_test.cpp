// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/files.hpp"

#include <cerrno>
#include <fstream>

#include "gpotrust/platform/clock.hpp"
#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/paths.hpp"
#include "unit/platform/folder_listing.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;
using test::listing;

namespace {
void put(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }
}  // namespace

TEST_CASE("read file: all octets come as they are, NUL and line ends included") {
    const test::TemporaryFolder folder;
    const std::string text(
        "a\r\n\0\xFF\x1A"
        "b\n",
        8);
    put(folder.path() / "f", text);
    put(folder.path() / "empty", "");
    CHECK(core::as_text(read_file(folder.path() / "f", 100).value()) == text);
    CHECK(read_file(folder.path() / "empty", 0).value().empty());
}

TEST_CASE("read file: the limit is the largest size that is read") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "f";
    put(file, std::string(200'000, 'x'));
    CHECK(read_file(file, 200'000).value().size() == 200'000);
    const auto outcome = read_file(file, 199'999);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == core::ErrorCode::malformed_input);
    CHECK(outcome.error().message == shown(file) + " is larger than 199999 bytes");
    CHECK(read_file(file, static_cast<std::size_t>(-1)).has_value());
}

TEST_CASE("read file: a missing file, a folder and a failing disk are told apart") {
    const test::TemporaryFolder folder;
    const auto missing = read_file(folder.path() / "no" / "such", 10);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == core::ErrorCode::file_system);
    CHECK(missing.error().message.find("no such file or folder") != std::string::npos);
    const auto directory = read_file(folder.path(), 10);
    REQUIRE_FALSE(directory.has_value());
    CHECK(directory.error().message == "cannot read " + shown(folder.path()) + ": it is a folder, not a file");
    put(folder.path() / "f", "x");
    const ScopedFault fault([](Operation operation, const fs::path&) { return operation == Operation::read ? EIO : 0; });
    const auto failing = read_file(folder.path() / "f", 10);
    REQUIRE_FALSE(failing.has_value());
    CHECK(failing.error().message.find("input/output error") != std::string::npos);
}

TEST_CASE("create directories: makes all parents and is content with what exists") {
    const test::TemporaryFolder folder;
    const fs::path deep = folder.path() / "a" / path_from_utf8("б") / "c";
    REQUIRE(platform::create_directories(deep).has_value());
    REQUIRE(platform::create_directories(deep).has_value());
    REQUIRE(platform::create_directories(deep / ".." / "d").has_value());
    CHECK(listing(folder.path()) == std::vector<std::string>{"a", "a/б", "a/б/c", "a/б/d"});
    put(folder.path() / "file", "");
    CHECK_FALSE(platform::create_directories(folder.path() / "file").has_value());
    CHECK_FALSE(platform::create_directories(folder.path() / "file" / "below").has_value());
}

TEST_CASE("create directories: a failure at any folder removes those made before") {
    const test::TemporaryFolder folder;
    for (int wanted = 1; wanted <= 3; ++wanted) {
        int count = 0;
        const ScopedFault fault(test::FailNth{wanted, ENOSPC, &count});
        CHECK_FALSE(platform::create_directories(folder.path() / "a" / "b" / "c").has_value());
        CHECK(listing(folder.path()).empty());
    }
}

TEST_CASE("list directory: entries are sorted by the octets of their UTF-8 names") {
    const test::TemporaryFolder folder;
    for (const std::string_view name : {"b", "A", "é", "a", "😀", "\xEE\x80\x80"}) put(folder.path() / path_from_utf8(name), "");
    const auto entries = list_directory(folder.path());
    REQUIRE(entries.has_value());
    std::vector<std::string> names;
    for (const fs::path& entry : *entries) {
        CHECK(entry.parent_path() == folder.path());
        names.push_back(path_to_utf8(entry.filename()));
    }
#ifdef _WIN32
    // "a" and "A" are one name there
    CHECK(names.size() == 5);
#else
    CHECK(names == std::vector<std::string>{"A", "a", "b", "é", "\xEE\x80\x80", "😀"});
#endif
    CHECK_FALSE(list_directory(folder.path() / "missing").has_value());
    CHECK_FALSE(list_directory(folder.path() / "a").has_value());
}

TEST_CASE("remove tree: removes files and folders, and nothing there is fine") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "a" / "b" / "c");
    put(folder.path() / "a" / "b" / "f", "x");
    put(folder.path() / "keep", "x");
    REQUIRE(remove_tree(folder.path() / "a").has_value());
    CHECK(listing(folder.path()) == std::vector<std::string>{"keep"});
    REQUIRE(remove_tree(folder.path() / "a").has_value());
    REQUIRE(remove_tree(folder.path() / "keep").has_value());
    CHECK(listing(folder.path()).empty());
}

TEST_CASE("remove tree: what cannot be removed is told, the rest is removed") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "a");
    for (const char* name : {"1", "2", "3"}) put(folder.path() / "a" / name, "x");
    const ScopedFault fault(
        [](Operation operation, const fs::path& path) { return operation == Operation::remove && path.filename() == "2" ? EACCES : 0; });
    const auto outcome = remove_tree(folder.path() / "a");
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message.find("permission denied") != std::string::npos);
    CHECK(listing(folder.path()) == std::vector<std::string>{"a", "a/2"});
}

TEST_CASE("rename path: never replaces anything, not even an empty folder") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "from");
    fs::create_directories(folder.path() / "empty");
    put(folder.path() / "file", "x");
    for (const char* taken : {"empty", "file"}) {
        const auto outcome = rename_path(folder.path() / "from", folder.path() / taken);
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().message.find("the name is taken") != std::string::npos);
    }
    REQUIRE(rename_path(folder.path() / "from", folder.path() / "to").has_value());
    CHECK(listing(folder.path()) == std::vector<std::string>{"empty", "file", "to"});
}

TEST_CASE("exists and is_directory: say what is there without failing") {
    const test::TemporaryFolder folder;
    put(folder.path() / "f", "x");
    CHECK(platform::exists(folder.path()));
    CHECK(platform::is_directory(folder.path()));
    CHECK(platform::exists(folder.path() / "f"));
    CHECK_FALSE(platform::is_directory(folder.path() / "f"));
    CHECK_FALSE(platform::exists(folder.path() / "missing"));
    CHECK_FALSE(platform::exists(folder.path() / "f" / "below"));
    CHECK_FALSE(platform::is_directory(fs::path()));
}

TEST_CASE("clock: the system's time lies after this test was written") { CHECK(core::to_iso8601(system_time()) > "2024-01-01T00:00:00Z"); }

#ifdef _WIN32
TEST_CASE("create directories: a drive that does not exist is a failure") { CHECK_FALSE(platform::create_directories(R"(Q:\a\b)").has_value()); }

TEST_CASE("long paths: trees beyond 260 characters are written, read and removed") {
    const test::TemporaryFolder folder;
    fs::path deep = folder.path();
    for (int i = 0; i < 6; ++i) deep /= std::string(50, static_cast<char>('a' + i));
    REQUIRE(platform::create_directories(deep).has_value());
    REQUIRE(write_file_atomically(deep / "f", core::as_bytes("x")).has_value());
    CHECK(read_file(deep / "f", 10).value().size() == 1);
    CHECK(list_directory(deep).value().size() == 1);
    REQUIRE(remove_tree(folder.path() / std::string(50, 'a')).has_value());
    CHECK(listing(folder.path()).empty());
}
#endif

TEST_CASE("remove file, remove empty folder: each takes only what it is for") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "full" / "empty");
    put(folder.path() / "full" / "f", "x");
    CHECK_FALSE(remove_file(folder.path() / "full").has_value());
    CHECK_FALSE(remove_file(folder.path() / "full" / "empty").has_value());
    CHECK_FALSE(remove_empty_folder(folder.path() / "full").has_value());
    CHECK_FALSE(remove_empty_folder(folder.path() / "full" / "f").has_value());
    CHECK(listing(folder.path()).size() == 3);
    CHECK(remove_file(folder.path() / "missing").has_value());
    CHECK(remove_empty_folder(folder.path() / "missing").has_value());
    CHECK(remove_file(folder.path() / "full" / "f").has_value());
    CHECK(remove_empty_folder(folder.path() / "full" / "empty").has_value());
    CHECK(remove_empty_folder(folder.path() / "full").has_value());
    CHECK(listing(folder.path()).empty());
}
