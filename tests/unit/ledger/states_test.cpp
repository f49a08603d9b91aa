// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Marks of imports beside revisions, and where policies stand.
#include "sample_event.hpp"

using namespace gpotrust;
using test::appended;
using test::open_ledger;
using test::sample_event;

namespace {

ledger::Event mark(unsigned revision, std::string slug, std::string who) {
    ledger::Event event = sample_event(revision, std::move(slug));
    event.kind = ledger::kind::imported;
    event.operator_name = std::move(who);
    return event;
}

ledger::Event revision_of(unsigned number, std::string slug, std::uint8_t guid) {
    ledger::Event event = sample_event(number, std::move(slug));
    event.gpo_guid.octets.fill(guid);
    event.target_guid.reset();
    event.target_domain.clear();
    return event;
}

}  // namespace

TEST_CASE("ledger: a mark of an import is no revision: no look-up returns it") {
    const test::TemporaryFolder folder;
    ledger::Ledger ledger = open_ledger(folder.path() / "ledger.db");
    appended(ledger, revision_of(1, "exch01", 7));
    appended(ledger, revision_of(2, "exch01", 7));
    appended(ledger, mark(2, "exch01", "anna"));
    appended(ledger, mark(9, "exch01", "a revision that does not exist"));
    core::Guid guid;
    guid.octets.fill(7);
    CHECK((**ledger.newest("exch01")).sequence == 2);
    CHECK((**ledger.newest(guid)).sequence == 2);
    CHECK((**ledger.find("exch01", 2)).sequence == 2);
    CHECK_FALSE(ledger.find("exch01", 9)->has_value());
    CHECK((**ledger.last()).sequence == 4);
}

TEST_CASE("ledger: states are the newest revision and the newest mark of each slug, sorted") {
    const test::TemporaryFolder folder;
    ledger::Ledger ledger = open_ledger(folder.path() / "ledger.db");
    CHECK(ledger.states()->empty());
    appended(ledger, revision_of(1, "web", 1));
    appended(ledger, revision_of(1, "mail", 2));
    appended(ledger, revision_of(2, "mail", 2));
    appended(ledger, mark(1, "mail", "anna"));
    appended(ledger, mark(2, "mail", "bert"));
    appended(ledger, mark(1, "only-a-mark", "nobody"));
    appended(ledger, revision_of(3, "web", 1));
    const std::vector<ledger::TrustState> states = ledger.states().value();
    REQUIRE(states.size() == 2);
    CHECK(states[0].newest.slug == "mail");
    CHECK(states[0].newest.revision == 2);
    REQUIRE(states[0].imported.has_value());
    CHECK(states[0].imported->operator_name == "bert");
    CHECK(states[0].imported->target_domain == "contoso.com");
    CHECK(states[1].newest.slug == "web");
    CHECK(states[1].newest.revision == 3);
    CHECK_FALSE(states[1].imported.has_value());
}

TEST_CASE("ledger: the history of a slug is all of it, in order, and nothing else") {
    const test::TemporaryFolder folder;
    ledger::Ledger ledger = open_ledger(folder.path() / "ledger.db");
    appended(ledger, revision_of(1, "mail", 2));
    appended(ledger, revision_of(1, "mail-2", 3));
    appended(ledger, mark(1, "mail", "anna"));
    appended(ledger, revision_of(2, "mail", 2));
    std::vector<std::int64_t> sequences;
    const std::vector<ledger::Event> history = ledger.history("mail").value();
    for (const ledger::Event& event : history) sequences.push_back(event.sequence);
    CHECK(sequences == std::vector<std::int64_t>{1, 3, 4});
    CHECK(ledger.history("nobody")->empty());
}

TEST_CASE("ledger: events are handed out one at a time, until a row does not fit or the taker has enough") {
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "ledger.db";
    {
        ledger::Ledger ledger = open_ledger(file);
        for (unsigned number = 1; number <= 4; ++number) appended(ledger, sample_event(number));
    }
    std::vector<std::int64_t> seen;
    const auto take = [&seen](const ledger::Event& event) -> core::Result<void> {
        seen.push_back(event.sequence);
        if (event.sequence == 3) return core::fail(core::ErrorCode::file_system, "enough");
        return {};
    };
    CHECK(open_ledger(file, ledger::Access::read_only).for_each_event(take).error().message == "enough");
    CHECK(seen == std::vector<std::int64_t>{1, 2, 3});
    seen.clear();
    test::tamper(file, "DROP TRIGGER event_fix; UPDATE event SET gpo_name = 'x' WHERE sequence = 2");
    const auto stopped = open_ledger(file, ledger::Access::read_only).for_each_event(take);
    REQUIRE_FALSE(stopped.has_value());
    CHECK(stopped.error().message.find("row 2") == 0);
    CHECK(seen == std::vector<std::int64_t>{1});
    CHECK_FALSE(open_ledger(file, ledger::Access::read_only).history("exch01").has_value());
}
