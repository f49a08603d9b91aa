// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "gpotrust/ledger/ledger.hpp"
#include "gpotrust/platform/paths.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;
using core::ErrorCode;
using core::ExitCode;
using test::only_package;
using test::refusal;
using test::request_for;
using test::run;
using trust::Scope;
using trust::Store;

namespace {

std::vector<ledger::Event> events(const fs::path& estate) {
    auto ledger = ledger::Ledger::open(estate / "ledger.db", ledger::Access::read_only);
    REQUIRE(ledger.has_value());
    REQUIRE(ledger->verify_chain().has_value());
    return ledger->events().value();
}

constexpr const char* k_mail_slug = "trust-self-signed-certificate-mail-conto";

}  // namespace

TEST_CASE("package: an export becomes a package, a zip and a row of the ledger") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust trust = only_package(request);
    CHECK(trust.slug == k_mail_slug);
    CHECK(trust.revision == 1);
    CHECK_FALSE(trust.unchanged);
    CHECK(trust.policy.identity.name == "Trust Self Signed Certificate - mail.contoso.com");
    CHECK(trust.policy.scope == Scope::both);
    REQUIRE(trust.policy.certificates.size() == 1);
    CHECK(trust.policy.certificates[0].friendly_name == "gpotrust " + std::string(k_mail_slug) + " until 2027-12");
    CHECK(trust.manifest.certificates[0].key_evidence == certificate::KeyEvidence::proven);
    CHECK(fs::is_directory(platform::path_from_utf8(trust.path)));
    CHECK(fs::is_regular_file(platform::path_from_utf8(trust.zip)));
    CHECK_FALSE(trust.clients.empty());
    CHECK(test::verifies(request.estate, trust.slug));

    const auto rows = events(request.estate);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].kind == "packaged");
    CHECK(rows[0].zip_sha256 == trust.zip_sha256);
    CHECK(rows[0].certificates.size() == 1);
    CHECK(test::listing(request.estate / "packages").size() > 10);
}

TEST_CASE("package: the same again says unchanged and writes nothing, at another time, by another path and version") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    const auto before = test::listing(folder.path());
    request.judgement.now += std::chrono::hours(24);
    request.tool_version = "9.9.9";
    request.exports = {test::export_file("mail.cer")};
    const report::PackagedTrust second = only_package(request);
    CHECK(second.unchanged);
    CHECK_FALSE(second.rebuilt);
    CHECK(second.zip_sha256 == first.zip_sha256);
    CHECK(second.revision == 1);
    CHECK(test::listing(folder.path()) == before);
}

TEST_CASE("package: other options with the same certificates are the next revision") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    request.comment = "for the mail server";
    const report::PackagedTrust second = only_package(request);
    CHECK(second.revision == 2);
    CHECK(second.policy.identity.guid == first.policy.identity.guid);
    CHECK(second.backup_id != first.backup_id);
    CHECK(fs::exists(platform::path_from_utf8(first.path)));
}

TEST_CASE("package: the same GPO name with other certificates is the user's choice") {
    const test::TemporaryFolder folder;
    only_package(request_for(folder.path(), {"mail.pfx"}));
    const auto before = test::listing(folder.path());
    app::PackageRequest request = request_for(folder.path(), {"next.pfx"});
    const core::Error asked = refusal(request);
    CHECK(asked.code == ErrorCode::choice_needed);
    CHECK(asked.message.find("revision 1 of " + std::string(k_mail_slug)) != std::string::npos);
    for (const char* way : {"--add", "--replace", "gpotrust renew"}) CHECK(asked.hint.find(way) != std::string::npos);
    CHECK(test::listing(folder.path()) == before);

    SECTION("added: both are trusted") {
        request.on_other_certificates = app::OnOtherCertificates::add;
        const report::PackagedTrust trust = only_package(request);
        CHECK(trust.revision == 2);
        CHECK(trust.policy.certificates.size() == 2);
        CHECK(test::verifies(request.estate, trust.slug));
        CHECK(only_package(request).unchanged);
    }
    SECTION("replaced: the new one alone") {
        request.on_other_certificates = app::OnOtherCertificates::replace;
        const report::PackagedTrust trust = only_package(request);
        CHECK(trust.revision == 2);
        CHECK(trust.policy.certificates.size() == 1);
        CHECK(trust.manifest.identity.guid == trust.policy.identity.guid);
    }
}

