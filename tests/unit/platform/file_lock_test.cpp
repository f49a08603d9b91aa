// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/file_lock.hpp"

#include <cerrno>
#include <thread>

#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;
using namespace std::chrono_literals;

TEST_CASE("lock: a second one on the same file is refused after the wait, with a hint") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    const auto first = FileLock::acquire(file, 0ms);
    REQUIRE(first.has_value());
    const auto start = std::chrono::steady_clock::now();
    const auto second = FileLock::acquire(file, 150ms);
    CHECK(std::chrono::steady_clock::now() - start >= 150ms);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == core::ErrorCode::ledger_locked);
    CHECK_FALSE(second.error().hint.empty());
    CHECK(FileLock::acquire(folder.path() / "other", 0ms).has_value());
}

TEST_CASE("lock: is free again after destruction, and the file stays") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    { const auto lock = FileLock::acquire(file, 0ms).value(); }
    CHECK(FileLock::acquire(file, 0ms).has_value());
    CHECK(platform::exists(file));
}

TEST_CASE("lock: moves with its owner") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    auto first = FileLock::acquire(file, 0ms).value();
    {
        FileLock second = std::move(first);
        CHECK_FALSE(FileLock::acquire(file, 0ms).has_value());
        auto third = FileLock::acquire(folder.path() / "other", 0ms).value();
        third = std::move(second);
        CHECK_FALSE(FileLock::acquire(file, 0ms).has_value());
        CHECK(FileLock::acquire(folder.path() / "other", 0ms).has_value());
    }
    CHECK(FileLock::acquire(file, 0ms).has_value());
}

TEST_CASE("lock: who waits gets it as soon as it is free") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    auto first = std::make_unique<FileLock>(FileLock::acquire(file, 0ms).value());
    std::thread releaser([&] {
        std::this_thread::sleep_for(100ms);
        first.reset();
    });
    const auto second = FileLock::acquire(file, 30s);
    releaser.join();
    CHECK(second.has_value());
}

TEST_CASE("lock: a file that cannot be opened and a file system without locks are failures of the file system") {
    const test::TemporaryFolder folder;
    CHECK(FileLock::acquire(folder.path() / "missing" / ".lock", 0ms).error().code == core::ErrorCode::file_system);
    const ScopedFault fault([](Operation operation, const fs::path&) { return operation == Operation::lock ? ENOLCK : 0; });
    const auto lock = FileLock::acquire(folder.path() / ".lock", 0ms);
    REQUIRE_FALSE(lock.has_value());
    CHECK(lock.error().code == core::ErrorCode::file_system);
    CHECK(lock.error().message.find("no locks") != std::string::npos);
}
