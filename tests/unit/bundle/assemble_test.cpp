// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"
#include "unit/bundle/sample_package.hpp"

using namespace gpotrust;
using core::ErrorCode;

TEST_CASE("assemble: the same input gives the same octets") {
    const bundle::Package one = test::sample_package();
    const bundle::Package other = test::sample_package();
    CHECK(one.zip == other.zip);
    CHECK(one.files == other.files);
    CHECK(one.zip_sha256 == crypto::sha256(one.zip));
}

TEST_CASE("assemble: the zip unpacks to the files, from the package root") {
    const bundle::Package package = test::sample_package();
    const auto unpacked = archive::read_zip(package.zip);
    REQUIRE(unpacked.has_value());
    CHECK(*unpacked == package.files);
    CHECK(unpacked->contains(core::RelativePath::of("trust-package.json")));
    CHECK(unpacked->contains(core::RelativePath::of("SHA256SUMS")));
    CHECK(unpacked->contains(core::RelativePath::of("gpo-backup/manifest.xml")));
}

TEST_CASE("assemble: every revision has a backup id of its own and the same GPO") {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    const auto first = bundle::assemble(policy, options);
    options.revision = 2;
    const auto second = bundle::assemble(policy, options);
    REQUIRE((first && second));
    CHECK(first->manifest.backup_id != second->manifest.backup_id);
    CHECK(first->manifest.identity.guid == second->manifest.identity.guid);
    CHECK(first->manifest.content_digest == second->manifest.content_digest);
}

TEST_CASE("assemble: evidence for other certificates is a fault of ours") {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    SECTION("too little") { options.certificates.pop_back(); }
    SECTION("another order") { std::reverse(options.certificates.begin(), options.certificates.end()); }
    const auto package = bundle::assemble(policy, options);
    REQUIRE_FALSE(package.has_value());
    CHECK(package.error().code == ErrorCode::internal);
}

TEST_CASE("assemble: the real export's key and names are not in its package") {
    const certificate::Export exported = test::sample_export("mail.pfx");
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    options.secrets = {exported.key_traces, exported.metadata};
    CHECK_FALSE(exported.key_traces.empty());
    CHECK_FALSE(exported.metadata.empty());
    CHECK(bundle::assemble(policy, options).has_value());
}

TEST_CASE("assemble: a package that would name the key container is never made") {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    options.secrets.metadata = {"te-11112222-container"};
    options.certificates[0].findings[0].message = "the key lies in te-11112222-container";
    const auto package = bundle::assemble(policy, options);
    REQUIRE_FALSE(package.has_value());
    CHECK(package.error().code == ErrorCode::internal);
    CHECK(package.error().message.find("PACKAGE_KEY_METADATA") != std::string::npos);
    CHECK(package.error().message.find("te-11112222") == std::string::npos);
}

TEST_CASE("assemble: a name the package tells anyway is no secret") {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    options.secrets.metadata = {"mail.contoso.com", "MAIL.CONTOSO.COM", "CHG-1", "Mail", "old server", "EX1"};
    CHECK(bundle::assemble(policy, options).has_value());
}

TEST_CASE("assemble: a name that the fixed texts hold is no secret") {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    // Of the read-me, the formats' table, the report and the manifest's fields.
    options.secrets.metadata = {"Import", "Windows", "Group Policy", "OpenSSL", "IssuedTo", "tool_version", "revision", "Trusted People"};
    const auto package = bundle::assemble(policy, options);
    INFO((package ? std::string() : package.error().text()));
    CHECK(package.has_value());
}

TEST_CASE("assemble: with a name of the fixed texts among them, the other names are still found") {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    options.secrets.metadata = {"Import", "te-11112222-container"};
    options.certificates[0].findings[0].message = "the key lies in te-11112222-container";
    const auto package = bundle::assemble(policy, options);
    REQUIRE_FALSE(package.has_value());
    CHECK(package.error().code == ErrorCode::internal);
}

TEST_CASE("assemble: a key in a text of the operator is refused, and the option is named") {
    trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    const std::string key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";
    std::string option;
    SECTION("--by") {
        options.operator_name = key;
        option = "--by";
    }
    SECTION("--comment") {
        policy.comment = core::to_base64(test::data_file("app/web.key.pkcs8.der"));
        option = "--comment";
    }
    SECTION("--accept") {
        options.certificates[0].findings[0].accepted_because = key;
        option = "--accept";
    }
    const auto package = bundle::assemble(policy, options);
    REQUIRE_FALSE(package.has_value());
    CHECK(package.error().code == ErrorCode::unfit);
    CHECK(package.error().message.find(option + " ") != std::string::npos);
    CHECK(package.error().message.find(option == "--comment" ? "GPO.cmt" : "trust-package.json") != std::string::npos);
    CHECK(package.error().message.find("MIIE") == std::string::npos);
}
