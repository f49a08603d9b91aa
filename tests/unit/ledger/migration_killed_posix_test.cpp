// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A migration that is killed before each of its uses of the file system leaves the old ledger or the new one.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "ledger/statement.hpp"
#include "sample_event.hpp"

namespace fs = std::filesystem;
using namespace gpotrust;

namespace {

/// Opens the ledger for writing in a process that kills itself at its use number `at` of the file system; true when it came to its end.
bool opened_before_the_kill(const fs::path& file, int at) {
    const pid_t child = fork();
    if (child == 0) {
        int uses = 0;
        const platform::ScopedFault kill_at([&uses, at](platform::Operation, const fs::path&) {
            if (uses++ == at) kill(getpid(), SIGKILL);
            return 0;
        });
        _exit(ledger::Ledger::open(file, ledger::Access::read_write) ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The same with a kill from outside after some microseconds.
void open_and_kill_after(const fs::path& file, useconds_t microseconds) {
    const pid_t child = fork();
    if (child == 0) _exit(ledger::Ledger::open(file, ledger::Access::read_write) ? 0 : 1);
    usleep(microseconds);
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
}

std::int64_t version_of(const fs::path& file) {
    auto connection = ledger::open_connection(file, SQLITE_OPEN_READWRITE);  // rolls back what was left
    REQUIRE(connection.has_value());
    auto query = ledger::Statement::prepare(*connection, "PRAGMA user_version");
    REQUIRE(query.has_value());
    REQUIRE(query->step().value());
    return query->integer(0);
}

void is_old_or_new(const fs::path& file) {
    const std::int64_t version = version_of(file);
    CHECK((version == 1 || version == 2));
    if (version == 2) CHECK(test::file_bytes(file.parent_path() / "ledger.db.version-1") == test::data_file("ledger/version-1.db"));
    const ledger::Ledger ledger = test::open_ledger(file);
    CHECK(ledger.verify_chain().has_value());
    CHECK(ledger.events()->size() == 3);
}

fs::path old_ledger(const test::TemporaryFolder& folder) {
    fs::path file = folder.path() / "ledger.db";
    REQUIRE(platform::write_file_atomically(file, test::data_file("ledger/version-1.db")).has_value());
    return file;
}

}  // namespace

TEST_CASE("ledger migration: killed at any use of the file system, the old ledger or the new one is there") {
    int kills = 0;
    for (bool ended = false; !ended; ++kills) {
        const test::TemporaryFolder folder;
        const fs::path file = old_ledger(folder);
        ended = opened_before_the_kill(file, kills);
        is_old_or_new(file);
    }
    CHECK(kills > 5);  // open, and the copy's write, flush, rename and flush of the folder
}

TEST_CASE("ledger migration: killed at any moment, the old ledger or the new one is there") {
    for (useconds_t microseconds = 0; microseconds < 6'000; microseconds += 300) {
        const test::TemporaryFolder folder;
        const fs::path file = old_ledger(folder);
        open_and_kill_after(file, microseconds);
        is_old_or_new(file);
    }
}
