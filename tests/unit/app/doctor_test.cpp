// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>

#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/report/print.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

report::DoctorOutcome doctor(const std::filesystem::path& path, unsigned jobs = 0) {
    app::DoctorRequest request;
    request.paths = {path};
    request.now = core::parse_utc_time("2026-11-23T00:00:00Z").value();
    request.jobs = jobs;
    return app::doctor(request, nullptr);
}

/// The last components of a path that hold a GPO's GUID and what follows.
std::string from_guid(std::string path) {
    std::replace(path.begin(), path.end(), '\\', '/');
    return path.substr(std::min(path.rfind("/{"), path.size() - 1) + 1);
}

std::set<std::string> places_of(const report::DoctorOutcome& outcome, std::string_view code) {
    std::set<std::string> places;
    for (const audit::Diagnosis& diagnosis : outcome.diagnoses)
        if (diagnosis.finding.code == code) places.insert(from_guid(diagnosis.finding.path) + " " + diagnosis.sha1);
    return places;
}

}  // namespace

TEST_CASE("doctor: large files that are no policy are passed over, and counted") {
    const test::TemporaryFolder folder;
    REQUIRE(platform::create_directories(folder.path() / "{A}" / "Machine"));
    REQUIRE(platform::write_file_atomically(folder.path() / "{A}" / "GPT.INI", core::as_bytes("[General]\r\nVersion=1\r\n")));
    REQUIRE(platform::write_file_atomically(folder.path() / "{A}" / "Machine" / "setup.msi", core::Bytes((16U << 20U) + 1)));
    REQUIRE(platform::write_file_atomically(folder.path() / "{A}" / "Machine" / "small.msi", core::Bytes(1000)));
    const report::DoctorOutcome outcome = doctor(folder.path());
    CHECK(outcome.diagnoses.empty());
    CHECK(outcome.examined.gpos == 1);
    CHECK(outcome.examined.passed_over == 1);
    CHECK(outcome.examined.files == 2);
}

TEST_CASE("doctor: policies in unusual places of a GPO are examined like any other") {
    const core::Bytes policy = test::data_file("cli/registry.pol");
    for (const std::string place : {"Machine/Scripts/Startup/old/registry.pol", "Machine/Scripts/Startup/root.bin", "registry.pol"}) {
        INFO(place);
        const test::TemporaryFolder folder;
        const std::filesystem::path file = folder.path() / "{A}" / place;
        REQUIRE(platform::create_directories(file.parent_path()));
        REQUIRE(platform::write_file_atomically(folder.path() / "{A}" / "GPT.INI", core::as_bytes("[General]\r\nVersion=1\r\n")));
        REQUIRE(platform::write_file_atomically(file, policy));
        const report::DoctorOutcome outcome = doctor(folder.path());
        CHECK(places_of(outcome, "BLOB_KEY_PROV_INFO").size() == 1);
        CHECK(outcome.examined.gpos == 1);
        CHECK(outcome.examined.policies == 1);
    }
}

TEST_CASE("doctor: zips are looked into, and zips in zips; paths tell where") {
    const auto zip_of = [](std::string_view path, core::Bytes content) {
        core::FileTree tree;
        tree.emplace(core::RelativePath::of(path), std::move(content));
        return archive::make_canonical_zip(tree).value();
    };
    const test::TemporaryFolder folder;
    const core::Bytes inner = zip_of("{A}/Machine/Registry.pol", test::data_file("cli/registry.pol"));
    REQUIRE(platform::write_file_atomically(folder.path() / "outer.zip", zip_of("old/inner.zip", inner)));
    const report::DoctorOutcome outcome = doctor(folder.path());
    CHECK(outcome.examined.gpos == 1);
    CHECK(outcome.examined.files == 1);
    const auto leak = std::find_if(outcome.diagnoses.begin(), outcome.diagnoses.end(),
                                   [](const audit::Diagnosis& diagnosis) { return diagnosis.finding.code == "BLOB_KEY_PROV_INFO"; });
    REQUIRE(leak != outcome.diagnoses.end());
    CHECK(leak->finding.path.ends_with("outer.zip!/old/inner.zip!/{A}/Machine/Registry.pol"));
}

