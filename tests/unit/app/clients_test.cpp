// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>

#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
using test::only_package;
using test::refusal;
using test::request_for;
using test::run;
using trust::Scope;
using trust::Store;

namespace {

/// A copy of any file of tests/data.
std::filesystem::path copy_of(const std::filesystem::path& folder, std::string_view fixture) {
    const std::filesystem::path copy = folder / "export.cer";
    const core::Bytes octets = test::data_file(fixture);
    std::ofstream(copy, std::ios::binary) << core::as_text(octets);
    return copy;
}

/// Packages one certificate for some clients on 2026-11-22.
app::PackageRequest request_with(const std::filesystem::path& folder, std::string_view fixture, std::initializer_list<std::string_view> clients) {
    app::PackageRequest request = request_for(folder, {});
    request.exports = {copy_of(folder, fixture)};
    for (const std::string_view id : clients) request.judgement.clients.push_back(trust::find_client(id).value());
    return request;
}

std::string entries_of(const trust::TrustPolicy& policy) {
    std::string text(trust::to_text(policy.scope));
    for (const trust::TrustedCertificate& entry : policy.certificates) text += " " + std::string(trust::to_text(entry.store));
    return text;
}

bool has_code(const report::PackageOutcome& outcome, std::string_view code) {
    const auto& findings = outcome.exports.at(0).certificates.at(0).findings;
    return std::any_of(findings.begin(), findings.end(), [&](const core::Finding& finding) { return finding.code == code; });
}

constexpr std::string_view k_signer = "artefact/code-signing.cer";  // EKU codeSigning, no SAN
constexpr std::string_view k_logon = "certificate/client_eku.cer";  // EKU clientAuth
constexpr std::string_view k_server = "artefact/mail-next.cer";     // EKU serverAuth, SAN

}  // namespace

TEST_CASE("package --for: msix wants code signing on the computer side and no server name") {
    const test::TemporaryFolder folder;
    const report::PackagedTrust made = only_package(request_with(folder.path(), k_signer, {"msix"}));
    CHECK(entries_of(made.policy) == "computer TrustedPeople");
    const auto line = std::find_if(made.clients.begin(), made.clients.end(), [](const auto& one) { return one.client->id == "msix"; });
    CHECK(line->support == trust::Support::yes);
}

TEST_CASE("package --for: what the certificate cannot meet makes no package, unless it is accepted, and then it says so") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_server, {"msix"});
    report::PackageOutcome outcome = run(request);
    CHECK(outcome.exit_code == core::ExitCode::unfit);
    CHECK(outcome.packages.empty());
    CHECK(has_code(outcome, "CERT_EKU_NO_USAGE"));
    CHECK_FALSE(has_code(outcome, "CERT_SAN_MISSING"));
    request.judgement.accepted = {{"CERT_EKU_NO_USAGE", "a trial"}};
    outcome = run(request);
    REQUIRE(outcome.packages.size() == 1);
    REQUIRE(outcome.warnings.size() == 1);
    CHECK(outcome.warnings[0].find("does not serve it: the certificate's EKU lacks codeSigning") != std::string::npos);
}

TEST_CASE("package --for: chrome goes on asking for what a TLS server needs") {
    const test::TemporaryFolder folder;
    const report::PackageOutcome outcome = run(request_with(folder.path(), k_signer, {"chrome"}));
    CHECK(outcome.exit_code == core::ExitCode::unfit);
    CHECK(has_code(outcome, "CERT_SAN_MISSING"));
}

TEST_CASE("package --for: winrm is two entries, and Root needs leave") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_logon, {"winrm"});
    CHECK(refusal(request).hint.find("--allow-root") != std::string::npos);
    request.allow_root = true;
    const report::PackagedTrust made = only_package(request);
    CHECK(entries_of(made.policy) == "computer Root TrustedPeople");
    CHECK(test::verifies(request.estate, made.slug));
}

TEST_CASE("package --for: publisher is two entries of the computer") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_signer, {"publisher"});
    request.allow_root = true;
    CHECK(entries_of(only_package(request).policy) == "computer Root TrustedPublisher");
}

TEST_CASE("package --for: efs is the user's, without a warning about who does not see it") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), "artefact/odd-name.cer", {"efs"});  // no EKU: every use
    const report::PackageOutcome outcome = run(request);
    REQUIRE(outcome.packages.size() == 1);
    CHECK(entries_of(outcome.packages[0].policy) == "user TrustedPeople");
    CHECK(outcome.warnings.empty());
}

TEST_CASE("package --for: wcf takes any use, and the side chosen") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_signer, {"wcf"});
    request.dry_run = true;
    CHECK(entries_of(only_package(request).policy) == "both TrustedPeople");
    request.scope = Scope::computer;
    CHECK(entries_of(only_package(request).policy) == "computer TrustedPeople");
}

TEST_CASE("package --for: what nobody has shown is warned of") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_server, {"ldaps"});
    request.allow_root = true;
    const report::PackageOutcome outcome = run(request);
    REQUIRE(outcome.packages.size() == 1);
    REQUIRE(outcome.warnings.size() == 1);
    CHECK(outcome.warnings[0].find("--for ldaps: unverified") != std::string::npos);
}

TEST_CASE("package --for: it is part of unchanged only through what it chooses") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_server, {"chrome"});
    const report::PackagedTrust made = only_package(request);
    request.judgement.clients = {trust::find_client("edge").value(), trust::find_client("node").value()};
    CHECK(only_package(request).unchanged);
    request.judgement.clients.clear();
    request.scope = Scope::computer;
    const report::PackagedTrust again = only_package(request);
    CHECK(again.unchanged);
    CHECK(again.zip_sha256 == made.zip_sha256);
}

TEST_CASE("package --for: with --add a policy grows the side a client needs, and keeps the other") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_server, {"chrome"});
    request.gpo_name = "Trust them";
    CHECK(entries_of(only_package(request).policy) == "computer TrustedPeople");
    app::PackageRequest more = request_with(folder.path(), "artefact/odd-name.cer", {"efs"});
    more.gpo_name = "Trust them";
    more.on_other_certificates = app::OnOtherCertificates::add;
    CHECK(entries_of(only_package(more).policy) == "both TrustedPeople TrustedPeople");
}

TEST_CASE("package: peer usages are warned of") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_with(folder.path(), k_server, {});
    request.peer_usages = true;
    const report::PackageOutcome outcome = run(request);
    REQUIRE(outcome.warnings.size() == 1);
    CHECK(outcome.warnings[0].find("every certificate in Trusted People") != std::string::npos);
}

TEST_CASE("check --for: judges for the client, and refuses one that no package can serve") {
    const test::TemporaryFolder folder;
    app::CheckRequest request{{copy_of(folder.path(), k_signer)}, {}};
    request.judgement.now = *core::parse_utc_time("2026-11-22T15:10:00Z");
    CHECK(app::check(request, {}).exit_code == core::ExitCode::unfit);
    request.judgement.clients = {trust::find_client("msix").value()};
    CHECK(app::check(request, {}).exit_code == core::ExitCode::fine);
    request.judgement.clients = {trust::find_client("java").value()};
    CHECK(app::check(request, {}).exit_code == core::ExitCode::usage);
}
