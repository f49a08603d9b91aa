// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>

#include "gpotrust/platform/paths.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;
using core::ErrorCode;
using core::ExitCode;
using test::only_package;
using test::request_for;

namespace {

core::Result<report::VerifyOutcome> verify(const std::string& package, const fs::path& estate) { return app::verify({package, estate, {}}); }

}  // namespace

TEST_CASE("verify: a package is found by slug, GPO name, GUID, folder and zip") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    for (const std::string& name :
         {trust.slug, trust.policy.identity.name, core::to_braced_upper(trust.policy.identity.guid), trust.path, trust.zip}) {
        INFO(name);
        const auto outcome = verify(name, request.estate);
        REQUIRE(outcome.has_value());
        CHECK(outcome->exit_code == ExitCode::fine);
        CHECK(outcome->verification.manifest.has_value());
    }
    const auto unknown = verify("nobody", request.estate);
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().code == ErrorCode::usage);
}

TEST_CASE("verify: a slug means its newest revision") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    only_package(request);
    request.comment = "second";
    const report::PackagedTrust second = only_package(request);
    CHECK(verify(second.slug, request.estate)->path == second.path);
}

TEST_CASE("verify: a GPO name of two domains is the user's choice") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.domain = "one.example";
    const std::string name = only_package(request).policy.identity.name;
    request.domain = "two.example";
    only_package(request);
    CHECK(verify(name, request.estate).error().code == ErrorCode::choice_needed);
}

TEST_CASE("verify: a package that is whole but not the recorded one does not verify by its slug") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    // The same revision made elsewhere, with another comment: right in itself, and not what this estate handed out.
    app::PackageRequest elsewhere = request_for(folder.path() / "elsewhere", {"mail.pfx"});
    elsewhere.comment = "forged";
    const report::PackagedTrust forged = only_package(elsewhere);
    const fs::path here = platform::path_from_utf8(trust.path);
    fs::remove_all(here);
    fs::copy(platform::path_from_utf8(forged.path), here, fs::copy_options::recursive);
    CHECK(verify(trust.path, request.estate)->exit_code == ExitCode::fine);
    const auto outcome = verify(trust.slug, request.estate);
    REQUIRE(outcome.has_value());
    CHECK(outcome->exit_code == ExitCode::unfit);
    CHECK(outcome->verification.findings.at(0).code == "PACKAGE_RECORD_DIFFERS");
}

TEST_CASE("verify: a file that is no zip is malformed, a missing folder of the estate a failure of the file system") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "x.zip";
    std::ofstream(file) << "no zip";
    CHECK(verify(platform::path_to_utf8(file), folder.path())->exit_code == ExitCode::malformed);
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    fs::remove_all(platform::path_from_utf8(trust.path));
    CHECK(verify(trust.slug, request.estate)->exit_code == ExitCode::file_system);
}

TEST_CASE("ledger: neither verify nor package relies on a row that was edited") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    // The digest of the zip is in the row octet for octet; another one takes its place.
    core::Bytes database = test::file_bytes(request.estate / "ledger.db");
    const auto& digest = trust.zip_sha256.octets;
    const auto place = std::search(database.begin(), database.end(), digest.begin(), digest.end());
    REQUIRE(place != database.end());
    *place = static_cast<std::uint8_t>(*place ^ 1U);
    std::ofstream(request.estate / "ledger.db", std::ios::binary) << core::as_text(database);
    const auto outcome = verify(trust.slug, request.estate);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == ErrorCode::ledger_damaged);
    CHECK(test::run(request).exit_code == ExitCode::ledger);
}

TEST_CASE("inspect: an export, a registry.pol, a package and a damaged file side by side") {
    const test::TemporaryFolder folder;
    const report::PackagedTrust trust = only_package(request_for(folder.path(), {"mail.pfx"}));
    const fs::path package = platform::path_from_utf8(trust.path);
    const auto policies = test::files_ending(package, "registry.pol");
    REQUIRE(policies.size() == 2);
    app::InspectRequest request;
    request.paths = {test::export_file("mail.pfx"), policies[0], package, package / "gpo-backup"};
    const report::InspectOutcome outcome = app::inspect(request, test::right_password());
    REQUIRE(outcome.items.size() == 4);
    CHECK(outcome.items[0].kind == "pfx");
    CHECK(outcome.items[1].kind == "registry-policy");
    CHECK(outcome.items[2].kind == "package");
    CHECK(outcome.items[3].kind == "gpo-backup");
    CHECK(outcome.items[3].settings.size() == outcome.items[2].settings.size());
    CHECK(outcome.exit_code == ExitCode::fine);
    request.paths.push_back(test::export_file("make-fixtures.sh"));
    CHECK(app::inspect(request, test::right_password()).exit_code == ExitCode::malformed);
    request.paths = {folder.path() / "missing"};
    CHECK(app::inspect(request, {}).exit_code == ExitCode::file_system);
}
