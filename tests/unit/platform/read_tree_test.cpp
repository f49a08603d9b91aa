// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <cerrno>
#include <fstream>

#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "unit/platform/folder_listing.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;

namespace {
void put(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}
}  // namespace

TEST_CASE("read tree: all files below a folder, empty folders left out") {
    const test::TemporaryFolder folder;
    put(folder.path() / "b.txt", "bb");
    put(folder.path() / "a" / path_from_utf8("größe.xml"), "x");
    put(folder.path() / "a" / "c" / "d", "");
    fs::create_directories(folder.path() / "empty");
    const core::FileTree tree = read_tree(folder.path()).value();
    const core::FileTree wanted{{core::RelativePath::of("a/c/d"), {}},
                                {core::RelativePath::of("a/größe.xml"), core::to_bytes("x")},
                                {core::RelativePath::of("b.txt"), core::to_bytes("bb")}};
    CHECK(tree == wanted);
}

TEST_CASE("read tree: a missing folder and a file are failures of the file system") {
    const test::TemporaryFolder folder;
    put(folder.path() / "f", "x");
    CHECK(read_tree(folder.path() / "missing").error().code == core::ErrorCode::file_system);
    CHECK(read_tree(folder.path() / "f").error().code == core::ErrorCode::file_system);
}

TEST_CASE("read tree: both limits are the largest that is read") {
    const test::TemporaryFolder folder;
    put(folder.path() / "1", "aaaa");
    put(folder.path() / "2", "bbbb");
    CHECK(read_tree(folder.path(), {.files = 2, .total_bytes = 8}).has_value());
    const auto many = read_tree(folder.path(), {.files = 1, .total_bytes = 8});
    REQUIRE_FALSE(many.has_value());
    CHECK(many.error().text() == "folder " + shown(folder.path()) + ": more than 1 files");
    const auto large = read_tree(folder.path(), {.files = 2, .total_bytes = 7});
    REQUIRE_FALSE(large.has_value());
    CHECK(large.error().code == core::ErrorCode::malformed_input);
    CHECK(large.error().text() == "folder " + shown(folder.path()) + ": the files together are larger than 7 bytes");
}

TEST_CASE("read tree: a tree deeper than any package is refused, not followed") {
    const test::TemporaryFolder folder;
    fs::path deep = folder.path();
    for (int i = 0; i < 120; ++i) deep /= "a";
#ifndef _WIN32
    put(deep / "f", "x");
    const auto outcome = read_tree(folder.path());
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == core::ErrorCode::malformed_input);
#endif
}

TEST_CASE("read tree: a disk that fails at any operation is reported") {
    const test::TemporaryFolder folder;
    put(folder.path() / "a" / "f", "x");
    put(folder.path() / "g", "y");
    int failures = 0;
    for (int wanted = 1;; ++wanted) {
        int count = 0;
        const ScopedFault fault(test::FailNth{wanted, EIO, &count});
        const auto tree = read_tree(folder.path());
        if (tree.has_value()) break;
        ++failures;
        CHECK(tree.error().code == core::ErrorCode::file_system);
    }
    CHECK(failures >= 6);  // two folders, two files opened and read
}
