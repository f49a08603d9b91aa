// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/utc_time.hpp"

#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {

UtcTime at(std::int64_t seconds) { return UtcTime{std::chrono::seconds{seconds}}; }

struct Moment {
    std::int64_t seconds;
    std::string_view text;
};
// GNU date: date -u -d @SECONDS +%Y-%m-%dT%H:%M:%SZ
constexpr Moment k_moments[]{
    {0, "1970-01-01T00:00:00Z"},
    {-1, "1969-12-31T23:59:59Z"},
    {951782399, "2000-02-28T23:59:59Z"},
    {951782400, "2000-02-29T00:00:00Z"},
    {951868800, "2000-03-01T00:00:00Z"},
    {1709164800, "2024-02-29T00:00:00Z"},
    {1795359600, "2026-11-22T15:00:00Z"},
    {2147483648, "2038-01-19T03:14:08Z"},
    {4107542400, "2100-03-01T00:00:00Z"},
    {-2208988800, "1900-01-01T00:00:00Z"},
    {253402300799, "9999-12-31T23:59:59Z"},
    {-62135596800, "0001-01-01T00:00:00Z"},
    {-62167219200, "0000-01-01T00:00:00Z"},
};

}  // namespace

TEST_CASE("time: seconds and text agree with GNU date, both ways") {
    for (const Moment& moment : k_moments) {
        CAPTURE(moment.seconds);
        CHECK(to_iso8601(at(moment.seconds)) == moment.text);
        CHECK(to_date(at(moment.seconds)) == moment.text.substr(0, 10));
        CHECK(parse_utc_time(moment.text) == at(moment.seconds));
        CHECK(parse_utc_time("@" + std::to_string(moment.seconds)) == at(moment.seconds));
    }
}

TEST_CASE("time: a date alone is its midnight") { CHECK(parse_utc_time("2026-11-22") == parse_utc_time("2026-11-22T00:00:00Z").value()); }

TEST_CASE("time: days that do not exist are refused") {
    for (const std::string_view text :
         {"2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00", "2024-01-32"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_utc_time(text).has_value());
    }
    CHECK(parse_utc_time("2000-02-29").has_value());
}

TEST_CASE("time: other spellings are refused") {
    for (const std::string_view text : {"",
                                        "@",
                                        "@x",
                                        "@1.5",
                                        "@ 1",
                                        "@1 ",
                                        "@+1",
                                        "now",
                                        "2024-1-1",
                                        "24-01-01",
                                        "2024/01/01",
                                        "20240101",
                                        "2024-01-01T",
                                        "2024-01-01T00:00Z",
                                        "2024-01-01 00:00:00",
                                        "2024-01-01T00:00:00",
                                        "2024-01-01T00:00:00+00:00",
                                        "2024-01-01T00:00:00.5Z",
                                        "2024-01-01t00:00:00z",
                                        "2024-01-01T24:00:00Z",
                                        "2024-01-01T23:60:00Z",
                                        "2024-01-01T23:59:60Z",
                                        "+024-01-01",
                                        "-001-01-01",
                                        "2024-01-01T-1:00:00Z",
                                        "2024-01-01Z",
                                        "2024-01-01T00:00:00ZZ"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_utc_time(text).has_value());
    }
}

TEST_CASE("time: moments outside the years 0000 to 9999 are refused, and written as the nearest end") {
    for (const std::string_view text : {"@253402300800", "@-62167219201", "@9223372036854775807", "@-9223372036854775808", "@99999999999999999999"}) {
        CHECK_FALSE(parse_utc_time(text).has_value());
    }
    CHECK(to_iso8601(UtcTime::max()) == "9999-12-31T23:59:59Z");
    CHECK(to_iso8601(UtcTime::min()) == "0000-01-01T00:00:00Z");
}

TEST_CASE("time: days between are rounded towards the past") {
    const UtcTime noon = parse_utc_time("2026-11-22T12:00:00Z").value();
    CHECK(days_between(noon, parse_utc_time("2026-12-22T12:00:00Z").value()) == 30);
    CHECK(days_between(noon, parse_utc_time("2026-12-22T11:59:59Z").value()) == 29);
    CHECK(days_between(noon, noon) == 0);
    CHECK(days_between(noon, parse_utc_time("2026-11-23T11:59:59Z").value()) == 0);
    CHECK(days_between(noon, parse_utc_time("2026-11-22T11:59:59Z").value()) == -1);
    CHECK(days_between(noon, parse_utc_time("2026-11-21T12:00:00Z").value()) == -1);
    CHECK(days_between(noon, parse_utc_time("2026-11-21T11:59:59Z").value()) == -2);
    CHECK(days_between(parse_utc_time("2023-03-01").value(), parse_utc_time("2024-03-01").value()) == 366);
}
