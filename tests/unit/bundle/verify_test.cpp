// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/bundle/verify.hpp"

#include <algorithm>
#include <set>

#include "gpotrust/archive/zip.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"
#include "unit/bundle/sample_package.hpp"

using namespace gpotrust;
using test::has_code;
using test::put;
using test::text_of;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    INFO(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// The path of the first file that ends so.
std::string path_ending(const core::FileTree& files, std::string_view ending) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const auto& entry) { return entry.first.text().ends_with(ending); });
    REQUIRE(file != files.end());
    return file->first.text();
}

}  // namespace

TEST_CASE("verify: a new package has no findings, as folder and as zip") {
    const bundle::Package package = test::sample_package();
    CHECK(test::codes_of(bundle::verify_files(package.files).findings).empty());
    const auto zip = bundle::verify_zip(package.zip);
    REQUIRE(zip.has_value());
    CHECK(zip->findings.empty());
    CHECK(zip->zip_sha256 == package.zip_sha256);
    REQUIRE(zip->manifest.has_value());
    CHECK(zip->manifest->slug == "trust-mail");
}

TEST_CASE("verify: a changed octet in any file is found and the file is named") {
    const bundle::Package package = test::sample_package();
    for (const auto& entry : package.files) {
        const core::RelativePath& path = entry.first;
        core::FileTree files = package.files;
        core::Bytes& changed = files.at(path);
        changed[changed.size() / 2] = static_cast<std::uint8_t>(changed[changed.size() / 2] ^ 1U);
        const auto findings = bundle::verify_files(files).findings;
        INFO(path.text());
        REQUIRE_FALSE(findings.empty());
        const bool is_named =
            std::any_of(findings.begin(), findings.end(), [&](const core::Finding& finding) { return finding.path == path.text(); });
        CHECK((is_named || path.text() == "SHA256SUMS"));
    }
}

TEST_CASE("verify: missing and extra files are named once") {
    core::FileTree files = test::sample_package().files;
    put(files, "notes.txt", "mine");
    files.erase(core::RelativePath::of("README.txt"));
    const auto codes = test::codes_of(bundle::verify_files(files).findings);
    CHECK(codes == std::vector<std::string>{"PACKAGE_FILE_MISSING README.txt", "PACKAGE_FILE_EXTRA notes.txt"});
}

TEST_CASE("verify: without its manifest or its checksums a package is none") {
    core::FileTree files = test::sample_package().files;
    SECTION("manifest") {
        files.erase(core::RelativePath::of("trust-package.json"));
        const auto verification = bundle::verify_files(files);
        CHECK(has_code(verification.findings, "PACKAGE_MANIFEST_MISSING"));
        CHECK_FALSE(verification.manifest.has_value());
    }
    SECTION("checksums") {
        files.erase(core::RelativePath::of("SHA256SUMS"));
        CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_CHECKSUMS_MISSING"));
    }
    SECTION("nothing") { CHECK(has_code(bundle::verify_files({}).findings, "PACKAGE_MANIFEST_MISSING")); }
}

TEST_CASE("verify: SHA256SUMS in another order or with a line twice is not ours") {
    core::FileTree files = test::sample_package().files;
    const std::string lines = text_of(files, "SHA256SUMS");
    const std::string first = lines.substr(0, lines.find('\n') + 1);
    SECTION("order") { put(files, "SHA256SUMS", lines.substr(first.size()) + first); }
    SECTION("twice") { put(files, "SHA256SUMS", first + lines); }
    SECTION("no line end") { put(files, "SHA256SUMS", lines.substr(0, lines.size() - 1)); }
    SECTION("upper case") { put(files, "SHA256SUMS", replaced(lines, lines.substr(0, 64), "AB" + lines.substr(2, 62))); }
    CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_CHECKSUMS_INVALID"));
}

TEST_CASE("verify: who changes an artefact and its checksum is caught by the manifest") {
    core::FileTree files = test::sample_package().files;
    put(files, "README.txt", "Import something else.\n");
    test::seal(files);
    CHECK(test::codes_of(bundle::verify_files(files).findings) == std::vector<std::string>{"PACKAGE_ARTEFACT_LIST README.txt"});
}

