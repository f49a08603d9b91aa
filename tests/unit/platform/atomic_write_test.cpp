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
using test::contents;
using test::listing;

namespace {

void put(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

TEST_CASE("atomic write: makes a new file and replaces an old one, with nothing beside it") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / path_from_utf8("größe-证书-😀.txt");
    REQUIRE(write_file_atomically(file, core::as_bytes("one")).has_value());
    CHECK(contents(file) == "one");
    REQUIRE(write_file_atomically(file, core::as_bytes("second")).has_value());
    CHECK(contents(file) == "second");
    REQUIRE(write_file_atomically(file, {}, Durability::unsynced).has_value());
    CHECK(contents(file).empty());
    CHECK(listing(folder.path()) == std::vector<std::string>{"größe-证书-😀.txt"});
}

TEST_CASE("atomic write: a failure at any operation leaves the old file or the whole new one, and no temporary file") {
    const int error = GENERATE(ENOSPC, EACCES, EIO, EROFS);
    const auto durability = GENERATE(Durability::synced, Durability::unsynced);
    const std::string large(3'000'000, 'n');  // several write calls
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "ledger.json";
    int failures = 0;
    for (int wanted = 1;; ++wanted) {
        put(file, "old");
        int count = 0;
        bool renamed = false;
        const ScopedFault fault([&](Operation operation, const fs::path& path) {
            const int result = test::FailNth{wanted, error, &count}(operation, path);
            if (operation == Operation::rename && result == 0) renamed = true;
            return result;
        });
        const auto outcome = write_file_atomically(file, core::as_bytes(large), durability);
        CAPTURE(wanted, count);
        CHECK(listing(folder.path()) == std::vector<std::string>{"ledger.json"});
        CHECK(contents(file) == (renamed ? large : "old"));
        if (outcome.has_value()) break;
        ++failures;
        CHECK(outcome.error().code == core::ErrorCode::file_system);
        CHECK(outcome.error().message.find("ledger.json") != std::string::npos);
    }
    // open, three parts, rename; with syncing also the file and the folder (open and sync where a folder can be opened)
    CHECK(failures >= (durability == Durability::synced ? 7 : 5));
}

TEST_CASE("atomic write: flushes the file before the rename and the folder after it, unless told not to") {
    const test::TemporaryFolder folder;
    std::vector<Operation> seen;
    const ScopedFault fault([&](Operation operation, const fs::path&) {
        if (operation == Operation::sync || operation == Operation::rename) seen.push_back(operation);
        return 0;
    });
    REQUIRE(write_file_atomically(folder.path() / "f", core::as_bytes("x")).has_value());
    CHECK(seen == std::vector{Operation::sync, Operation::rename, Operation::sync});
    seen.clear();
    REQUIRE(write_file_atomically(folder.path() / "f", core::as_bytes("x"), Durability::unsynced).has_value());
    CHECK(seen == std::vector{Operation::rename});
}

TEST_CASE("atomic write: a disk that stays full leaves the old file and no temporary file") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "a";
    put(file, "old");
    const ScopedFault fault([](Operation operation, const fs::path&) { return operation == Operation::write ? ENOSPC : 0; });
    const auto outcome = write_file_atomically(file, core::as_bytes("new"));
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message == "cannot write " + shown(file) + ": no space left on the disk");
    CHECK_FALSE(outcome.error().hint.empty());
    CHECK(contents(file) == "old");
    CHECK(listing(folder.path()).size() == 1);
}

TEST_CASE("atomic write: temporary names that killed runs left are passed over") {
    const test::TemporaryFolder folder;
    int refusals = 3;
    const ScopedFault fault([&](Operation operation, const fs::path&) { return operation == Operation::open && refusals-- > 0 ? EEXIST : 0; });
    REQUIRE(write_file_atomically(folder.path() / "a", core::as_bytes("x")).has_value());
    CHECK(listing(folder.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("atomic write: the folder above must exist and the target must not be a folder") {
    const test::TemporaryFolder folder;
    CHECK_FALSE(write_file_atomically(folder.path() / "missing" / "a", core::as_bytes("x")).has_value());
    const auto outcome = write_file_atomically(folder.path(), core::as_bytes("x"));
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message.find("it is a folder") != std::string::npos);
    CHECK(listing(folder.path()).empty());
}
