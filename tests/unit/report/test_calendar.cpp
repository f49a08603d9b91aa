// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What python3-vobject and khal do not mind (docs/decisions/0005-calendars-by-hand.md) is looked at here: CR LF, 75 octets, escapes.
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "sample_status.hpp"

using namespace gpotrust;
using namespace gpotrust::test;

namespace {

/// RFC 5545 3.1: a line end and a blank are taken out again.
std::string unfolded(std::string text) {
    for (std::size_t fold = text.find("\r\n "); fold != std::string::npos; fold = text.find("\r\n ", fold)) text.erase(fold, 3);
    return text;
}

}  // namespace

TEST_CASE("calendar: lines end with CR LF, have at most 75 octets and never split a character") {
    std::string name;
    for (int i = 0; i < 120; ++i) name += i % 3 == 0 ? "\xF0\x9F\x94\x92" : (i % 3 == 1 ? "\xC3\x9F" : "a");
    const std::string calendar =
        report::to_calendar(outcome_of({policy("long", name.c_str(), 1, {recorded("a", "current", "2026-01-01", "2027-01-01")})}));
    for (const std::string& line : lines_of(calendar, "\r\n")) {
        INFO(line);
        CHECK(line.size() <= 75);
        CHECK(core::is_utf8(line));
        CHECK(line.find_first_of("\r\n") == std::string::npos);
    }
    CHECK(has(unfolded(calendar), "SUMMARY:Certificate ends: " + name + "\r\n"));
}

TEST_CASE("calendar: commas, semicolons, backslashes and line ends are escaped") {
    const std::string calendar = unfolded(
        report::to_calendar(outcome_of({policy("evil", "a,b;c\\d\r\nEND:VEVENT", 1, {recorded("a", "current", "2026-01-01", "2027-01-01")})})));
    CHECK(has(calendar, "SUMMARY:Certificate ends: a\\,b\\;c\\\\d\xEF\xBF\xBD"));
    const auto lines = lines_of(calendar, "\r\n");
    CHECK(std::count(lines.begin(), lines.end(), "END:VEVENT") == 1);
}

TEST_CASE("calendar: one event per policy, with a UID of its GPO and the revision as sequence") {
    const std::string calendar = report::to_calendar(sample_status());
    const auto lines = lines_of(calendar, "\r\n");
    CHECK(std::count(lines.begin(), lines.end(), "BEGIN:VEVENT") == 4);
    CHECK(has(calendar, "UID:6d6d6d6d-6d6d-6d6d-6d6d-6d6d6d6d6d6d@gpotrust.invalid\r\nDTSTAMP:20261122T000000Z\r\nSEQUENCE:2\r\n"));
    CHECK(has(calendar, "DTSTART:20270101T000000Z\r\n"));
    CHECK(has(calendar, "LAST-MODIFIED:20260301T100000Z\r\n"));
}

TEST_CASE("calendar: a trust policy with thresholds of its own has alarms of its own") {
    auto outcome = sample_status();
    outcome.schedule.thresholds = {45};
    outcome.trusts.erase(outcome.trusts.begin() + 1, outcome.trusts.end());
    outcome.trusts.front().thresholds = std::vector<unsigned>{33, 3};
    const std::string calendar = report::to_calendar(outcome);
    CHECK(has(calendar, "TRIGGER:-P33D"));
    CHECK(has(calendar, "TRIGGER:-P3D"));
    CHECK_FALSE(has(calendar, "TRIGGER:-P45D"));
}

TEST_CASE("calendar: an alarm for each threshold, none for what is retired") {
    auto outcome = sample_status();
    outcome.schedule.thresholds = {45, 0};
    outcome.trusts.erase(outcome.trusts.begin() + 2);
    const std::string calendar = report::to_calendar(outcome);
    const auto lines = lines_of(calendar, "\r\n");
    CHECK(std::count(lines.begin(), lines.end(), "TRIGGER:-P45D") == 2);
    CHECK(std::count(lines.begin(), lines.end(), "TRIGGER:PT0S") == 2);
    CHECK(std::count(lines.begin(), lines.end(), "STATUS:CANCELLED") == 1);
    CHECK(std::count(lines.begin(), lines.end(), "STATUS:CONFIRMED") == 2);
}

TEST_CASE("calendar: another day changes nothing but the stamp") {
    const auto trusts = [](const char* now) {
        return report::to_calendar(outcome_of({policy("mail", "Mail", 2, {recorded("mail", "current", "2026-01-01", "2027-01-01")})}, at(now)));
    };
    std::string later = trusts("2027-03-01");
    later.replace(later.find("20270301T"), 9, "20261122T");
    CHECK(later == trusts("2026-11-22"));
}
