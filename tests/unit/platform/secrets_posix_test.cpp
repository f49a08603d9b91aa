// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;

namespace {

fs::path secret_file(const fs::path& folder, std::string_view text, int mode) {
    const fs::path file = folder / "password.txt";
    std::ofstream(file, std::ios::binary) << text;
    fs::permissions(file, fs::perms(mode));
    return file;
}

}  // namespace

TEST_CASE("password file: the owner's own file is read") {
    const test::TemporaryFolder folder;
    CHECK(read_secret_file(secret_file(folder.path(), "geheim\nrest", 0600)).value().text() == "geheim");
    CHECK(read_secret_file(secret_file(folder.path(), "geheim\r\n", 0600)).value().text() == "geheim");
}

TEST_CASE("password file: one that group or others may read is refused with chmod as the hint") {
    for (const int mode : {0640, 0604, 0644, 0660, 0444}) {
        const test::TemporaryFolder folder;
        const auto outcome = read_secret_file(secret_file(folder.path(), "geheim", mode));
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == core::ErrorCode::password_needed);
        CHECK(outcome.error().hint.find("chmod 600") != std::string::npos);
        CHECK(outcome.error().text().find("geheim") == std::string::npos);
    }
    const test::TemporaryFolder folder;
    CHECK(read_secret_file(secret_file(folder.path(), "geheim", 0610)).has_value());
}

TEST_CASE("password file: missing files and folders are passwords that are not to be had") {
    const test::TemporaryFolder folder;
    CHECK(read_secret_file(folder.path() / "missing").error().code == core::ErrorCode::password_needed);
    const auto outcome = read_secret_file(folder.path());
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == core::ErrorCode::password_needed);
}

TEST_CASE("password descriptor: one line is taken and the next stays for the next reader") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    REQUIRE(write(ends[1], "first\nsecond\nthird", 18) == 18);
    close(ends[1]);
    CHECK(read_secret_descriptor(ends[0]).value().text() == "first");
    CHECK(read_secret_descriptor(ends[0]).value().text() == "second");
    CHECK(read_secret_descriptor(ends[0]).value().text() == "third");
    CHECK(read_secret_descriptor(ends[0]).value().empty());
    close(ends[0]);
    const auto outcome = read_secret_descriptor(ends[0]);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == core::ErrorCode::password_needed);
    CHECK(outcome.error().message.find("descriptor " + std::to_string(ends[0])) != std::string::npos);
}
