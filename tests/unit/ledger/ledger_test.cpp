// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/ledger/ledger.hpp"

#include <cerrno>
#include <chrono>
#include <fstream>
#include <thread>

#include "gpotrust/platform/faults.hpp"
#include "ledger/statement.hpp"
#include "sample_event.hpp"

namespace fs = std::filesystem;
using namespace gpotrust;
using core::ErrorCode;
using ledger::Access;
using ledger::Ledger;
using test::appended;
using test::open_ledger;
using test::sample_event;

namespace {

void same_but_for_number_and_chain(ledger::Event stored, const ledger::Event& wanted) {
    CHECK(stored.time == wanted.time);
    CHECK(stored.kind == wanted.kind);
    CHECK(stored.slug == wanted.slug);
    CHECK(stored.gpo_name == wanted.gpo_name);
    CHECK(stored.domain == wanted.domain);
    CHECK(stored.gpo_guid == wanted.gpo_guid);
    CHECK(stored.revision == wanted.revision);
    CHECK(stored.backup_id == wanted.backup_id);
    CHECK(stored.scope == wanted.scope);
    CHECK(stored.content_digest == wanted.content_digest);
    CHECK(stored.files_digest == wanted.files_digest);
    CHECK(stored.zip_sha256 == wanted.zip_sha256);
    CHECK(stored.operator_name == wanted.operator_name);
    CHECK(stored.certificates == wanted.certificates);
    CHECK(stored.accepted == wanted.accepted);
    CHECK(stored.target_guid == wanted.target_guid);
    CHECK(stored.target_domain == wanted.target_domain);
}

ErrorCode code_of_opening(const fs::path& file, Access access) {
    const auto opened = Ledger::open(file, access);
    REQUIRE_FALSE(opened.has_value());
    CHECK_FALSE(opened.error().message.empty());
    return opened.error().code;
}

std::string rejection_of(const fs::path& file) {
    const auto verified = open_ledger(file, Access::read_only).verify_chain();
    REQUIRE_FALSE(verified.has_value());
    CHECK(verified.error().code == ErrorCode::ledger_damaged);
    return verified.error().message;
}

constexpr const char* k_no_triggers =
    "DROP TRIGGER name_keep; DROP TRIGGER name_fix; DROP TRIGGER event_keep; DROP TRIGGER event_fix; DROP TRIGGER certificate_keep; DROP TRIGGER "
    "certificate_fix; DROP TRIGGER accepted_keep; DROP "
    "TRIGGER "
    "accepted_fix;";

fs::path ledger_with_three_rows(const test::TemporaryFolder& folder) {
    const fs::path file = folder.path() / "ledger.db";
    Ledger ledger = open_ledger(file);
    for (unsigned number = 1; number <= 3; ++number) appended(ledger, sample_event(number));
    return file;
}

}  // namespace

TEST_CASE("ledger: an event comes back as it was written, also through a new connection") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "ledger.db";
    {
        Ledger ledger = open_ledger(file);
        CHECK_FALSE(ledger.newest("exch01")->has_value());
        const ledger::Event event = appended(ledger, sample_event(1));
        CHECK(event.sequence == 1);
    }
    const Ledger ledger = open_ledger(file, Access::read_only);
    const auto found = ledger.newest("exch01");
    REQUIRE(found.has_value());
    REQUIRE(found->has_value());
    same_but_for_number_and_chain(**found, sample_event(1));
    CHECK(ledger.verify_chain().has_value());
    CHECK(ledger.events()->size() == 1);
}

TEST_CASE("ledger: the newest revision is found by slug and by GPO, an older one by number") {
    const test::TemporaryFolder folder;
    Ledger ledger = open_ledger(folder.path() / "ledger.db");
    for (unsigned number = 1; number <= 3; ++number) appended(ledger, sample_event(number));
    ledger::Event other = sample_event(9, "other");
    other.gpo_guid.octets.fill(8);
    appended(ledger, other);
    CHECK((**ledger.newest("exch01")).revision == 3);
    CHECK((**ledger.newest(other.gpo_guid)).slug == "other");
    CHECK((**ledger.find("exch01", 2)).sequence == 2);
    CHECK_FALSE(ledger.find("exch01", 4)->has_value());
    CHECK(**ledger.owner_of("other") == other.gpo_guid);
    CHECK_FALSE(ledger.owner_of("nobody")->has_value());
}

