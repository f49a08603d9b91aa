// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/guid.hpp"

#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {
constexpr std::string_view k_default_domain_policy = "{31B2F340-016D-11D2-945F-00C04FB984F9}";
}

TEST_CASE("guid: octets stand in the order of the text (RFC 4122), not of Windows' memory") {
    const auto guid = parse_guid(k_default_domain_policy);
    REQUIRE(guid.has_value());
    CHECK(guid->octets ==
          std::array<std::uint8_t, 16>{0x31, 0xB2, 0xF3, 0x40, 0x01, 0x6D, 0x11, 0xD2, 0x94, 0x5F, 0x00, 0xC0, 0x4F, 0xB9, 0x84, 0xF9});
    CHECK(to_braced_upper(*guid) == k_default_domain_policy);
    CHECK(to_braced_lower(*guid) == "{31b2f340-016d-11d2-945f-00c04fb984f9}");
}

TEST_CASE("guid: braces are optional and case does not matter") {
    const Guid wanted = parse_guid(k_default_domain_policy).value();
    CHECK(parse_guid("31b2f340-016d-11d2-945f-00c04fb984f9") == wanted);
    CHECK(parse_guid("{31b2F340-016d-11D2-945F-00c04fb984f9}") == wanted);
    CHECK(parse_guid("00000000-0000-0000-0000-000000000000") == Guid{});
}

TEST_CASE("guid: everything else is refused") {
    for (const std::string_view text :
         {"", "{}", "31B2F340016D11D2945F00C04FB984F9", "{31B2F340-016D-11D2-945F-00C04FB984F9", "31B2F340-016D-11D2-945F-00C04FB984F9}",
          "(31B2F340-016D-11D2-945F-00C04FB984F9)", "31B2F340-016D-11D2-945F-00C04FB984F", "31B2F340-016D-11D2-945F-00C04FB984F99",
          "31B2F34-0016D-11D2-945F-00C04FB984F9", "31B2F340-016D-11D2-945F-00C04FB984FG", "31B2F340-016D-11D2-945F--0C04FB984F9",
          " 31B2F340-016D-11D2-945F-00C04FB984F9", "{{31B2F340-016D-11D2-945F-00C04FB984F9}}", "31B2F340-016D-11D2-94-F-00C04FB984F9"}) {
        CAPTURE(text);
        const auto failed = parse_guid(text);
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error().code == ErrorCode::malformed_input);
    }
}
