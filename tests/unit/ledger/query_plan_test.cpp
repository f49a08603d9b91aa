// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// With 100,000 events every question `package` asks must be answered from an index. The plan is asserted, not the time.
#include "ledger/event_rows.hpp"
#include "sample_event.hpp"

using namespace gpotrust;

namespace {

std::vector<std::string> plan_of(const ledger::Connection& connection, std::string_view which) {
    const std::string text = std::string("EXPLAIN QUERY PLAN ") + (which.front() == ' ' ? "SELECT * FROM event" : "") + std::string(which);
    auto explained = ledger::Statement::prepare(connection, text);
    REQUIRE(explained.has_value());
    std::vector<std::string> steps;
    for (;;) {
        const auto row = explained->step();
        REQUIRE(row.has_value());
        if (!*row) return steps;
        steps.push_back(explained->text(3));
    }
}

constexpr const char* k_many = R"sql(
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO event (sequence, time, kind, slug, gpo_name, domain, gpo_guid, revision, backup_id, scope, content_digest, files_digest, zip_sha256, operator_name, chain)
    SELECT i, i, CASE i % 7 WHEN 0 THEN 'imported' ELSE 'packaged' END, 'slug-' || (i % 5000), 'name', '', randomblob(16), 1 + i / 5000, zeroblob(16), 'both', zeroblob(32), zeroblob(32),
    zeroblob(32), '', zeroblob(32) FROM n;
)sql";

}  // namespace

TEST_CASE("ledger: with 100,000 events every question of `package` is answered from an index") {
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "ledger.db";
    {
        ledger::Ledger ledger = test::open_ledger(file);
        test::appended(ledger, test::sample_event(1));
    }
    test::tamper(file, k_many);
    auto connection = ledger::open_connection(file, SQLITE_OPEN_READONLY);
    REQUIRE(connection.has_value());
    for (const std::string_view which : {ledger::k_last, ledger::k_at_sequence, ledger::k_newest_of_slug, ledger::k_newest_of_gpo,
                                         ledger::k_revision_of_slug, ledger::k_newest_import_of_slug, ledger::k_all_of_slug}) {
        const std::vector<std::string> steps = plan_of(*connection, which);
        INFO(which << ": " << steps.front());
        CHECK(steps.size() == 1);
        // The last row is a scan of the table from its end that LIMIT 1 stops at once; nothing may be sorted or searched through.
        CHECK((steps.front().find("SEARCH event USING") == 0 || (which == ledger::k_last && steps.front() == "SCAN event")));
    }
    for (const std::string_view each : {ledger::k_slugs, ledger::k_domains}) {
        for (const std::string& step : plan_of(*connection, each)) {
            INFO(each << ": " << step);
            CHECK(step.find("SCAN event") == std::string::npos);
            CHECK(step.find("TEMP B-TREE") == std::string::npos);
        }
    }
    CHECK(ledger::texts_of(*connection, ledger::k_slugs)->size() == 5001);
    CHECK(ledger::texts_of(*connection, ledger::k_domains).value() == std::vector<std::string>{"", "contoso.com"});
    // The rows above have no chain, so the ledger itself would refuse them.
    auto query = ledger::select_events(*connection, ledger::k_newest_of_slug);
    REQUIRE(query.has_value());
    query->bind(std::string_view("slug-77"));
    CHECK((**ledger::first_row(*connection, std::move(*query))).event.revision == 20);
}
