// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/status.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using renewal::parse_days;
using renewal::parse_thresholds;

TEST_CASE("schedule: days are read as days or weeks") {
    CHECK(*parse_days("60d") == 60);
    CHECK(*parse_days("60") == 60);
    CHECK(*parse_days("8w") == 56);
    CHECK(*parse_days(" 0 ") == 0);
    CHECK(*parse_days("3650d") == 3650);
    CHECK(*parse_days("521W") == 3647);
}

TEST_CASE("schedule: what is no number of days is a usage error that names it") {
    for (const char* text : {"", "d", "-1", "+1", "1.5", "60 d", "3651", "522w", "99999999999999999999", "60m", "6 0", "0x10", "\xC2\xB2"}) {
        INFO(text);
        const auto days = parse_days(text);
        REQUIRE_FALSE(days.has_value());
        CHECK(days.error().code == core::ErrorCode::usage);
        CHECK(days.error().message.find(text) != std::string::npos);
    }
}

TEST_CASE("schedule: an error shows no control characters of the argument") {
    CHECK(parse_days("\x1b[2J").error().message.find('\x1b') == std::string::npos);
}

TEST_CASE("schedule: thresholds come in any order and leave descending without repeats") {
    CHECK(*parse_thresholds("30, 120,1,60,30,4w") == std::vector<unsigned>{120, 60, 30, 28, 1});
    CHECK(*parse_thresholds("7") == std::vector<unsigned>{7});
}

TEST_CASE("schedule: 32 thresholds are the most") {
    std::string list = "1";
    for (int i = 2; i <= 32; ++i) list += "," + std::to_string(i);
    CHECK(parse_thresholds(list)->size() == 32);
    CHECK(parse_thresholds(list + ",33").error().code == core::ErrorCode::usage);
}

TEST_CASE("schedule: an empty place in the list of thresholds is an error") {
    for (const char* text : {"", ",", "60,", ",60", "60,,30"}) {
        INFO(text);
        CHECK_FALSE(parse_thresholds(text).has_value());
    }
}

TEST_CASE("schedule: the defaults are those of the documentation") {
    const renewal::Schedule schedule;
    CHECK(schedule.thresholds == std::vector<unsigned>{120, 60, 30, 14, 7, 1});
    CHECK(schedule.renew_days == 60);
}
