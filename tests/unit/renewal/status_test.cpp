// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Dates beside the tests were counted with date(1): date -u -d '2027-01-01 - 60 days' +%F
#include "gpotrust/renewal/status.hpp"

#include "support/catch.hpp"

using namespace gpotrust;
using renewal::Schedule;
using renewal::State;
using renewal::status_of;
using renewal::TrustStatus;

namespace {

core::UtcTime at(const char* text) { return *core::parse_utc_time(text); }

ledger::RecordedCertificate certificate(const char* role, const char* not_before, const char* not_after, const char* until = nullptr) {
    ledger::RecordedCertificate recorded;
    recorded.sha1.octets.fill(static_cast<std::uint8_t>(not_after[3]));
    recorded.store = "TrustedPeople";
    recorded.role = role;
    recorded.not_before = at(not_before);
    recorded.not_after = at(not_after);
    if (until != nullptr) recorded.until = at(until);
    return recorded;
}

ledger::TrustState policy(std::vector<ledger::RecordedCertificate> certificates) {
    ledger::TrustState state;
    state.newest.slug = "mail";
    state.newest.gpo_name = "Trust mail";
    state.newest.revision = 3;
    state.newest.certificates = std::move(certificates);
    return state;
}

ledger::TrustState one_year() { return policy({certificate("current", "2026-01-01", "2027-01-01")}); }

State state_at(const char* now, const Schedule& schedule = {}) { return status_of(one_year(), schedule, at(now)).state; }

}  // namespace

TEST_CASE("status: a renewal is due from 60 days before the end, to the second") {
    CHECK(state_at("2026-11-01T23:59:59Z") == State::ok);
    CHECK(state_at("2026-11-02") == State::due);
    CHECK(*status_of(one_year(), {}, at("2026-06-01")).renew_from == at("2026-11-02"));
}

TEST_CASE("status: a certificate is valid in its last second and expired in the next") {
    CHECK(state_at("2027-01-01T00:00:00Z") == State::due);
    CHECK(state_at("2027-01-01T00:00:01Z") == State::expired);
}

TEST_CASE("status: days left are whole days, 0 on the last and negative once past") {
    CHECK(*status_of(one_year(), {}, at("2026-12-31T00:00:01Z")).days_left == 0);
    CHECK(*status_of(one_year(), {}, at("2026-12-30")).days_left == 2);
    CHECK(*status_of(one_year(), {}, at("2027-01-01T00:00:01Z")).days_left == -1);
    CHECK(*status_of(one_year(), {}, at("2027-01-03")).days_left == -2);
}

TEST_CASE("status: another renewal window counts for this run") {
    Schedule schedule;
    schedule.renew_days = 200;  // more than a third of 365 days: 121 days and 16 hours
    CHECK(*status_of(one_year(), schedule, at("2026-06-01")).renew_from == at("2026-09-01T08:00:00Z"));
    schedule.renew_days = 0;
    CHECK(state_at("2026-12-31T23:59:59Z", schedule) == State::ok);
    CHECK(state_at("2027-01-01", schedule) == State::due);
}

TEST_CASE("status: the window of a 90-day certificate is 30 days") {
    const auto state = policy({certificate("current", "2026-01-01", "2026-04-01")});
    CHECK(*status_of(state, {}, at("2026-01-01")).renew_from == at("2026-03-02"));
    CHECK(status_of(state, {}, at("2026-03-01T23:59:59Z")).state == State::ok);
}

TEST_CASE("status: the first end of current and next certificates is the policy's, whatever retires") {
    const auto state = policy({certificate("retiring", "2025-01-01", "2026-03-01", "2026-02-01"), certificate("next", "2026-06-01", "2028-06-01"),
                               certificate("current", "2026-01-01", "2027-01-01"), certificate("distrusted", "2020-01-01", "2021-01-01")});
    const TrustStatus status = status_of(state, {}, at("2026-01-15"));
    CHECK(*status.not_after == at("2027-01-01"));
    CHECK(status.state == State::ok);
    CHECK_FALSE(status.holds_ended);
    REQUIRE(status.certificates.size() == 4);
    CHECK_FALSE(status.certificates[0].counts);
    CHECK(status.certificates[0].end == at("2026-02-01"));
    CHECK(status.certificates[0].days_left == 17);
    CHECK(status.certificates[1].counts);
    CHECK(status.certificates[2].counts);
    CHECK_FALSE(status.certificates[3].counts);
}

TEST_CASE("status: a retiring certificate whose end has come is told, and does not make the policy due") {
    const auto state =
        policy({certificate("retiring", "2025-01-01", "2026-12-01", "2026-02-01"), certificate("current", "2026-01-01", "2027-01-01")});
    CHECK_FALSE(status_of(state, {}, at("2026-01-31T23:59:59Z")).holds_ended);
    CHECK(status_of(state, {}, at("2026-02-01")).holds_ended);
    CHECK(status_of(state, {}, at("2026-02-01")).state == State::ok);
}

TEST_CASE("status: a retiring certificate never outlasts its own end") {
    const auto state = policy({certificate("retiring", "2025-01-01", "2026-03-01", "2026-09-01")});
    CHECK(status_of(state, {}, at("2026-02-28")).certificates[0].end == at("2026-03-01"));
    CHECK(status_of(policy({certificate("retiring", "2025-01-01", "2026-03-01")}), {}, at("2026-03-01")).holds_ended);
}

