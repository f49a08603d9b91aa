// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/staged_directory.hpp"
#include "unit/platform/folder_listing.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;
using test::contents;

namespace {
void put(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }
}  // namespace

TEST_CASE("read tree: symbolic links and special files are refused by name") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "tree" / "sub");
    put(folder.path() / "outside", "secret");
    const fs::path link = folder.path() / "tree" / "sub" / "link";
    SECTION("to a file") { fs::create_symlink(folder.path() / "outside", link); }
    SECTION("to a folder") { fs::create_directory_symlink(folder.path(), link); }
    SECTION("to nothing") { fs::create_symlink("nowhere", link); }
    SECTION("a pipe") { REQUIRE(mkfifo(link.c_str(), 0600) == 0); }
    const auto tree = read_tree(folder.path() / "tree");
    REQUIRE_FALSE(tree.has_value());
    CHECK(tree.error().code == core::ErrorCode::malformed_input);
    CHECK(tree.error().message.find(shown(link)) == 0);
}

TEST_CASE("read tree: the root itself may be a link") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "tree");
    put(folder.path() / "tree" / "f", "x");
    fs::create_directory_symlink("tree", folder.path() / "link");
    CHECK(read_tree(folder.path() / "link").value().size() == 1);
}

TEST_CASE("read tree: names that Windows cannot hold or that are no UTF-8 are refused") {
    for (const std::string_view name : {"a:b",
                                        "gr\xF6\xDF"
                                        "e",
                                        "NUL", "a\\b", "a\nb"}) {
        const test::TemporaryFolder folder;
        put(folder.path() / std::string(name), "x");
        const auto tree = read_tree(folder.path());
        REQUIRE_FALSE(tree.has_value());
        CHECK(tree.error().code == core::ErrorCode::malformed_input);
    }
}

TEST_CASE("remove tree: removes links and never what they lead to") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "keep");
    put(folder.path() / "keep" / "f", "x");
    fs::create_directories(folder.path() / "gone");
    fs::create_directory_symlink(folder.path() / "keep", folder.path() / "gone" / "link");
    fs::create_directory_symlink(folder.path() / "keep", folder.path() / "direct");
    REQUIRE(remove_tree(folder.path() / "gone").has_value());
    REQUIRE(remove_tree(folder.path() / "direct").has_value());
    CHECK(test::listing(folder.path()) == std::vector<std::string>{"keep", "keep/f"});
}

TEST_CASE("leftovers: a link with a staging name is removed without touching its target") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "keep");
    put(folder.path() / "keep" / "f", "x");
    fs::create_directory_symlink("keep", folder.path() / ".staging-1-0");
    REQUIRE(StagedDirectory::remove_leftovers(folder.path()).has_value());
    CHECK(test::listing(folder.path()) == std::vector<std::string>{"keep", "keep/f"});
}

TEST_CASE("staged directory: a dangling link under the target's name is an existing target") {
    const test::TemporaryFolder folder;
    fs::create_symlink("nowhere", folder.path() / "0001");
    auto staged = StagedDirectory::create(folder.path()).value();
    CHECK_FALSE(staged.commit(folder.path() / "0001").has_value());
}

TEST_CASE("atomic write: a link stays and the file behind it is replaced") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "real");
    put(folder.path() / "real" / "f", "old");
    fs::create_symlink("real/f", folder.path() / "link");
    REQUIRE(write_file_atomically(folder.path() / "link", core::as_bytes("new")).has_value());
    CHECK(fs::is_symlink(folder.path() / "link"));
    CHECK(contents(folder.path() / "real" / "f") == "new");
    fs::create_symlink("nowhere", folder.path() / "dangling");
    CHECK_FALSE(write_file_atomically(folder.path() / "dangling", core::as_bytes("new")).has_value());
}

TEST_CASE("atomic write: devices and pipes are written, not replaced") {
    const test::TemporaryFolder folder;
    REQUIRE(write_file_atomically("/dev/null", core::as_bytes("x")).has_value());
    CHECK(fs::is_character_file("/dev/null"));
    const fs::path pipe = folder.path() / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::string read;
    std::thread reader([&] { read = contents(pipe); });
    const std::string text(300'000, 'p');
    CHECK(write_file_atomically(pipe, core::as_bytes(text)).has_value());
    reader.join();
    CHECK(read == text);
    CHECK(fs::is_fifo(pipe));
}

TEST_CASE("read file: a named pipe is refused, not waited for; a pipe of a shell is read") {
    const test::TemporaryFolder folder;
    const fs::path pipe = folder.path() / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    fs::create_symlink("pipe", folder.path() / "link");
    for (const fs::path& path : {pipe, folder.path() / "link"}) {
        const auto outcome = read_file(path, 1000);
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == core::ErrorCode::file_system);
        CHECK(outcome.error().message == "cannot read " + shown(path) + ": it is a named pipe");
    }
    int ends[2] = {};
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], "abc", 3) == 3);
    ::close(ends[1]);
    const auto read = read_file("/dev/fd/" + std::to_string(ends[0]), 1000);
    ::close(ends[0]);
    REQUIRE(read.has_value());
    CHECK(core::as_text(*read) == "abc");
}

TEST_CASE("read file: a pipe or device that never ends stops at the limit") {
    const auto outcome = read_file("/dev/zero", 1'000'000);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message == "\"/dev/zero\" is larger than 1000000 bytes");
}

TEST_CASE("read file: names that are no UTF-8 can be listed and read") {
    const test::TemporaryFolder folder;
    put(folder.path() / std::string("gr\xF6\xDF"
                                    "e"),
        "x");
    const auto entries = list_directory(folder.path()).value();
    REQUIRE(entries.size() == 1);
    CHECK(read_file(path_from_utf8(path_to_utf8(entries[0])), 10).value().size() == 1);
}