TEST_CASE("package: what is added to keeps its scope, options and evidence") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.scope = Scope::computer;
    request.restrict_eku = true;
    request.comment = "first";
    only_package(request);
    app::PackageRequest more = request_for(folder.path(), {"next.cer"});
    more.on_other_certificates = app::OnOtherCertificates::add;
    const report::PackagedTrust trust = only_package(more);
    CHECK(trust.policy.scope == Scope::computer);
    CHECK(trust.policy.restrict_eku);
    CHECK(trust.policy.comment == "first");
    const auto proven = std::count_if(trust.manifest.certificates.begin(), trust.manifest.certificates.end(),
                                      [](const auto& entry) { return entry.key_evidence == certificate::KeyEvidence::proven; });
    CHECK(proven == 1);
}

TEST_CASE("package: several exports are one package each, or one policy with a name") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx", "web.pfx"});
    SECTION("one each") {
        const report::PackageOutcome outcome = run(request);
        CHECK(outcome.packages.size() == 2);
        CHECK(outcome.exit_code == ExitCode::fine);
    }
    SECTION("one policy") {
        request.gpo_name = "Servers";
        const report::PackagedTrust trust = only_package(request);
        CHECK(trust.slug == "servers");
        CHECK(trust.policy.certificates.size() == 2);
    }
    SECTION("two for one default name") {
        request.exports = {test::export_file("mail.pfx"), test::export_file("next.pfx")};
        CHECK(refusal(request).code == ErrorCode::choice_needed);
        CHECK_FALSE(fs::exists(request.estate));
    }
    SECTION("the same certificate twice is once, with the better evidence") {
        request.exports = {test::export_file("mail.cer"), test::export_file("mail.pfx")};
        const report::PackagedTrust trust = only_package(request);
        CHECK(trust.policy.certificates.size() == 1);
        CHECK(trust.manifest.certificates[0].key_evidence == certificate::KeyEvidence::proven);
    }
}

TEST_CASE("package: an unreadable or unfit export does not stop the others, and the exit says the worst") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"expired.cer", "mail.pfx"});
    SECTION("unfit") {
        const report::PackageOutcome outcome = run(request);
        CHECK(outcome.packages.size() == 1);
        CHECK(outcome.exit_code == ExitCode::unfit);
        CHECK(outcome.exports[0].verdict == report::Verdict::unfit);
    }
    SECTION("missing") {
        request.exports[0] = folder.path() / "missing.pfx";
        const report::PackageOutcome outcome = run(request);
        CHECK(outcome.packages.size() == 1);
        CHECK(outcome.exit_code == ExitCode::file_system);
        CHECK(outcome.exports[0].error.has_value());
    }
    SECTION("no export of a named policy may be missing from it") {
        request.gpo_name = "Servers";
        const report::PackageOutcome outcome = run(request);
        CHECK(outcome.packages.empty());
        CHECK(outcome.errors.size() == 1);
        CHECK(outcome.exit_code == ExitCode::unfit);
        CHECK_FALSE(fs::exists(request.estate));
    }
}

TEST_CASE("package: bad input leaves nothing behind") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"expired.cer"});
    CHECK(run(request).exit_code == ExitCode::unfit);
    CHECK_FALSE(fs::exists(request.estate));
    const auto wrong = app::package(request_for(folder.path(), {"mail.pfx"}),
                                    {[](const std::string&) { return core::Result<core::SecretBytes>(core::SecretBytes::copy_of("wrong")); }, {}});
    REQUIRE(wrong.has_value());
    CHECK(wrong->exit_code == ExitCode::password);
    CHECK_FALSE(fs::exists(request.estate));
}