TEST_CASE("ledger: a changed row is named by the check of the chain") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    test::tamper(file, k_no_triggers);
    const char* const edits[] = {"UPDATE event SET gpo_name = 'another' WHERE sequence = 2",
                                 "UPDATE event SET time = time + 1 WHERE sequence = 2",
                                 "UPDATE certificate SET not_after = 5 WHERE sequence = 2",
                                 "UPDATE accepted SET reason = 'none' WHERE sequence = 2",
                                 "DELETE FROM accepted WHERE sequence = 2",
                                 "UPDATE certificate SET until = NULL WHERE sequence = 2",
                                 "UPDATE certificate SET subject = 'CN=other' WHERE sequence = 2",
                                 "UPDATE name SET name = 'other.example' WHERE sequence = 2 AND position = 1",
                                 "DELETE FROM name WHERE sequence = 2",
                                 "UPDATE event SET target_guid = NULL WHERE sequence = 2",
                                 "UPDATE event SET target_domain = 'other.example' WHERE sequence = 2",
                                 "UPDATE event SET format = 1 WHERE sequence = 2",
                                 "UPDATE event SET content_digest = zeroblob(32) WHERE sequence = 2"};
    const auto edit = GENERATE_REF(from_range(std::begin(edits), std::end(edits)));
    INFO(edit);
    test::tamper(file, edit);
    CHECK(rejection_of(file).find("row 2") == 0);
}

TEST_CASE("ledger: a row taken out of the middle is noticed, a cut tail is not") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    test::tamper(file, k_no_triggers);
    SECTION("the middle") {
        test::tamper(file, "PRAGMA foreign_keys = OFF; DELETE FROM event WHERE sequence = 2");
        CHECK(rejection_of(file).find("row 2") == 0);
    }
    SECTION("the tail: what the chain cannot prove") {
        test::tamper(file,
                     "DELETE FROM name WHERE sequence = 3; DELETE FROM certificate WHERE sequence = 3; DELETE FROM accepted WHERE sequence = 3; "
                     "DELETE FROM event WHERE sequence = 3");
        CHECK(open_ledger(file, Access::read_only).verify_chain().has_value());
    }
}

TEST_CASE("ledger: nothing is appended after a last row that was changed") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    test::tamper(file, k_no_triggers);
    test::tamper(file, "UPDATE event SET operator_name = 'somebody' WHERE sequence = 3");
    Ledger ledger = open_ledger(file);
    const auto refused = ledger.append(sample_event(4));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::ledger_damaged);
    CHECK(refused.error().message.find("row 3") == 0);
    CHECK(ledger.events()->size() == 3);
}

TEST_CASE("ledger: rows cannot be changed by accident") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(platform::path_to_utf8(file).c_str(), &connection) == SQLITE_OK);
    CHECK(sqlite3_exec(connection, "UPDATE event SET slug = 'x'", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    CHECK(sqlite3_exec(connection, "DELETE FROM certificate", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    sqlite3_close(connection);
}

TEST_CASE("ledger: what is not our ledger is refused and left alone") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "ledger.db";
    SECTION("no database") {
        std::ofstream(file) << "this file is long enough to be taken for a database, were it not for its first sixteen octets";
        CHECK(code_of_opening(file, Access::read_write) == ErrorCode::ledger_damaged);
    }
    SECTION("another program's database") {
        test::tamper(file, "CREATE TABLE bookmark (title TEXT)");
        CHECK(code_of_opening(file, Access::read_write) == ErrorCode::ledger_damaged);
    }
    SECTION("another application id") {
        test::tamper(file, "PRAGMA application_id = 1; CREATE TABLE event (title TEXT)");
        CHECK(code_of_opening(file, Access::read_only) == ErrorCode::ledger_damaged);
    }
    SECTION("a newer version") {
        static_cast<void>(ledger_with_three_rows(folder));
        test::tamper(file, "PRAGMA user_version = 3");
        const auto opened = Ledger::open(file, Access::read_write);
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().code == ErrorCode::ledger_damaged);
        CHECK(opened.error().hint.find("newer gpotrust") != std::string::npos);
    }
    SECTION("tables missing") {
        static_cast<void>(ledger_with_three_rows(folder));
        test::tamper(file, "DROP TRIGGER certificate_keep; PRAGMA foreign_keys = OFF; DROP TABLE certificate");
        const auto found = open_ledger(file).newest("exch01");
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == ErrorCode::ledger_damaged);
    }
    SECTION("overwritten in the middle") {
        static_cast<void>(ledger_with_three_rows(folder));
        std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
        damaged.seekp(4096);
        for (int i = 0; i < 40'000; ++i) damaged.put('\xFF');
        damaged.close();
        const auto found = Ledger::open(file, Access::read_write).and_then([](const Ledger& ledger) { return ledger.events(); });
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == ErrorCode::ledger_damaged);
    }
}

