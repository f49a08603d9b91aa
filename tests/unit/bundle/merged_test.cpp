// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Packages of policies that were merged into a GPO: what is foreign in them is proven as well as what is ours.
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/base.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"
#include "unit/bundle/sample_package.hpp"

using namespace gpotrust;
using bundle::Package;
using test::has_code;

namespace {

/// The backup that tests/data/cli/make-base.py laid out: seven records, a security template, a script, the user side disabled.
trust::BaseGpo corporate_tls() {
    std::map<std::string, core::Bytes> files;
    for (const char* name :
         {"Backup.xml", "bkupInfo.xml", "gpreport.xml", "DomainSysvol/GPO/Machine/registry.pol", "DomainSysvol/GPO/Machine/Scripts/Startup/hello.cmd",
          "DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf"})
        files.emplace(name, test::data_file("cli/base/{0D1E2F30-4152-6374-8596-A7B8C9DAEBFC}/" + std::string(name)));
    return gpo::read_base(files).value().base;
}

trust::TrustPolicy merged_policy(trust::BaseGpo base) {
    trust::TrustPolicy policy = test::sample_policy();
    policy.comment.clear();
    policy.preferences_in_backup = false;
    REQUIRE(trust::take_over(base, policy, nullptr).has_value());
    policy.base = std::make_shared<trust::BaseGpo>(std::move(base));
    return policy;
}

Package merged_package() {
    const trust::TrustPolicy policy = merged_policy(corporate_tls());
    auto package = bundle::assemble(policy, test::options_for(policy));
    if (!package) FAIL(package.error().text());
    return *std::move(package);
}

std::string path_ending(const core::FileTree& files, std::string_view ending) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.first.text().ends_with(ending); });
    REQUIRE(found != files.end());
    return found->first.text();
}

core::Bytes& file_ending(core::FileTree& files, std::string_view ending) { return files.at(core::RelativePath::of(path_ending(files, ending))); }

void replace(core::Bytes& octets, std::string_view from, std::string_view to) {
    std::string text(core::as_text(octets));
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    octets = core::to_bytes(text);
}

bool verifies(core::FileTree files) {
    test::seal(files);
    return !core::any_blocking(bundle::verify_files(files).findings);
}

}  // namespace

TEST_CASE("merged package: it verifies, and its policy comes back with the base it was made from") {
    const Package package = merged_package();
    const auto verification = bundle::verify_files(package.files);
    CHECK(test::codes_of(verification.findings).empty());
    const auto policy = bundle::policy_of(package.manifest, package.files);
    REQUIRE(policy.has_value());
    REQUIRE(policy->base != nullptr);
    CHECK(policy->base->digest == corporate_tls().digest);
    CHECK(policy->base->computer.foreign == corporate_tls().computer.foreign);
    CHECK(policy->base->files == corporate_tls().files);
    CHECK(policy->base->computer.version == 7);
    CHECK(policy->base->user.version == 0);
    CHECK(trust::content_digest(*policy) == package.manifest.content_digest);
}

TEST_CASE("merged package: a package made from what one carries is the same package") {
    const Package package = merged_package();
    const auto policy = bundle::policy_of(package.manifest, package.files);
    REQUIRE(policy.has_value());
    const auto again = bundle::assemble(*policy, test::options_for(*policy));
    REQUIRE(again.has_value());
    CHECK(again->files == package.files);
}

TEST_CASE("merged package: whatever of the foreign part is changed, it does not verify, checksums made again or not") {
    Package package = merged_package();
    core::FileTree& files = package.files;
    CHECK(verifies(files));
    SECTION("a foreign record") {
        replace(file_ending(files, "Machine/registry.pol"), std::string_view("N\0o\0A\0u", 7), std::string_view("N\0o\0B\0u", 7));
    }
    SECTION("a foreign record more") {
        core::Bytes& octets = file_ending(files, "Machine/registry.pol");
        auto records = registry_policy::parse_registry_pol(octets).value();
        records.push_back(
            {"Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\00", "Blob", registry_policy::ValueType::binary, {1}});
        octets = registry_policy::serialize_registry_pol(records).value();
    }
    SECTION("a foreign record less") {
        core::Bytes& octets = file_ending(files, "Machine/registry.pol");
        auto records = registry_policy::parse_registry_pol(octets).value();
        records.pop_back();
        octets = registry_policy::serialize_registry_pol(records).value();
    }
    SECTION("a script") { file_ending(files, "hello.cmd").push_back('x'); }
    SECTION("a script more") { test::put(files, path_ending(files, "hello.cmd") + "2", "echo"); }
    SECTION("a script less") { files.erase(core::RelativePath::of(path_ending(files, "hello.cmd"))); }
    SECTION("the GPO's name") { replace(file_ending(files, "Backup.xml"), "<DisplayName>", "<DisplayName>x"); }
    SECTION("the disabled sides") { replace(file_ending(files, "Backup.xml"), "<Options><![CDATA[1]]>", "<Options><![CDATA[2]]>"); }
    SECTION("an extension list") { replace(file_ending(files, "Backup.xml"), "{827D319E", "{837D319E"); }
    SECTION("where our block begins") { replace(file_ending(files, "trust-package.json"), "\"first\": ", "\"first\": 1"); }
    SECTION("how long our block is") { replace(file_ending(files, "trust-package.json"), "\"count\": ", "\"count\": 1"); }
    SECTION("an absurd block") { replace(file_ending(files, "trust-package.json"), "\"count\": ", "\"count\": 1000000"); }
    SECTION("the version the base had") { replace(file_ending(files, "trust-package.json"), "\"version\": 7", "\"version\": 6"); }
    SECTION("the base left out") { replace(file_ending(files, "trust-package.json"), "\"base\"", "\"bose\""); }
    CHECK_FALSE(verifies(files));
}

TEST_CASE("merged package: other people's key containers stay and are told, their private keys are refused") {
    trust::BaseGpo base = corporate_tls();
    // CRYPT_KEY_PROV_INFO: seven numbers, then two texts.
    core::Bytes blob;
    core::append_u32_le(blob, 2);
    core::append_u32_le(blob, 1);
    core::append_u32_le(blob, 40);
    for (const std::uint32_t number : {28U, 32U, 1U, 0U, 0U, 0U, 1U}) core::append_u32_le(blob, number);
    for (const char c : {'k', '\0', 'p'}) core::append_u16_le(blob, static_cast<std::uint16_t>(c));
    core::append_u16_le(blob, 0);
    core::append_u32_le(blob, 0);
    base.computer.foreign->push_back({"Software\\Policies\\Zz", "Blob", registry_policy::ValueType::binary, blob});
    SECTION("a container's name") {
        const trust::TrustPolicy policy = merged_policy(std::move(base));
        const auto package = bundle::assemble(policy, test::options_for(policy));
        REQUIRE(package.has_value());
        const auto findings = bundle::verify_files(package->files).findings;
        CHECK(has_code(findings, "PACKAGE_FOREIGN_KEY_METADATA"));
        CHECK_FALSE(core::any_blocking(findings));
    }
    SECTION("a key") {
        base.files.emplace(core::RelativePath::of("DomainSysvol/GPO/Machine/key.pem"), core::to_bytes("-----BEGIN PRIVATE KEY-----\n"));
        const trust::TrustPolicy policy = merged_policy(std::move(base));
        const auto package = bundle::assemble(policy, test::options_for(policy));
        REQUIRE_FALSE(package.has_value());
        CHECK(package.error().code == core::ErrorCode::unsupported_input);
        CHECK(package.error().text().find("key.pem") != std::string::npos);
    }
}