TEST_CASE("package: an accepted finding makes it fit, and the reason is kept") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"expired.cer"});
    request.judgement.accepted = {{"CERT_EXPIRED", "lab only"}};
    const report::PackagedTrust trust = only_package(request);
    const auto& findings = trust.manifest.certificates[0].findings;
    CHECK(std::any_of(findings.begin(), findings.end(), [](const core::Finding& finding) { return finding.accepted_because == "lab only"; }));
    const auto rows = events(request.estate);
    REQUIRE(rows[0].accepted.size() == 1);
    CHECK(rows[0].accepted[0].code == "CERT_EXPIRED");
    CHECK(rows[0].accepted[0].reason == "lab only");
}

TEST_CASE("package: --accept of a code that does not exist, or without a reason, is a usage error") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.judgement.accepted = {{"CERT_EXPIRD", "x"}};
    CHECK(refusal(request).code == ErrorCode::usage);
    CHECK(refusal(request).hint.find("CERT_EXPIRED") != std::string::npos);
    request.judgement.accepted = {{"CERT_EXPIRED", ""}};
    CHECK(refusal(request).code == ErrorCode::usage);
}

TEST_CASE("package: options that contradict each other are refused before a password is asked for") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    bool asked = false;
    const app::Passwords passwords{[&](const std::string&) {
                                       asked = true;
                                       return core::Result<core::SecretBytes>(core::SecretBytes::copy_of("fixture"));
                                   },
                                   {}};
    SECTION("Root without leave") { request.stores = {Store::root}; }
    SECTION("trusted and distrusted") { request.stores = {Store::disallowed, Store::trusted_people}; }
    SECTION("a GPO name that cannot be") { request.gpo_name = "  "; }
    SECTION("a domain that cannot be") { request.domain = "not a domain"; }
    SECTION("peer usages without a computer side") {
        request.peer_usages = true;
        request.scope = Scope::user;
    }
    SECTION("a client on a side it does not read") {
        request.judgement.clients = {trust::find_client("chrome").value()};
        request.scope = Scope::user;
    }
    SECTION("a client that needs Root, without leave") { request.judgement.clients = {trust::find_client("wsus").value()}; }
    SECTION("a client that no store serves") { request.judgement.clients = {trust::find_client("firefox").value()}; }
    SECTION("no export") { request.exports.clear(); }
    SECTION("one and all") {
        request.judgement.all = true;
        request.judgement.thumbprint = core::Sha1Thumbprint{};
    }
    const auto refused = app::package(request, passwords);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::usage);
    CHECK_FALSE(asked);
    CHECK_FALSE(fs::exists(request.estate));
}

TEST_CASE("package: scope defaults follow the store, and a user-only package warns of who will not see it") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    SECTION("Root is the computer's") {
        request.stores = {Store::root};
        request.allow_root = true;
        CHECK(only_package(request).policy.scope == Scope::computer);
    }
    SECTION("TrustedPublisher is the computer's") {
        request.stores = {Store::trusted_publisher, Store::trusted_publisher, Store::trusted_people};
        const report::PackagedTrust trust = only_package(request);
        CHECK(trust.policy.scope == Scope::computer);
        CHECK(trust.policy.certificates.size() == 2);
    }
    SECTION("Root has no user side") {
        request.stores = {Store::root};
        request.allow_root = true;
        request.scope = Scope::both;
        CHECK(refusal(request).code == ErrorCode::usage);
        CHECK_FALSE(fs::exists(request.estate));
    }
    SECTION("user only") {
        request.scope = Scope::user;
        const report::PackageOutcome outcome = run(request);
        CHECK(outcome.notices.empty());
        REQUIRE(outcome.warnings.size() == 1);
        CHECK(outcome.warnings[0].find("WILL NOT BE SEEN by edge, chrome, node, msix, dotnet:") != std::string::npos);
        CHECK(outcome.warnings[0].find("winhttp, outlook") != std::string::npos);
    }
}