TEST_CASE("doctor: a text that begins with PK is searched for keys, a zip of another name is looked into") {
    const test::TemporaryFolder folder;
    const std::string key = "PK of the mail server\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
    core::FileTree tree;
    tree.emplace(core::RelativePath::of("x/Registry.pol"), test::data_file("cli/registry.pol"));
    REQUIRE(platform::write_file_atomically(folder.path() / "key.txt", core::as_bytes(key)));
    REQUIRE(platform::write_file_atomically(folder.path() / "key.zip", core::as_bytes(key)));
    REQUIRE(platform::write_file_atomically(folder.path() / "gpo.bak", archive::make_canonical_zip(tree).value()));
    const report::DoctorOutcome outcome = doctor(folder.path());
    const auto keys = std::count_if(outcome.diagnoses.begin(), outcome.diagnoses.end(),
                                    [](const audit::Diagnosis& diagnosis) { return diagnosis.finding.code == "GPO_PRIVATE_KEY"; });
    CHECK(keys == 2);
    CHECK(places_of(outcome, "BLOB_KEY_PROV_INFO").size() == 1);
}

TEST_CASE("doctor: a zip of many thousand files is looked into; one beyond the limits is an error") {
    const test::TemporaryFolder folder;
    core::FileTree tree;
    constexpr int k_files = 5000;  // more than a package may have
    for (int i = 0; i < k_files; ++i) tree.emplace(core::RelativePath::of("f/" + std::to_string(i)), core::Bytes());
    tree.emplace(core::RelativePath::of("f/Registry.pol"), test::data_file("cli/registry.pol"));
    REQUIRE(platform::write_file_atomically(folder.path() / "all.zip", archive::make_canonical_zip(tree).value()));
    CHECK(places_of(doctor(folder.path()), "BLOB_KEY_PROV_INFO").size() == 1);
    REQUIRE(platform::write_file_atomically(folder.path() / "all.zip", test::data_file("archive/bomb.zip")));
    const report::DoctorOutcome outcome = doctor(folder.path());
    REQUIRE(outcome.diagnoses.size() == 1);
    CHECK(outcome.diagnoses[0].finding.severity == core::Severity::error);
}

TEST_CASE("doctor: the order of what is found does not depend on the threads, nor on how many GPOs wait at once") {
    const test::TemporaryFolder folder;
    const core::Bytes policy = test::data_file("cli/registry.pol");
    constexpr int k_gpos = 300;
    for (int i = 0; i < k_gpos; ++i) {
        const std::filesystem::path machine = folder.path() / ("{" + std::to_string(i) + "}") / "Machine";
        REQUIRE(platform::create_directories(machine));
        REQUIRE(platform::write_file_atomically(machine / "Registry.pol", policy, platform::Durability::unsynced));
    }
    const report::DoctorOutcome one = doctor(folder.path(), 1);
    const report::DoctorOutcome many = doctor(folder.path(), 8);
    CHECK(one.examined.gpos == k_gpos);
    CHECK(places_of(one, "BLOB_KEY_PROV_INFO").size() == k_gpos);
    CHECK(report::to_sarif(one, "1.2.3") == report::to_sarif(many, "1.2.3"));
}

TEST_CASE("doctor: the real backups with key metadata are found, those and no others") {
    GPOTRUST_NEED_CORPUS(corpus);
    const report::DoctorOutcome outcome = doctor(corpus / "gpo-backups");
    CHECK(outcome.errors.empty());
    CHECK(outcome.examined.gpos > 200);
    // certblob.py over the same files: properties 2 and 71.
    const std::string samba = "{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}/";
    const std::string shared = " 1A6EFE6CBDFD7A053D03657197B0685755978B32";
    const std::set<std::string> hosts{samba + "Machine/Registry.pol.SAMBABACKUP" + shared, samba + "User/Registry.pol.SAMBABACKUP" + shared};
    std::set<std::string> keys = hosts;
    keys.insert("{592BDBA0-513A-40C4-8389-3776FE32BC5E}/DomainSysvol/GPO/Machine/registry.pol 3DF2B1CE80CC314A3854BAFDC3824EFB7CAC9E49");
    keys.insert("{5C26755E-A259-4564-AFD8-511CC7E21544}/DomainSysvol/GPO/Machine/registry.pol 9972A8739F84B2C698E2FDA847E025A1CE51A9F2");
    CHECK(places_of(outcome, "BLOB_KEY_PROV_INFO") == keys);
    CHECK(places_of(outcome, "BLOB_REQUEST_ORIGINATOR") == hosts);
    CHECK(places_of(outcome, "GPO_EXTENSION_ORDER").empty());
    CHECK(places_of(outcome, "GPO_EXTENSION_MALFORMED").empty());
    CHECK(places_of(outcome, "GPO_UNREADABLE").empty());
}