TEST_CASE("ledger: a missing file is made for writing only") {
    const test::TemporaryFolder folder;
    CHECK(code_of_opening(folder.path() / "ledger.db", Access::read_only) == ErrorCode::file_system);
    CHECK_FALSE(fs::exists(folder.path() / "ledger.db"));
    CHECK(code_of_opening(folder.path() / "no" / "ledger.db", Access::read_write) == ErrorCode::file_system);
}

TEST_CASE("ledger: opened and left without a row it is an empty file that reads as an empty ledger") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "ledger.db";
    { const Ledger ledger = open_ledger(file); }
    CHECK(fs::file_size(file) == 0);
    CHECK(open_ledger(file, Access::read_only).events()->empty());
    Ledger ledger = open_ledger(file);
    CHECK(appended(ledger, sample_event(1)).sequence == 1);
}

TEST_CASE("ledger: nothing but the database stays in the folder") {
    const test::TemporaryFolder folder;
    static_cast<void>(ledger_with_three_rows(folder));
    CHECK(test::files_ending(folder.path(), "").size() == 1);
}

TEST_CASE("ledger: an event the tables refuse leaves nothing, and the next one is taken") {
    const test::TemporaryFolder folder;
    Ledger ledger = open_ledger(folder.path() / "ledger.db");
    ledger::Event wrong = sample_event(1);
    wrong.scope = "somewhere";
    CHECK_FALSE(ledger.append(wrong).has_value());
    CHECK(ledger.events()->empty());
    CHECK(appended(ledger, sample_event(1)).sequence == 1);
    CHECK_FALSE(ledger.append(wrong).has_value());
    CHECK(appended(ledger, sample_event(2)).sequence == 2);
    CHECK(ledger.verify_chain().has_value());
}

TEST_CASE("ledger: a full disk is a failure of the file system and changes nothing") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    Ledger ledger = open_ledger(file);
    {
        const platform::ScopedFault fault(
            [](platform::Operation operation, const fs::path&) { return operation == platform::Operation::write ? ENOSPC : 0; });
        const auto refused = ledger.append(sample_event(4));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::file_system);
    }
    CHECK(ledger.events()->size() == 3);
    CHECK(appended(ledger, sample_event(4)).sequence == 4);
}

TEST_CASE("ledger: another connection's lock is waited for") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    Ledger ledger = open_ledger(file);
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(platform::path_to_utf8(file).c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) == SQLITE_OK);
    std::jthread releasing([other] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        sqlite3_close(other);
    });
    CHECK(appended(ledger, sample_event(4)).sequence == 4);
}

TEST_CASE("ledger: SQLite's result codes have our meanings") {
    const ledger::Connection none;
    CHECK(ledger::error_of(none, SQLITE_BUSY).code == ErrorCode::ledger_locked);
    CHECK(ledger::error_of(none, SQLITE_BUSY_SNAPSHOT).code == ErrorCode::ledger_locked);
    CHECK(ledger::error_of(none, SQLITE_CORRUPT).code == ErrorCode::ledger_damaged);
    CHECK(ledger::error_of(none, SQLITE_NOTADB).code == ErrorCode::ledger_damaged);
    CHECK(ledger::error_of(none, SQLITE_FULL).code == ErrorCode::file_system);
    CHECK(ledger::error_of(none, SQLITE_IOERR_WRITE).code == ErrorCode::file_system);
    CHECK(ledger::error_of(none, SQLITE_READONLY).code == ErrorCode::file_system);
    CHECK(ledger::error_of(none, SQLITE_READONLY_ROLLBACK).code == ErrorCode::ledger_locked);
    CHECK(ledger::error_of(none, SQLITE_READONLY_RECOVERY).code == ErrorCode::ledger_locked);
    CHECK(ledger::error_of(none, SQLITE_MISUSE).code == ErrorCode::internal);
}

TEST_CASE("ledger: texts with a NUL and an empty domain survive") {
    const test::TemporaryFolder folder;
    Ledger ledger = open_ledger(folder.path() / "ledger.db");
    ledger::Event event = sample_event(1);
    event.operator_name = std::string("a\0b", 3);
    event.domain.clear();
    event.certificates.clear();
    event.accepted.clear();
    appended(ledger, event);
    same_but_for_number_and_chain(**ledger.newest("exch01"), event);
    CHECK(ledger.verify_chain().has_value());
}