TEST_CASE("status: a policy without a certificate that counts is retired, without dates") {
    for (const auto& state : {policy({}), policy({certificate("distrusted", "2026-01-01", "2027-01-01")}),
                              policy({certificate("retiring", "2026-01-01", "2027-01-01", "2026-02-01")})}) {
        const TrustStatus status = status_of(state, {}, at("2026-06-01"));
        CHECK(status.state == State::retired);
        CHECK_FALSE(status.not_after.has_value());
        CHECK_FALSE(status.days_left.has_value());
        CHECK_FALSE(status.renew_from.has_value());
        CHECK_FALSE(status.threshold.has_value());
    }
}

TEST_CASE("status: the threshold is the smallest whose moment has come") {
    const auto threshold = [](const char* now) { return status_of(one_year(), {}, at(now)).threshold; };
    CHECK_FALSE(threshold("2026-09-02T23:59:59Z").has_value());
    CHECK(threshold("2026-09-03") == 120U);
    CHECK(threshold("2026-11-01T23:59:59Z") == 120U);
    CHECK(threshold("2026-11-02") == 60U);
    CHECK(threshold("2026-12-31") == 1U);
    CHECK(threshold("2027-05-01") == 1U);
}

TEST_CASE("status: of two certificates that end together the longer life opens the window") {
    const auto state = policy({certificate("current", "2026-12-02", "2027-01-01"), certificate("current", "2026-01-01", "2027-01-01")});
    CHECK(*status_of(state, {}, at("2026-12-03")).renew_from == at("2026-11-02"));
}

TEST_CASE("status: dates that make no sense neither end nor mislead the reckoning") {
    const auto inverted = policy({certificate("current", "2027-01-01", "2026-01-01")});
    CHECK(*status_of(inverted, {}, at("2025-12-31")).renew_from == at("2026-01-01"));
    const auto longest = policy({certificate("current", "0000-01-01", "9999-12-31T23:59:59Z")});
    CHECK(status_of(longest, {}, at("2026-01-01")).state == State::ok);
    const auto unknown_role = policy({certificate("imagined", "2026-01-01", "2027-01-01")});
    CHECK(status_of(unknown_role, {}, at("2026-01-01")).state == State::retired);
}

TEST_CASE("status: a time in which nothing trusted is valid is an end, however long the next certificate lasts") {
    const auto retiring = certificate("retiring", "2026-01-01", "2027-01-15");
    const auto next = certificate("next", "2027-12-15", "2029-01-15");
    const auto gap = policy({retiring, next});
    CHECK(status_of(gap, {}, at("2026-11-15T23:59:59Z")).state == State::ok);
    CHECK(status_of(gap, {}, at("2026-11-16")).state == State::due);  // 60 days before the gap
    CHECK(*status_of(gap, {}, at("2026-12-01")).not_after == at("2027-01-15"));
    CHECK(status_of(gap, {}, at("2027-01-15")).state == State::due);
    CHECK(status_of(gap, {}, at("2027-01-15T00:00:01Z")).state == State::expired);
    CHECK(*status_of(gap, {}, at("2027-06-01")).days_left == -137);
    CHECK(status_of(gap, {}, at("2027-12-14T23:59:59Z")).state == State::expired);
    CHECK(status_of(gap, {}, at("2027-12-15")).state == State::ok);
}

TEST_CASE("status: what ended before a gap may have left the policy") {
    auto gap = policy({certificate("next", "2027-12-15", "2029-01-15")});
    gap.newest.time = at("2027-02-01");
    CHECK(status_of(gap, {}, at("2027-06-01")).state == State::expired);
    CHECK(*status_of(gap, {}, at("2027-06-01")).not_after == at("2027-02-01"));
    CHECK(status_of(gap, {}, at("2027-02-01")).state == State::expired);
    CHECK(status_of(gap, {}, at("2027-12-15")).state == State::ok);
}

TEST_CASE("status: certificates that follow upon each other leave no gap") {
    const auto seamless = policy({certificate("retiring", "2026-01-01", "2026-12-31T23:59:59Z"), certificate("next", "2027-01-01", "2028-01-01")});
    CHECK(status_of(seamless, {}, at("2026-12-31")).state == State::ok);
    CHECK(*status_of(seamless, {}, at("2026-12-31")).not_after == at("2028-01-01"));
    const auto cut_short =
        policy({certificate("retiring", "2026-01-01", "2027-06-01", "2026-12-01"), certificate("next", "2027-01-01", "2028-01-01")});
    CHECK(*status_of(cut_short, {}, at("2026-06-01")).not_after == at("2026-12-01"));
}

TEST_CASE("status: what the ledger knows of the revision and its import is passed on") {
    ledger::TrustState state = one_year();
    state.newest.operator_name = "CHG-1";
    state.newest.domain = "contoso.com";
    state.newest.scope = "both";
    state.newest.time = at("2026-01-02");
    state.imported = ledger::Event{};
    state.imported->revision = 2;
    const TrustStatus status = status_of(state, {}, at("2026-06-01"));
    CHECK(status.slug == "mail");
    CHECK(status.gpo_name == "Trust mail");
    CHECK(status.domain == "contoso.com");
    CHECK(status.revision == 3);
    CHECK(status.scope == "both");
    CHECK(status.revised_at == at("2026-01-02"));
    CHECK(status.revised_by == "CHG-1");
    CHECK(status.imported->revision == 2);
}
