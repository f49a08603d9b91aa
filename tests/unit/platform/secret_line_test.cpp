// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "platform/secret_line.hpp"

#include <cerrno>

#include "gpotrust/platform/terminal.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;

namespace {

core::Result<core::SecretBytes> line_of(std::string_view text) {
    return read_secret_line(
        [text]() mutable -> Outcome<std::optional<std::uint8_t>> {
            if (text.empty()) return std::nullopt;
            const auto octet = static_cast<std::uint8_t>(text.front());
            text.remove_prefix(1);
            return octet;
        },
        "place");
}

}  // namespace

TEST_CASE("secret line: ends at the first line feed, and one carriage return before it goes") {
    CHECK(line_of("pw").value().text() == "pw");
    CHECK(line_of("pw\n").value().text() == "pw");
    CHECK(line_of("pw\r\n").value().text() == "pw");
    CHECK(line_of("pw\r\r\n").value().text() == "pw\r");
    CHECK(line_of("pw\nrest\n").value().text() == "pw");
    CHECK(line_of("\nrest").value().empty());
    CHECK(line_of("").value().empty());
    CHECK(line_of(" p w\t\n").value().text() == " p w\t");
}

TEST_CASE("secret line: Notepad's byte-order mark is no part of the password") {
    CHECK(line_of("\xEF\xBB\xBFpäss\r\n").value().text() == "päss");
    CHECK(line_of("\xEF\xBB\xBF").value().empty());
    CHECK(line_of("\xEF\xBBpw").value().text() == "\xEF\xBBpw");
}

TEST_CASE("secret line: UTF-16, as PowerShell's redirection writes it, is refused with a hint") {
    const auto outcome = line_of(std::string_view("\xFF\xFEp\0w\0\r\0\n\0", 10));
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message == "the password is UTF-16");
    CHECK(outcome.error().hint.find("UTF-8") != std::string::npos);
    CHECK_FALSE(line_of(std::string_view("\xFE\xFF\0p\0w", 6)).has_value());
}

TEST_CASE("secret line: a NUL is refused") { CHECK_FALSE(line_of(std::string_view("p\0w\n", 4)).has_value()); }

TEST_CASE("secret line: 4096 octets are the most, line end and mark not counted") {
    const std::string longest(4096, 'x');
    CHECK(line_of(longest).value().size() == 4096);
    CHECK(line_of(longest + "\n").value().size() == 4096);
    CHECK(line_of("\xEF\xBB\xBF" + longest + "\r\n").value().size() == 4096);
    for (const std::string& text : {longest + "y", longest + "y\n", std::string(1'000'000, 'x')}) {
        const auto outcome = line_of(text);
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == core::ErrorCode::malformed_input);
        CHECK(outcome.error().text() == "\"place\": the password is longer than 4096 bytes");
    }
}

TEST_CASE("secret line: a source that fails is a password that is not to be had, and no message holds the secret") {
    int given = 0;
    const auto outcome = read_secret_line(
        [&]() -> Outcome<std::optional<std::uint8_t>> {
            if (++given > 3) return refused({EIO, std::generic_category()});
            return std::uint8_t{'s'};
        },
        "place");
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == core::ErrorCode::password_needed);
    CHECK(outcome.error().text().find("sss") == std::string::npos);
}
