// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Real blobs and policies. What must be found was found by an independent reader in Python.
#include <set>

#include "support/catch.hpp"
#include "unit/audit/doctor_sample.hpp"

using namespace gpotrust;

namespace {

std::vector<audit::Diagnosis> examined_file(const std::filesystem::path& path) {
    const auto item = audit::inspect_policy_file(path.generic_string(), test::file_bytes(path));
    REQUIRE(item);
    return audit::examine(*item, {.now = test::at("2026-11-23T00:00:00Z")});
}

bool has_code(const std::vector<audit::Diagnosis>& found, std::string_view code) {
    return std::any_of(found.begin(), found.end(), [&](const audit::Diagnosis& diagnosis) { return diagnosis.finding.code == code; });
}

}  // namespace

TEST_CASE("doctor: certificate blobs of real policies have no fault but the metadata some carry") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::set<std::string> with_key_reference;
    std::size_t blobs = 0;
    for (const auto& path : test::files_ending(corpus / "certs" / "gpo-blobs", ".blob")) {
        // REPOSITORY__STORE__SHA1.blob
        const std::string name = path.stem().string();
        const std::string sha1 = name.substr(name.rfind("__") + 2);
        const std::string rest = name.substr(0, name.rfind("__"));
        const auto found = test::examined(
            test::policy({test::binary(test::certificate_key(rest.substr(rest.rfind("__") + 2), sha1), "Blob", test::file_bytes(path))}));
        INFO(name);
        ++blobs;
        for (const audit::Diagnosis& diagnosis : found) {
            const bool is_fault = diagnosis.finding.code.starts_with("BLOB_") && diagnosis.finding.severity == core::Severity::error;
            CHECK_FALSE(is_fault);
            if (diagnosis.finding.code == "BLOB_KEY_PROV_INFO") with_key_reference.insert(sha1);
        }
    }
    CHECK(blobs > 30);
    CHECK(with_key_reference == std::set<std::string>{"3DF2B1CE80CC314A3854BAFDC3824EFB7CAC9E49", "9972A8739F84B2C698E2FDA847E025A1CE51A9F2"});
}

TEST_CASE("doctor: of real registry.pol files only those are damaged that were damaged on purpose") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t sound = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", ".pol")) {
        const std::string name = path.generic_string();
        const auto found = examined_file(path);
        INFO(name);
        if (name.find("ubuntu+adsys") != std::string::npos) continue;
        ++sound;
        CHECK_FALSE(has_code(found, "POL_DAMAGED"));
        CHECK_FALSE(has_code(found, "POL_HIVE_PREFIX"));
        CHECK_FALSE(has_code(found, "POL_DATA_SIZE"));
        CHECK(has_code(found, "POL_DUPLICATE_VALUE") == (name.find("z3r0page") != std::string::npos && name.find("Machine") != std::string::npos));
    }
    CHECK(sound > 90);
}