TEST_CASE("package: Disallowed skips the fitness rules") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"expired.cer"});
    request.stores = {Store::disallowed};
    const report::PackagedTrust trust = only_package(request);
    CHECK(trust.policy.certificates[0].role == trust::Role::distrusted);
}

TEST_CASE("package: a dry run tells all and writes nothing") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.dry_run = true;
    const report::PackagedTrust planned = only_package(request);
    CHECK(test::listing(folder.path()).empty());
    request.dry_run = false;
    const report::PackagedTrust made = only_package(request);
    CHECK(planned.zip_sha256 == made.zip_sha256);
    CHECK(planned.path == made.path);
    request.dry_run = true;
    const auto before = test::listing(folder.path());
    CHECK(only_package(request).unchanged);
    CHECK(test::listing(folder.path()) == before);
}

TEST_CASE("package: two GPOs with one slug get two folders, also within one run") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.gpo_name = "Mail & Web";
    CHECK(only_package(request).slug == "mail-web");
    request.gpo_name = "Mail + Web";
    const std::string second = only_package(request).slug;
    CHECK(second.size() == std::string("mail-web-").size() + 8);
    CHECK(second.starts_with("mail-web-"));
    CHECK(only_package(request).unchanged);
}

TEST_CASE("package: without a password source the user is asked, and only when it is needed") {
    const test::TemporaryFolder folder;
    int asked = 0;
    const app::Passwords passwords{{}, [&](const std::string& path) {
                                       ++asked;
                                       CHECK(path.find("mail.pfx") != std::string::npos);
                                       return core::Result<core::SecretBytes>(core::SecretBytes::copy_of("fixture"));
                                   }};
    CHECK(app::package(request_for(folder.path(), {"mail.cer"}), passwords)->exit_code == ExitCode::fine);
    CHECK(asked == 0);
    CHECK(app::package(request_for(folder.path(), {"mail.pfx"}), passwords)->exit_code == ExitCode::fine);
    CHECK(asked == 1);
    CHECK(app::package(request_for(folder.path(), {"mail.pfx"}), {})->exit_code == ExitCode::password);
}

TEST_CASE("package: nothing of the key or of its place is in the estate") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    only_package(request);
    // The container, the provider (make-fixtures.sh), and 16 octets of the private exponent and of a prime out of the key's PKCS#1 form.
    const core::Bytes key = test::data_file("app/mail.key.pkcs1.der");
    std::vector<std::string> secrets = {"te-11112222-container", "Contoso Key Vault Provider"};
    for (const std::size_t at : {300U, 600U, 800U, 1000U}) secrets.emplace_back(core::as_text(core::BytesView(key).subspan(at, 16)));
    for (const fs::path& file : test::files_ending(request.estate, "")) {
        const core::Bytes octets = test::file_bytes(file);
        for (const std::string& secret : secrets) CHECK(core::as_text(octets).find(secret) == std::string_view::npos);
    }
}

