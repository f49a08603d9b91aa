// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/properties.hpp"
#include "report/words.hpp"
#include "support/catch.hpp"

using namespace gpotrust;

namespace {

core::UtcTime at(std::string_view text) { return *core::parse_utc_time(text); }

}  // namespace

TEST_CASE("words: thumbprints are shown in groups of four") {
    CHECK(report::in_groups("1A6EFE6CBD") == "1A6E FE6C BD");
    CHECK(report::in_groups("").empty());
}

TEST_CASE("words: days left, past and ahead") {
    const core::UtcTime start = at("2026-01-01");
    const core::UtcTime end = at("2027-01-01");
    CHECK(report::validity(start, end, at("2026-12-22")) == "2026-01-01 to 2027-01-01, 10 days left");
    CHECK(report::validity(start, end, at("2026-12-31")) == "2026-01-01 to 2027-01-01, 1 day left");
    CHECK(report::validity(start, end, at("2026-12-31T12:00:00Z")) == "2026-01-01 to 2027-01-01, ends within a day");
    CHECK(report::validity(start, end, at("2027-01-03")) == "2026-01-01 to 2027-01-01, expired 2 days ago");
    CHECK(report::validity(start, end, at("2027-01-01T00:00:01Z")) == "2026-01-01 to 2027-01-01, expired today");
    CHECK(report::validity(start, end, at("2025-12-31")) == "2026-01-01 to 2027-01-01, starts in 1 day");
}

TEST_CASE("words: properties are named as in wincrypt.h, and what belongs to a machine is known") {
    CHECK(certificate::name_of(trust::PropertyId::key_prov_info) == "KEY_PROV_INFO");
    CHECK(certificate::name_of(static_cast<trust::PropertyId>(4711)) == "PROPERTY_4711");
    CHECK(report::is_foreign_metadata(trust::PropertyId::key_prov_info));
    CHECK(report::is_foreign_metadata(trust::PropertyId::request_originator));
    CHECK(report::is_foreign_metadata(static_cast<trust::PropertyId>(4711)));
    CHECK_FALSE(report::is_foreign_metadata(trust::PropertyId::sha1_hash));
    CHECK_FALSE(report::is_foreign_metadata(trust::PropertyId::certificate));
}

TEST_CASE("words: a key provider property with offsets outside of it says nothing and harms nothing") {
    trust::Property property{trust::PropertyId::key_prov_info, core::Bytes(28, 0xFF)};
    CHECK(report::meaning(property) == "container , provider , key set of the machine");
    property.value.resize(27);
    CHECK(report::meaning(property).empty());
    property = {trust::PropertyId::friendly_name, {'a', 0, 'b'}};
    CHECK(report::meaning(property) == "a");
}
