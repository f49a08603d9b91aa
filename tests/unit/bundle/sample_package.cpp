// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "unit/bundle/sample_package.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

using core::RelativePath;
using trust::Role;
using trust::Store;

certificate::Certificate sample_certificate(std::string_view file) {
    auto parsed = certificate::Certificate::parse(data_file("app/" + std::string(file)));
    REQUIRE(parsed.has_value());
    return *parsed;
}

certificate::Export sample_export(std::string_view file) {
    const core::SecretBytes password = core::SecretBytes::copy_of("fixture");
    auto opened = certificate::open_export(data_file("app/" + std::string(file)), &password);
    INFO((opened ? std::string() : opened.error().text()));
    REQUIRE(opened.has_value());
    return *std::move(opened);
}

trust::TrustPolicy sample_policy() {
    trust::TrustPolicy policy;
    policy.identity = *trust::make_identity("Trust \xC3\xBC & \"Mail\"", "contoso.com");
    policy.scope = trust::Scope::both;
    policy.comment = "asked for in CHG-1 <by mail>";
    policy.certificates = {{sample_certificate("mail.cer"), Store::trusted_people, Role::current, "Mail", {}},
                           {sample_certificate("next.cer"), Store::trusted_people, Role::next, "", {}}};
    auto normal = trust::normalize(std::move(policy));
    REQUIRE(normal.has_value());
    return *std::move(normal);
}

bundle::AssembleOptions options_for(const trust::TrustPolicy& policy) {
    bundle::AssembleOptions options;
    options.created_at = *core::parse_utc_time("2026-11-22T15:10:00Z");
    options.slug = "trust-mail";
    options.tool_version = "0.1.0";
    options.operator_name = "CHG-1";
    core::Finding finding;
    finding.code = "CERT_SIG_SHA1";
    finding.severity = core::Severity::error;
    finding.message = "a \"quoted\" message";
    finding.accepted_because = "old server";
    for (const trust::TrustedCertificate& entry : policy.certificates)
        options.certificates.push_back(bundle::describe(entry, certificate::KeyEvidence::proven, {finding}));
    return options;
}

bundle::Package sample_package() {
    const trust::TrustPolicy policy = sample_policy();
    auto package = bundle::assemble(policy, options_for(policy));
    INFO((package ? std::string() : package.error().text()));
    REQUIRE(package.has_value());
    return *std::move(package);
}

std::vector<std::string> codes_of(const std::vector<core::Finding>& findings) {
    std::vector<std::string> codes;
    for (const core::Finding& finding : findings) codes.push_back(finding.path.empty() ? finding.code : finding.code + " " + finding.path);
    return codes;
}

bool has_code(const std::vector<core::Finding>& findings, std::string_view code) {
    return std::any_of(findings.begin(), findings.end(), [&](const core::Finding& finding) { return finding.code == code; });
}

void put(core::FileTree& files, std::string_view path, core::BytesView octets) {
    files.insert_or_assign(RelativePath::of(path), core::Bytes(octets.begin(), octets.end()));
}
void put(core::FileTree& files, std::string_view path, std::string_view text) { put(files, path, core::as_bytes(text)); }

std::string text_of(const core::FileTree& files, std::string_view path) {
    const auto file = files.find(RelativePath::of(path));
    INFO(path);
    REQUIRE(file != files.end());
    return std::string(core::as_text(file->second));
}

void seal(core::FileTree& files) { put(files, bundle::k_checksums_name, bundle::make_checksums(files)); }

}  // namespace gpotrust::test