TEST_CASE("verify: a registry.pol that sets something else is caught, whatever the digests say") {
    const bundle::Package package = test::sample_package();
    core::FileTree files = package.files;
    const std::string path = path_ending(files, "User/registry.pol");
    // Another policy's file: the right form, other settings.
    trust::TrustPolicy other = test::sample_policy();
    other.certificates.pop_back();
    const auto second = bundle::assemble(other, test::options_for(other));
    REQUIRE(second.has_value());
    put(files, path, second->files.at(core::RelativePath::of(path_ending(second->files, "User/registry.pol"))));
    bundle::Manifest manifest = package.manifest;
    for (bundle::ManifestArtefact& artefact : manifest.artefacts) {
        if (artefact.path == path) artefact.sha256 = crypto::sha256(files.at(core::RelativePath::of(path)));
    }
    put(files, "trust-package.json", bundle::serialize_manifest(manifest));
    test::seal(files);
    const auto codes = test::codes_of(bundle::verify_files(files).findings);
    REQUIRE(codes.size() == 1);
    CHECK(codes[0] == "PACKAGE_ARTEFACT_DISAGREES " + path);
}

TEST_CASE("verify: what the manifest says of identity and certificates is recomputed") {
    const bundle::Package package = test::sample_package();
    bundle::Manifest manifest = package.manifest;
    std::string expected;
    SECTION("GPO GUID") {
        manifest.identity.guid.octets[0] ^= 1U;
        expected = "PACKAGE_IDENTITY_DIFFERS";
    }
    SECTION("backup id") {
        manifest.backup_id.octets[0] ^= 1U;
        expected = "PACKAGE_IDENTITY_DIFFERS";
    }
    SECTION("content digest") {
        manifest.content_digest.octets[0] ^= 1U;
        expected = "PACKAGE_IDENTITY_DIFFERS";
    }
    SECTION("revision") {
        manifest.revision = 2;
        expected = "PACKAGE_IDENTITY_DIFFERS";
    }
    SECTION("end date") {
        manifest.certificates[0].not_after += std::chrono::hours(24);
        expected = "PACKAGE_CERTIFICATE_DIFFERS";
    }
    SECTION("names") {
        manifest.certificates[1].names.clear();
        expected = "PACKAGE_CERTIFICATE_DIFFERS";
    }
    SECTION("order") {
        std::swap(manifest.certificates[0], manifest.certificates[1]);
        expected = "PACKAGE_CERTIFICATE_DIFFERS";
    }
    SECTION("scope") {
        manifest.scope = trust::Scope::computer;
        expected = "PACKAGE_ARTEFACT_DISAGREES";
    }
    core::FileTree files = package.files;
    put(files, "trust-package.json", bundle::serialize_manifest(manifest));
    test::seal(files);
    CHECK(has_code(bundle::verify_files(files).findings, expected));
}

TEST_CASE("verify: a manifest written otherwise is not ours") {
    core::FileTree files = test::sample_package().files;
    const std::string json = text_of(files, "trust-package.json");
    SECTION("a name twice, which readers understand differently") {
        put(files, "trust-package.json", replaced(json, "\"kind\":", "\"kind\": \"x\", \"kind\":"));
    }
    SECTION("blanks") { put(files, "trust-package.json", json + " "); }
    test::seal(files);
    CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_MANIFEST_INVALID"));
}

TEST_CASE("verify: a planted key is found in a package that is right in every other way") {
    core::FileTree files = test::sample_package().files;
    put(files, "README.txt", test::data_file("app/mail.key.pkcs8.der"));
    test::seal(files);
    CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_PRIVATE_KEY"));
}

TEST_CASE("verify: every flipped octet of a zip is found") {
    const bundle::Package package = test::sample_package();
    // One octet in each region and around the entries' heads; all of them would take minutes.
    for (std::size_t at = 0; at < package.zip.size(); at += package.zip.size() / 97) {
        core::Bytes zip = package.zip;
        zip[at] = static_cast<std::uint8_t>(zip[at] ^ 0x20U);
        const auto verified = bundle::verify_zip(zip);
        INFO("octet " << at);
        // Damage of the end record (the last 22 octets here) may leave no zip at all.
        const bool in_end_record = at + 22 >= package.zip.size();
        CHECK((verified.has_value() || in_end_record));
        if (verified) CHECK(core::any_blocking(verified->findings));
    }
}

TEST_CASE("verify: a flipped octet of a zip's content or header is a finding, not a file that cannot be read") {
    const bundle::Package package = test::sample_package();
    const std::string_view zip = core::as_text(package.zip);
    const std::size_t name = zip.find("README.txt");
    SECTION("content") {
        core::Bytes changed = package.zip;
        changed[name + 20] ^= 1U;
        const auto verified = bundle::verify_zip(changed);
        REQUIRE(verified.has_value());
        CHECK(test::codes_of(verified->findings) == std::vector<std::string>{"ZIP_DAMAGED"});
        CHECK(verified->zip_sha256 == crypto::sha256(changed));
        CHECK_FALSE(verified->manifest.has_value());
    }
    SECTION("the file mode in the directory") {
        core::Bytes changed = package.zip;
        changed[zip.rfind("README.txt") - 46 + 40] ^= 1U;  // APPNOTE.TXT 4.3.12: external file attributes
        const auto verified = bundle::verify_zip(changed);
        REQUIRE(verified.has_value());
        REQUIRE(test::codes_of(verified->findings) == std::vector<std::string>{"ZIP_NOT_CANONICAL README.txt"});
        const std::string& message = verified->findings[0].message;
        CHECK(message.find("canonical") == message.rfind("canonical"));
    }
}

