// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a run finds when an earlier one was killed, or somebody had a hand in the estate.
#include "app/estate.hpp"

#include <fstream>

#include "gpotrust/platform/paths.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;
using test::only_package;
using test::request_for;
using test::run;

namespace {

bool any_notice(const report::PackageOutcome& outcome, std::string_view words) {
    for (const std::string& notice : outcome.notices) {
        if (notice.find(words) != std::string::npos) return true;
    }
    return false;
}

void append_to(const fs::path& file, std::string_view text) { std::ofstream(file, std::ios::binary | std::ios::app) << text; }

}  // namespace

TEST_CASE("revision names: r0001 to r65535, in one spelling") {
    CHECK(app::revision_number("r0001") == 1U);
    CHECK(app::revision_number("r9999") == 9999U);
    CHECK(app::revision_number("r10000") == 10'000U);
    CHECK(app::revision_number("r65535") == 65'535U);
    for (const char* wrong : {"r0000", "r1", "r00001", "r65536", "r000a", "s0001", "r0001.zip", ".staging-1-1", "", "r-001"}) {
        INFO(wrong);
        CHECK_FALSE(app::revision_number(wrong).has_value());
    }
}

TEST_CASE("recovery: a whole revision the ledger lacks is adopted") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    fs::remove(request.estate / "ledger.db");
    const report::PackageOutcome outcome = run(request);
    CHECK(any_notice(outcome, "adopted revision 1 of"));
    REQUIRE(outcome.packages.size() == 1);
    CHECK(outcome.packages[0].unchanged);
    CHECK(outcome.packages[0].zip_sha256 == trust.zip_sha256);
    CHECK(run(request).notices.empty());
    CHECK(test::verifies(request.estate, trust.slug));
}

TEST_CASE("recovery: a half revision the ledger lacks is named, left alone and stepped over") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    fs::remove(request.estate / "ledger.db");
    fs::remove(platform::path_from_utf8(trust.path) / "README.txt");
    const report::PackageOutcome outcome = run(request);
    CHECK(any_notice(outcome, "was left alone"));
    REQUIRE(outcome.packages.size() == 1);
    CHECK(outcome.packages[0].slug != trust.slug);  // the slug is somebody else's
    CHECK_FALSE(fs::exists(platform::path_from_utf8(trust.path) / "README.txt"));
}

TEST_CASE("recovery: a missing zip is rebuilt, octet for octet, whatever is packaged") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    const fs::path zip = platform::path_from_utf8(trust.zip);
    const core::Bytes before = test::file_bytes(zip);
    fs::remove(zip);
    const report::PackageOutcome outcome = run(request_for(folder.path(), {"web.pfx"}));
    CHECK(any_notice(outcome, "rebuilt the missing zip"));
    CHECK(test::file_bytes(zip) == before);
}

TEST_CASE("recovery: leftover staging and temporary files are removed") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    const fs::path staging = request.estate / "packages" / ".staging-4242-7";
    fs::create_directories(staging / "new");
    append_to(staging / "new" / "README.txt", "half");
    run(request);
    CHECK_FALSE(fs::exists(staging));
    CHECK(test::verifies(request.estate, trust.slug));
}

TEST_CASE("unchanged: what is missing or damaged of the newest revision is written again under the same number") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    const fs::path path = platform::path_from_utf8(first.path);
    const fs::path zip = platform::path_from_utf8(first.zip);
    const core::Bytes zip_before = test::file_bytes(zip);
    SECTION("a changed file") { append_to(path / "README.txt", "changed"); }
    SECTION("a missing file") { fs::remove(path / "README.html"); }
    SECTION("the folder") { fs::remove_all(path); }
    SECTION("a damaged zip") { append_to(zip, "x"); }
    SECTION("the checksums") { append_to(path / "SHA256SUMS", "x"); }
    SECTION("folder and zip: made again, at the recorded time") {
        fs::remove_all(path);
        fs::remove(zip);
    }
    app::PackageRequest later = request;
    later.judgement.now += std::chrono::hours(48);
    const report::PackagedTrust again = only_package(later);
    CHECK(again.unchanged);
    CHECK(again.rebuilt);
    CHECK(again.revision == 1);
    CHECK(test::file_bytes(zip) == zip_before);
    CHECK(test::verifies(request.estate, first.slug));
    CHECK_FALSE(only_package(later).rebuilt);
}

TEST_CASE("unchanged: a foreign file in a damaged folder is not lost") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const fs::path path = platform::path_from_utf8(only_package(request).path);
    append_to(path / "notes.txt", "mine");
    CHECK_FALSE(only_package(request).rebuilt);
    append_to(path / "README.txt", "changed");
    CHECK(only_package(request).rebuilt);
    CHECK(core::as_text(test::file_bytes(path / "notes.txt")) == "mine");
}

TEST_CASE("unchanged: made again with other octets, the revision gets a row of its own") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    fs::remove_all(platform::path_from_utf8(first.path));
    fs::remove(platform::path_from_utf8(first.zip));
    request.tool_version = "0.2.0";
    const report::PackagedTrust again = only_package(request);
    CHECK(again.zip_sha256 != first.zip_sha256);
    CHECK(again.revision == 1);
    CHECK(test::verifies(request.estate, first.slug));
    const auto ledger = ledger::Ledger::open(request.estate / "ledger.db", ledger::Access::read_only);
    CHECK(ledger->events()->size() == 2);
    CHECK(ledger->events()->back().kind == "rebuilt");
}

TEST_CASE("estate: a folder that is a file, and a ledger that is none, are said to be that") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    SECTION("file") {
        append_to(request.estate, "a file");
        CHECK(run(request).exit_code == core::ExitCode::file_system);
    }
    SECTION("no ledger") {
        fs::create_directories(request.estate);
        append_to(request.estate / "ledger.db", "this is no database, and it is long enough to be one for who looks only at sizes");
        const auto before = test::listing(folder.path());
        CHECK(run(request).exit_code == core::ExitCode::ledger);
        CHECK(test::listing(folder.path()) == before);
    }
}
