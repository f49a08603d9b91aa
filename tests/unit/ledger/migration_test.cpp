// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A ledger that an earlier release wrote (tests/data/ledger/README.md).
#include <cerrno>

#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "sample_event.hpp"

namespace fs = std::filesystem;
using namespace gpotrust;
using ledger::Access;
using test::appended;
using test::open_ledger;

namespace {

/// The last chain value of the fixture, as sqlite3 printed it.
constexpr const char* k_last_chain = "6DA8E330FD4BB412F0DE4858A366C9E7E5A5D0203BBF3D000AE5F647460792FC";

fs::path old_ledger(const test::TemporaryFolder& folder) {
    fs::path file = folder.path() / "ledger.db";
    REQUIRE(platform::write_file_atomically(file, test::data_file("ledger/version-1.db")).has_value());
    return file;
}

void is_what_was_written(const ledger::Ledger& ledger) {
    CHECK(ledger.verify_chain().has_value());
    const std::vector<ledger::Event> events = ledger.events().value();
    REQUIRE(events.size() == 3);
    CHECK(events[0].operator_name == "CHG-1");
    CHECK(events[1].certificates.size() == 2);
    CHECK(events[2].gpo_name == "Old Trust \xC3\xBC");
    CHECK(events[2].accepted.at(0).reason == "old");
    CHECK(core::to_hex(events[2].chain) == k_last_chain);
    for (const ledger::Event& event : events) CHECK(event.certificates.at(0).subject.empty());
    CHECK((**ledger.newest("old-trust")).revision == 2);
    CHECK(ledger.states()->size() == 2);
}

}  // namespace

TEST_CASE("ledger migration: opened for reading, a ledger of version 1 is read and left alone") {
    const test::TemporaryFolder folder;
    const fs::path file = old_ledger(folder);
    is_what_was_written(open_ledger(file, Access::read_only));
    CHECK(test::file_bytes(file) == test::data_file("ledger/version-1.db"));
    CHECK(test::files_ending(folder.path(), "").size() == 1);
}

TEST_CASE("ledger migration: opened for writing it has the new schema, the old rows and a copy beside it") {
    const test::TemporaryFolder folder;
    const fs::path file = old_ledger(folder);
    {
        ledger::Ledger ledger = open_ledger(file);
        REQUIRE(ledger.kept_copy().has_value());
        CHECK(ledger.kept_copy()->filename() == "ledger.db.version-1");
        is_what_was_written(ledger);
        CHECK(appended(ledger, test::sample_event(4)).sequence == 4);
    }
    CHECK(test::file_bytes(folder.path() / "ledger.db.version-1") == test::data_file("ledger/version-1.db"));
    const ledger::Ledger ledger = open_ledger(file);
    CHECK_FALSE(ledger.kept_copy().has_value());
    CHECK(ledger.verify_chain().has_value());
    CHECK(core::to_hex(ledger.events()->at(2).chain) == k_last_chain);
    CHECK((**ledger.last()).certificates.at(0).names.size() == 2);
    CHECK(test::files_ending(folder.path(), "").size() == 2);
}

TEST_CASE("ledger migration: a copy that is there is never overwritten; the same one serves again") {
    const test::TemporaryFolder folder;
    const fs::path file = old_ledger(folder);
    SECTION("another one") {
        REQUIRE(platform::write_file_atomically(folder.path() / "ledger.db.version-1", core::to_bytes("mine")).has_value());
        CHECK(open_ledger(file).kept_copy()->filename() == "ledger.db.version-1-2");
        CHECK(core::as_text(test::file_bytes(folder.path() / "ledger.db.version-1")) == "mine");
        CHECK(test::file_bytes(folder.path() / "ledger.db.version-1-2") == test::data_file("ledger/version-1.db"));
    }
    SECTION("the same one") {
        fs::copy_file(file, folder.path() / "ledger.db.version-1");
        CHECK(open_ledger(file).kept_copy()->filename() == "ledger.db.version-1");
        CHECK(test::files_ending(folder.path(), "").size() == 2);
    }
}

TEST_CASE("ledger migration: without its copy it does not happen") {
    const test::TemporaryFolder folder;
    const fs::path file = old_ledger(folder);
    {
        const platform::ScopedFault fault(
            [](platform::Operation operation, const fs::path&) { return operation == platform::Operation::write ? ENOSPC : 0; });
        CHECK(ledger::Ledger::open(file, Access::read_write).error().code == core::ErrorCode::file_system);
    }
    CHECK(test::file_bytes(file) == test::data_file("ledger/version-1.db"));
    is_what_was_written(open_ledger(file));
}

TEST_CASE("ledger migration: a value written later into a field that old rows do not cover is found") {
    const test::TemporaryFolder folder;
    const fs::path file = old_ledger(folder);
    { const ledger::Ledger ledger = open_ledger(file); }
    test::tamper(file, "DROP TRIGGER event_fix; DROP TRIGGER certificate_fix; DROP TRIGGER name_keep");
    SECTION("until") { test::tamper(file, "UPDATE certificate SET until = 5 WHERE sequence = 2"); }
    SECTION("subject") { test::tamper(file, "UPDATE certificate SET subject = 'CN=x' WHERE sequence = 2"); }
    SECTION("name") { test::tamper(file, "INSERT INTO name VALUES (2, 0, 0, 'x')"); }
    SECTION("target") { test::tamper(file, "UPDATE event SET target_domain = 'x' WHERE sequence = 2"); }
    SECTION("format") { test::tamper(file, "UPDATE event SET format = 2 WHERE sequence = 2"); }
    const auto verified = open_ledger(file, Access::read_only).verify_chain();
    REQUIRE_FALSE(verified.has_value());
    CHECK(verified.error().message.find("row 2") == 0);
    CHECK_FALSE(open_ledger(file, Access::read_only).find("old-trust", 2).has_value());
}
