// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "gpotrust/platform/file_lock.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;
using namespace std::chrono_literals;

namespace {

// A process that takes the lock, says so, and holds it until it is killed.
class Holder {
public:
    explicit Holder(const fs::path& file) {
        int ready[2];
        REQUIRE(pipe(ready) == 0);
        m_child = fork();
        REQUIRE(m_child >= 0);
        if (m_child == 0) {
            const auto lock = FileLock::acquire(file, 0ms);
            const char said = lock.has_value() ? 'y' : 'n';
            static_cast<void>(!write(ready[1], &said, 1));
            while (true) pause();
        }
        close(ready[1]);
        REQUIRE(read(ready[0], &m_said, 1) == 1);
        close(ready[0]);
    }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    ~Holder() { end(); }
    bool has_lock() const { return m_said == 'y'; }
    void end() {
        if (m_child <= 0) return;
        kill(m_child, SIGKILL);
        waitpid(m_child, nullptr, 0);
        m_child = -1;
    }

private:
    pid_t m_child = -1;
    char m_said = 'n';
};

}  // namespace

TEST_CASE("lock: excludes another process, and ends with a killed one") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    Holder holder(file);
    REQUIRE(holder.has_lock());
    const auto refused = FileLock::acquire(file, 50ms);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == core::ErrorCode::ledger_locked);
    holder.end();
    const auto mine = FileLock::acquire(file, 10s);
    REQUIRE(mine.has_value());
    CHECK_FALSE(Holder(file).has_lock());
}

TEST_CASE("lock: a lock file that is a link is refused") {
    const test::TemporaryFolder folder;
    fs::create_symlink("elsewhere", folder.path() / ".lock");
    CHECK(FileLock::acquire(folder.path() / ".lock", 0ms).error().code == core::ErrorCode::file_system);
    CHECK_FALSE(fs::exists(folder.path() / "elsewhere"));
}

TEST_CASE("lock: who waited for a file that was removed meanwhile locks the one that has the name now") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    auto first = FileLock::acquire(file, 0ms);
    REQUIRE(first.has_value());
    core::Result<FileLock> second = core::fail(core::ErrorCode::internal, "not tried");
    std::thread waiting([&] { second = FileLock::acquire(file, 10s); });
    std::this_thread::sleep_for(200ms);
    first->abandon(file);
    waiting.join();
    REQUIRE(second.has_value());
    CHECK(fs::exists(file));
    CHECK(FileLock::acquire(file, 0ms).error().code == core::ErrorCode::ledger_locked);
}

TEST_CASE("lock: one that is abandoned takes its own file with it and no other") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / ".lock";
    FileLock lock = FileLock::acquire(file, 0ms).value();
    SECTION("its own") {
        lock.abandon(file);
        CHECK_FALSE(fs::exists(file));
    }
    SECTION("another's") {
        fs::remove(file);
        const FileLock other = FileLock::acquire(file, 0ms).value();
        lock.abandon(file);
        CHECK(fs::exists(file));
    }
}
