// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/environment.hpp"

#include <cstdlib>

#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;

namespace {
void set_variable(const char* name, const char* value) {
#ifdef _WIN32
    _putenv_s(name, value);
#else
    setenv(name, value, 1);
#endif
}
}  // namespace

TEST_CASE("environment: variables are read, missing ones are nothing") {
    set_variable("GPOTRUST_TEST_VARIABLE", "value with = and blanks");
    CHECK(environment_variable("GPOTRUST_TEST_VARIABLE") == "value with = and blanks");
    CHECK(secret_environment_variable("GPOTRUST_TEST_VARIABLE").value().text() == "value with = and blanks");
    CHECK_FALSE(environment_variable("GPOTRUST_TEST_MISSING").has_value());
    CHECK_FALSE(secret_environment_variable("GPOTRUST_TEST_MISSING").has_value());
}

#ifndef _WIN32
TEST_CASE("environment: a variable set to nothing is an empty text") {
    set_variable("GPOTRUST_TEST_VARIABLE", "");
    CHECK(environment_variable("GPOTRUST_TEST_VARIABLE") == "");
    CHECK(secret_environment_variable("GPOTRUST_TEST_VARIABLE").value().empty());
}

TEST_CASE("arguments: come without the program's name and must be UTF-8") {
    std::string program = "gpotrust", first = "größe", second = "";
    char* good[] = {program.data(), first.data(), second.data(), nullptr};
    CHECK(utf8_arguments(3, good).value() == std::vector<std::string>{"größe", ""});
    CHECK(utf8_arguments(1, good).value().empty());
    CHECK(utf8_arguments(0, good).value().empty());
    std::string latin1 =
        "gr\xF6\xDF"
        "e.pfx";
    char* bad[] = {program.data(), first.data(), latin1.data(), nullptr};
    const auto outcome = utf8_arguments(3, bad);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == core::ErrorCode::usage);
    CHECK(outcome.error().message.find("argument 2") == 0);
    // It may be a password that somebody gave where none belongs.
    CHECK(outcome.error().text().find("e.pfx") == std::string::npos);
}
#endif