TEST_CASE("ledger: a row that was edited answers no question, and the others still do") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "ledger.db";
    {
        Ledger ledger = open_ledger(file);
        for (unsigned number = 1; number <= 3; ++number) {
            ledger::Event event = sample_event(number, "slug" + std::to_string(number));
            event.gpo_guid.octets.fill(static_cast<std::uint8_t>(number));
            appended(ledger, event);
        }
    }
    test::tamper(file, k_no_triggers);
    SECTION("a field") { test::tamper(file, "UPDATE event SET zip_sha256 = zeroblob(32) WHERE sequence = 2"); }
    SECTION("a name") { test::tamper(file, "UPDATE name SET name = 'x' WHERE sequence = 2"); }
    SECTION("a certificate") { test::tamper(file, "UPDATE certificate SET store = 'Root' WHERE sequence = 2"); }
    SECTION("an accepted finding") { test::tamper(file, "PRAGMA foreign_keys = OFF; DELETE FROM accepted WHERE sequence = 2"); }
    SECTION("its chain value") { test::tamper(file, "UPDATE event SET chain = zeroblob(32) WHERE sequence = 2"); }
    const Ledger ledger = open_ledger(file, Access::read_only);
    core::Guid guid;
    guid.octets.fill(2);
    const auto is_refused = [](const auto& answer) { return !answer.has_value() && answer.error().code == ErrorCode::ledger_damaged; };
    CHECK(is_refused(ledger.newest("slug2")));
    CHECK(is_refused(ledger.newest(guid)));
    CHECK(is_refused(ledger.find("slug2", 2)));
    CHECK(is_refused(ledger.owner_of("slug2")));
    CHECK(ledger.newest("slug1").value().has_value());
}

TEST_CASE("ledger: a row whose row before is gone answers no question") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    test::tamper(file, k_no_triggers);
    test::tamper(file,
                 "DELETE FROM name WHERE sequence = 2; DELETE FROM certificate WHERE sequence = 2; DELETE FROM accepted WHERE sequence = 2; DELETE "
                 "FROM event WHERE sequence = 2");
    CHECK(open_ledger(file, Access::read_only).find("exch01", 3).error().code == ErrorCode::ledger_damaged);
    CHECK(open_ledger(file, Access::read_only).find("exch01", 1).value().has_value());
}

TEST_CASE("ledger: the domains there are packages for, each once") {
    const test::TemporaryFolder folder;
    Ledger ledger = open_ledger(folder.path() / "ledger.db");
    unsigned number = 0;
    for (const char* domain : {"two.example", "", "one.example", "two.example"}) {
        ledger::Event event = sample_event(++number);
        event.domain = domain;
        appended(ledger, event);
    }
    CHECK(ledger.domains().value() == std::vector<std::string>{"", "one.example", "two.example"});
}

TEST_CASE("ledger: after a run that was killed in the middle of a write, readers are told to wait and the next writer repairs it") {
    const test::TemporaryFolder folder;
    const fs::path file = ledger_with_three_rows(folder);
    const fs::path killed = folder.path() / "killed.db";
    sqlite3* writer = nullptr;
    REQUIRE(sqlite3_open(platform::path_to_utf8(file).c_str(), &writer) == SQLITE_OK);
    // With a cache of one page the changes reach the file before the commit, as they do in the middle of one.
    REQUIRE(sqlite3_exec(writer,
                         "PRAGMA cache_size = 1; BEGIN; CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(300000)); "
                         "DROP TRIGGER event_fix; UPDATE event SET slug = 'half'",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    fs::copy_file(file, killed);
    fs::copy_file(folder.path() / "ledger.db-journal", folder.path() / "killed.db-journal");
    sqlite3_close(writer);

    const auto reading = Ledger::open(killed, Access::read_only);
    REQUIRE_FALSE(reading.has_value());
    CHECK(reading.error().code == ErrorCode::ledger_locked);
    CHECK(reading.error().hint.find("gpotrust package") != std::string::npos);
    { Ledger ledger = open_ledger(killed); }
    const Ledger ledger = open_ledger(killed, Access::read_only);
    CHECK(ledger.verify_chain().has_value());
    CHECK(ledger.events()->size() == 3);
}
