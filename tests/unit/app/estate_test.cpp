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

bool any_warning(const report::PackageOutcome& outcome, std::string_view words) {
    for (const std::string& warning : outcome.warnings) {
        if (warning.find(words) != std::string::npos) return true;
    }
    return false;
}

/// Another current folder while it lives.
class WorkingIn {
public:
    explicit WorkingIn(const fs::path& folder) : m_before(fs::current_path()) { fs::current_path(folder); }
    WorkingIn(const WorkingIn&) = delete;
    WorkingIn& operator=(const WorkingIn&) = delete;
    ~WorkingIn() { fs::current_path(m_before); }

private:
    fs::path m_before;
};

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
    CHECK(outcome.packages[0].slug == trust.slug);  // its manifest says that it is the same GPO
    CHECK(outcome.packages[0].revision == 2);
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

#ifndef _WIN32
TEST_CASE("recovery: a link in place of a policy's folder is not followed") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    static_cast<void>(only_package(request));
    const fs::path elsewhere = folder.path() / "elsewhere";
    fs::create_directories(elsewhere / ".staging-1-1");
    append_to(elsewhere / ".staging-1-1" / "theirs", "x");
    fs::create_directory_symlink(elsewhere, request.estate / "packages" / "linked");
    static_cast<void>(run(request));
    CHECK(fs::exists(elsewhere / ".staging-1-1" / "theirs"));
}
#endif

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

TEST_CASE("estate: a first run takes nothing away from the current folder") {
    const test::TemporaryFolder folder;
    const fs::path here = folder.path() / "here";
    fs::create_directories(here / ".lock" / "mine");
    append_to(here / ".lock" / "mine" / "f", "mine");
    append_to(here / "ledger.db", "");
    fs::create_directories(here / "packages");
    const auto before = test::listing(here);
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const WorkingIn working(here);
    SECTION("made") { CHECK(only_package(request).revision == 1); }
    SECTION("refused") {
        append_to(request.estate, "a file");
        CHECK(run(request).exit_code == core::ExitCode::file_system);
    }
    SECTION("nothing to package") {
        request.stores = {trust::Store::root};
        request.allow_root = true;
        request.scope = trust::Scope::both;
        CHECK(test::refusal(request).code == core::ErrorCode::usage);
    }
    CHECK(test::listing(here) == before);
}

TEST_CASE("estate: a folder called .lock and what is in it stay") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    fs::create_directories(request.estate / ".lock");
    append_to(request.estate / ".lock" / "f", "mine");
    const auto before = test::listing(folder.path());
    CHECK(run(request).exit_code == core::ExitCode::file_system);
    CHECK(test::listing(folder.path()) == before);
}

TEST_CASE("recovery: a newest revision that was made again and not recorded gets its row") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    // What a run ended between the last file and the row leaves: the same content out of another version of the program.
    app::PackageRequest elsewhere = request_for(folder.path() / "elsewhere", {"mail.pfx"});
    elsewhere.tool_version = "0.2.0";
    const report::PackagedTrust again = only_package(elsewhere);
    const fs::path here = platform::path_from_utf8(first.path);
    fs::remove_all(here);
    fs::copy(platform::path_from_utf8(again.path), here, fs::copy_options::recursive);
    SECTION("folder and zip") {
        fs::remove(platform::path_from_utf8(first.zip));  // mingw's libstdc++ 12 does not know overwrite_existing
        fs::copy_file(platform::path_from_utf8(again.zip), platform::path_from_utf8(first.zip));
    }
    SECTION("the folder, and a damaged zip") { append_to(platform::path_from_utf8(first.zip), "x"); }
    SECTION("the folder alone") { fs::remove(platform::path_from_utf8(first.zip)); }
    CHECK_FALSE(test::verifies(request.estate, first.slug));
    const report::PackageOutcome outcome = run(request_for(folder.path(), {"web.pfx"}));
    CHECK(any_notice(outcome, "as rebuilt"));
    CHECK(test::verifies(request.estate, first.slug));
    CHECK(only_package(request).zip_sha256 == again.zip_sha256);
}

TEST_CASE("recovery: a changed folder whose zip is intact is not taken for one that was made again") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    app::PackageRequest elsewhere = request_for(folder.path() / "elsewhere", {"mail.pfx"});
    elsewhere.tool_version = "0.2.0";
    const fs::path here = platform::path_from_utf8(first.path);
    fs::remove_all(here);
    fs::copy(platform::path_from_utf8(only_package(elsewhere).path), here, fs::copy_options::recursive);
    const report::PackagedTrust again = only_package(request);
    CHECK(again.rebuilt);
    CHECK(again.zip_sha256 == first.zip_sha256);
    CHECK(test::verifies(request.estate, first.slug));
}

TEST_CASE("recovery: what was adopted before a question is told with the question") {
    const test::TemporaryFolder folder;
    only_package(request_for(folder.path(), {"mail.pfx"}));
    const app::PackageRequest request = request_for(folder.path(), {"next.pfx"});
    fs::remove(request.estate / "ledger.db");
    const core::Error asked = test::refusal(request);
    CHECK(asked.code == core::ErrorCode::choice_needed);
    CHECK(asked.hint.find("adopted revision 1 of") != std::string::npos);
}

TEST_CASE("recovery: revisions whose manifest cannot be read are somebody else's") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    fs::remove(request.estate / "ledger.db");
    fs::remove(platform::path_from_utf8(trust.path) / "trust-package.json");
    CHECK(only_package(request).slug != trust.slug);
}

TEST_CASE("unchanged: foreign files beside the package's are left alone and warned of") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    CHECK(run(request).warnings.empty());
    const fs::path path = platform::path_from_utf8(trust.path);
    append_to(path / "extra", "");
    fs::create_directories(path / "gpo-backup" / "mine");
    const report::PackageOutcome outcome = run(request);
    CHECK(outcome.packages.at(0).unchanged);
    CHECK_FALSE(outcome.packages.at(0).rebuilt);
    CHECK(any_warning(outcome, "left alone: extra, gpo-backup/mine/"));
    CHECK(fs::exists(path / "extra"));
}

#ifndef _WIN32
TEST_CASE("unchanged: a link in a revision's folder damages nothing, is warned of, and outlives a repair") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const fs::path path = platform::path_from_utf8(only_package(request).path);
    fs::create_symlink("/nowhere", path / "link");
    append_to(path / "od\\d name ", "mine");
    const report::PackageOutcome outcome = run(request);
    CHECK_FALSE(outcome.packages.at(0).rebuilt);
    CHECK(any_warning(outcome, "link"));
    append_to(path / "README.txt", "changed");
    CHECK(only_package(request).rebuilt);
    CHECK(fs::is_symlink(path / "link"));
    CHECK(core::as_text(test::file_bytes(path / "od\\d name ")) == "mine");
    CHECK_FALSE(only_package(request).rebuilt);
}

TEST_CASE("unchanged: a repair does not write through a link") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const fs::path path = platform::path_from_utf8(only_package(request).path);
    const fs::path mine = folder.path() / "mine";
    append_to(mine, "mine");
    fs::remove(path / "README.txt");
    fs::create_symlink(mine, path / "README.txt");
    const report::PackageOutcome outcome = run(request);
    CHECK(outcome.exit_code == core::ExitCode::file_system);
    CHECK(outcome.errors.at(0).message.find("README.txt") != std::string::npos);
    CHECK(core::as_text(test::file_bytes(mine)) == "mine");
}
#endif