TEST_CASE("verify: octets before and after a zip are found") {
    const bundle::Package package = test::sample_package();
    core::Bytes longer = package.zip;
    longer.push_back(0);
    const auto verified = bundle::verify_zip(longer);
    REQUIRE(verified.has_value());
    CHECK((has_code(verified->findings, "ZIP_NOT_CANONICAL") || has_code(verified->findings, "ZIP_DAMAGED")));
    core::Bytes later = core::to_bytes("MZ");
    core::append(later, package.zip);
    const auto second = bundle::verify_zip(later);
    REQUIRE(second.has_value());
    CHECK((has_code(second->findings, "ZIP_NOT_CANONICAL") || has_code(second->findings, "ZIP_DAMAGED")));
    CHECK_FALSE(bundle::verify_zip(core::as_bytes("no zip")).has_value());
}

TEST_CASE("checksums_hold: foreign files do not count, changed and missing ones do") {
    core::FileTree files = test::sample_package().files;
    put(files, "notes.txt", "mine");
    CHECK(bundle::checksums_hold(files));
    files.erase(core::RelativePath::of("README.txt"));
    CHECK_FALSE(bundle::checksums_hold(files));
    CHECK_FALSE(bundle::checksums_hold({}));
}

TEST_CASE("findings of packages: each code stands once, blocks and can never be accepted") {
    std::set<std::string_view> codes;
    for (const core::FindingKind& kind : bundle::package_finding_kinds()) {
        INFO(kind.code);
        CHECK(codes.insert(kind.code).second);
        CHECK((kind.code.starts_with("PACKAGE_") || kind.code.starts_with("ZIP_")));
        // Another version's wording is no fault.
        const bool only_told = kind.code == "PACKAGE_OTHER_VERSION" || kind.code == "PACKAGE_FOREIGN_KEY_METADATA";
        CHECK((kind.severity == core::Severity::error) != only_told);
        CHECK_FALSE(kind.acceptable);
        CHECK_FALSE(kind.hint.empty());
    }
}

TEST_CASE("verify: a package of some formats is held to those, and not to a changed list of them") {
    trust::TrustPolicy policy = test::sample_policy();
    policy.artefacts = {"certificates", "gpo-backup", "readme", "reg"};
    const auto package = bundle::assemble(policy, test::options_for(policy));
    REQUIRE(package.has_value());
    CHECK(package->manifest.formats == policy.artefacts);
    CHECK(bundle::verify_files(package->files).findings.empty());
    const bundle::Package whole = test::sample_package();
    CHECK(package->files.size() < whole.files.size());
    CHECK(package->manifest.content_digest != whole.manifest.content_digest);

    SECTION("a list that names more than was asked for") {
        bundle::Manifest manifest = package->manifest;
        manifest.formats = whole.manifest.formats;
        core::FileTree files = package->files;
        put(files, bundle::k_manifest_name, bundle::serialize_manifest(manifest));
        test::seal(files);
        CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_ARTEFACT_LIST"));
    }
    SECTION("a list that leaves a format out, with its files") {
        bundle::Manifest manifest = package->manifest;
        std::erase(manifest.formats, "reg");
        std::erase_if(manifest.artefacts, [](const bundle::ManifestArtefact& artefact) { return artefact.format == "reg"; });
        core::FileTree files = package->files;
        std::erase_if(files, [](const auto& file) { return file.first.text().starts_with("artefacts/reg/"); });
        put(files, bundle::k_manifest_name, bundle::serialize_manifest(manifest));
        test::seal(files);
        CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_ARTEFACT_LIST"));
    }
    SECTION("a format nobody knows") {
        bundle::Manifest manifest = package->manifest;
        manifest.formats.insert(manifest.formats.begin(), "carrier-pigeon");
        core::FileTree files = package->files;
        put(files, bundle::k_manifest_name, bundle::serialize_manifest(manifest));
        test::seal(files);
        CHECK(has_code(bundle::verify_files(files).findings, "PACKAGE_ARTEFACT_LIST"));
    }
}