TEST_CASE("package: what a GPO has is not taken from it without --replace") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.restrict_eku = true;
    request.peer_usages = true;
    request.gpmc_style = true;
    request.preferences_in_backup = true;
    request.comment = "first";
    only_package(request);
    const auto before = test::listing(folder.path());
    std::string lost;
    SECTION("a side") {
        request.scope = Scope::computer;
        lost = "the user side";
    }
    SECTION("the other side") {
        request.scope = Scope::user;
        request.peer_usages = false;  // they have no user side
        lost = "the computer side";
    }
    SECTION("the restriction") {
        request.restrict_eku = false;
        lost = "--restrict-eku";
    }
    SECTION("the peer usages") {
        request.peer_usages = false;
        lost = "--peer-usages";
    }
    SECTION("the empty keys") {
        request.gpmc_style = false;
        lost = "--gpmc-style";
    }
    SECTION("the preferences") {
        request.preferences_in_backup = false;
        lost = "--preferences-in-backup";
    }
    SECTION("the comment") {
        request.comment = "";
        lost = "the comment";
    }
    for (const bool dry_run : {true, false}) {
        request.dry_run = dry_run;
        const core::Error asked = refusal(request);
        CHECK(asked.code == ErrorCode::choice_needed);
        CHECK(asked.message.find(lost) != std::string::npos);
        CHECK(asked.hint.find("--replace") != std::string::npos);
    }
    CHECK(test::listing(folder.path()) == before);
    request.on_other_certificates = app::OnOtherCertificates::replace;
    CHECK(only_package(request).revision == 2);
    CHECK(only_package(request).unchanged);
}

TEST_CASE("package: adding does not take a side away either, and widening needs no leave") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.scope = Scope::computer;
    only_package(request);
    request.scope = Scope::both;
    CHECK(only_package(request).policy.scope == Scope::both);
    app::PackageRequest more = request_for(folder.path(), {"next.cer"});
    more.on_other_certificates = app::OnOtherCertificates::add;
    more.scope = Scope::computer;
    CHECK(refusal(more).code == ErrorCode::choice_needed);
    CHECK(refusal(more).message.find("the user side") != std::string::npos);
}

TEST_CASE("package: comment and friendly name stay when nobody says otherwise") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.comment = "first";
    request.friendly_name = "Our mail";
    only_package(request);
    request.comment.reset();
    request.friendly_name.reset();
    CHECK(only_package(request).unchanged);
    request.on_other_certificates = app::OnOtherCertificates::replace;
    CHECK(only_package(request).policy.comment == "first");
    request.on_other_certificates = app::OnOtherCertificates::refuse;
    request.comment = "second";
    CHECK(only_package(request).policy.comment == "second");
}

TEST_CASE("package: other options for a revision that is damaged throughout are the user's choice") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    const report::PackagedTrust first = only_package(request);
    fs::remove_all(platform::path_from_utf8(first.path));
    fs::remove(platform::path_from_utf8(first.zip));
    request.comment = "other";
    CHECK(refusal(request).code == ErrorCode::choice_needed);
    CHECK(refusal(request).message.find("cannot be told") != std::string::npos);
    request.on_other_certificates = app::OnOtherCertificates::replace;
    CHECK(only_package(request).revision == 2);
}

TEST_CASE("package: a GPO name in another spelling is the same GPO under its recorded name") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.gpo_name = "Trust MÜNCHEN";
    const report::PackagedTrust first = only_package(request);
    request.gpo_name = "trust münchen";
    const report::PackagedTrust second = only_package(request);
    CHECK(second.unchanged);
    CHECK(second.policy.identity.name == "Trust MÜNCHEN");
    request.comment = "next";
    const report::PackagedTrust third = only_package(request);
    CHECK(third.revision == 2);
    CHECK(third.slug == first.slug);
    CHECK(third.policy.identity.name == "Trust MÜNCHEN");
    CHECK(third.manifest.identity.name == "Trust MÜNCHEN");
    for (const char* spelling : {"trust münchen", "TRUST MÜNCHEN"}) CHECK(app::verify({spelling, request.estate, {}})->path == third.path);
}

TEST_CASE("package: codes that can never be accepted are named, and their findings go on blocking") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"mail.pfx"});
    request.judgement.accepted = {{"KEY_MISMATCH", "x"}, {"CERT_EXPIRED", "y"}};
    CHECK(app::check_acceptances(request.judgement).has_value());
    CHECK(app::never_acceptable(request.judgement) == std::vector<std::string>{"KEY_MISMATCH"});
}
