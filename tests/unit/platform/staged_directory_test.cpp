// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/staged_directory.hpp"

#include <cerrno>
#include <fstream>
#include <optional>

#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "unit/platform/folder_listing.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;
using test::contents;
using test::listing;

namespace {

core::FileTree sample() {
    return {{core::RelativePath::of("GPO/Machine/registry.pol"), core::to_bytes("PReg")},
            {core::RelativePath::of("GPO/manifest.xml"), core::to_bytes("<x/>")},
            {core::RelativePath::of("README.txt"), core::to_bytes("read")},
            {core::RelativePath::of("größe/证书"), {}}};
}

core::Result<void> build(const fs::path& parent, const fs::path& target) {
    GPOTRUST_TRY_ASSIGN(auto staged, StagedDirectory::create(parent));
    GPOTRUST_TRY(staged.write(sample()));
    GPOTRUST_TRY(staged.sync());
    return staged.commit(target);
}

const std::vector<std::string> k_built{
    "0001",       "0001/GPO",       "0001/GPO/Machine", "0001/GPO/Machine/registry.pol", "0001/GPO/manifest.xml", "0001/README.txt",
    "0001/größe", "0001/größe/证书"};

}  // namespace

TEST_CASE("staged directory: appears under its name as a whole, with nothing left beside it") {
    const test::TemporaryFolder folder;
    REQUIRE(build(folder.path(), folder.path() / "0001").has_value());
    CHECK(listing(folder.path()) == k_built);
    CHECK(contents(folder.path() / "0001" / "GPO" / "Machine" / "registry.pol") == "PReg");
}

TEST_CASE("staged directory: is never visible under the target's name before commit") {
    const test::TemporaryFolder folder;
    const fs::path target = folder.path() / "0001";
    std::vector<Operation> seen;
    const ScopedFault fault([&](Operation operation, const fs::path&) {
        CHECK_FALSE(fs::exists(target));
        seen.push_back(operation);
        return 0;
    });
    REQUIRE(build(folder.path(), target).has_value());
    CHECK(seen.back() == Operation::rename);
#ifdef __linux__
    CHECK(std::count(seen.begin(), seen.end(), Operation::sync) == 1);
#endif
}

TEST_CASE("staged directory: a failure at any operation leaves nothing at all") {
    const int error = GENERATE(ENOSPC, EACCES, EIO);
    const test::TemporaryFolder folder;
    int failures = 0;
    for (int wanted = 1;; ++wanted) {
        int count = 0;
        const ScopedFault fault(test::FailNth{wanted, error, &count});
        const auto outcome = build(folder.path(), folder.path() / "0001");
        if (outcome.has_value()) break;
        ++failures;
        CAPTURE(wanted);
        CHECK(outcome.error().code == core::ErrorCode::file_system);
        CHECK(listing(folder.path()).empty());
    }
    CHECK(failures >= 12);  // four folders, four files opened, three with octets, sync, rename
    CHECK(listing(folder.path()) == k_built);
}

TEST_CASE("staged directory: an existing target is refused, empty or not, and another one may be tried") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "0001");
    auto staged = StagedDirectory::create(folder.path());
    REQUIRE(staged.has_value());
    REQUIRE(staged->write(sample()).has_value());
    const auto outcome = staged->commit(folder.path() / "0001");
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message.find("the name is taken") != std::string::npos);
    CHECK(listing(folder.path() / "0001").empty());
    REQUIRE(staged->commit(folder.path() / "0002").has_value());
    CHECK(staged->path() == folder.path() / "0002");
    CHECK(platform::exists(folder.path() / "0002" / "README.txt"));
}

TEST_CASE("staged directory: what was not committed is removed, what was moved from is not removed twice") {
    const test::TemporaryFolder folder;
    {
        auto first = StagedDirectory::create(folder.path()).value();
        REQUIRE(first.write(sample()).has_value());
        StagedDirectory second = std::move(first);
        CHECK(is_leftover_name(path_to_utf8(second.path().filename())));
        auto third = StagedDirectory::create(folder.path()).value();
        CHECK(third.path() != second.path());
        third = std::move(second);
        CHECK(platform::exists(third.path() / "README.txt"));
        CHECK(list_directory(folder.path()).value().size() == 1);
    }
    CHECK(listing(folder.path()).empty());
}

TEST_CASE("staged directory: several writes add up, a file written twice is a failure") {
    const test::TemporaryFolder folder;
    auto staged = StagedDirectory::create(folder.path()).value();
    REQUIRE(staged.write(sample()).has_value());
    REQUIRE(staged.write({{core::RelativePath::of("GPO/second.xml"), core::to_bytes("x")}}).has_value());
    CHECK_FALSE(staged.write(sample()).has_value());
    REQUIRE(staged.commit(folder.path() / "t").has_value());
    CHECK(contents(folder.path() / "t" / "GPO" / "second.xml") == "x");
}

TEST_CASE("staged directory: files go below a named folder, and one file beside it") {
    const test::TemporaryFolder folder;
    auto staged = StagedDirectory::create(folder.path()).value();
    REQUIRE(staged.write("new.zip", core::to_bytes("PK")).has_value());
    REQUIRE(staged.write(sample(), "new").has_value());
    CHECK_FALSE(staged.write("new.zip", core::to_bytes("other")).has_value());
    CHECK(contents(staged.path() / "new.zip") == "PK");
    CHECK(contents(staged.path() / "new" / "GPO" / "Machine" / "registry.pol") == "PReg");
    CHECK(contents(staged.path() / "new" / "README.txt") == "read");
}

TEST_CASE("staged directory: the parent must exist") {
    const test::TemporaryFolder folder;
    const auto staged = StagedDirectory::create(folder.path() / "missing");
    REQUIRE_FALSE(staged.has_value());
    CHECK(staged.error().code == core::ErrorCode::file_system);
}

TEST_CASE("leftovers: of killed runs are removed, everything else stays") {
    const test::TemporaryFolder folder;
    for (const char* name : {".staging-1-0", ".staging-99999-12", "0001", ".staging-x-1", ".staging-1"})
        fs::create_directories(folder.path() / name / "sub");
    for (const char* name : {".gpotrust-7-0.tmp", "ledger.db", ".gpotrust-7.tmp", ".gpotrust-.tmp"}) std::ofstream(folder.path() / name) << "x";
    REQUIRE(StagedDirectory::remove_leftovers(folder.path()).has_value());
    CHECK(listing(folder.path()) == std::vector<std::string>{".gpotrust-.tmp", ".gpotrust-7.tmp", ".staging-1", ".staging-1/sub", ".staging-x-1",
                                                             ".staging-x-1/sub", "0001", "0001/sub", "ledger.db"});
    REQUIRE(StagedDirectory::remove_leftovers(folder.path() / "missing").has_value());
}

TEST_CASE("leftovers: revision names are never taken for them") {
    for (const std::string_view name :
         {"", "0001", "0001-2026-11-22", ".staging", ".staging-", ".staging--", ".staging-1-", ".staging-1-0x", ".gpotrust-1-0", "x.staging-1-0"}) {
        CHECK_FALSE(is_leftover_name(name));
    }
    CHECK(is_leftover_name(".staging-1-0"));
    CHECK(is_leftover_name(".gpotrust-1-0.tmp"));
}
