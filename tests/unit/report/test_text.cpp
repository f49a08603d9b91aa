// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/inspect.hpp"
#include "sample.hpp"

using namespace gpotrust;
using test::contains;

namespace {

const report::TextStyle k_plain{false, 80};

}  // namespace

TEST_CASE("check text: verdict, dates with days left, thumbprint in groups, and the hint of what is wrong") {
    report::CheckOutcome outcome;
    outcome.exports.push_back(test::sample_export());
    outcome.exports[0].verdict = report::Verdict::unfit;
    outcome.exports[0].certificates[0].findings.push_back(test::sample_finding());
    const std::string text = report::to_text(outcome, test::sample_time(), k_plain);
    CHECK(contains(text, "/x/mail.cer  unfit\n"));
    CHECK(contains(text, "2026-01-01 to 2027-01-01, 214 days left"));
    CHECK(contains(text, "error      CERT_EXAMPLE: an example\n"));
    CHECK(contains(text, "hint: do this"));
}

TEST_CASE("check text: names in a certificate do not reach the terminal as they are") {
    report::CheckOutcome outcome;
    outcome.exports.push_back(test::sample_export("hostile.cer"));
    const std::string text = report::to_text(outcome, test::sample_time(), {true, 80});
    CHECK_FALSE(contains(text, "\x1b[2J"));
    CHECK_FALSE(contains(text, "\xE2\x80\xAE"));
    CHECK_FALSE(contains(text, "\x07"));
    CHECK(contains(text, "owned"));
}

TEST_CASE("package text: what to do next can be pasted") {
    const std::string text = report::to_text(test::sample_package(), k_plain);
    CHECK(contains(text, "revision 2, made\n"));
    CHECK(contains(text, "Get-FileHash -Algorithm SHA256 r0002.zip\n"));
    CHECK(contains(text, "certutil -hashfile r0002.zip SHA256\n"));
    // PowerShell doubles quotes in quotes, typographic ones too.
    CHECK(contains(text, "-TargetName 'Trust O''Neill''s \xE2\x80\x99\xE2\x80\x99mail' -CreateIfNeeded -Domain contoso.test\n"));
    CHECK(contains(text, "-BackupId 00000000-0000-0000-0000-000000000000 "));
    CHECK(contains(text, "private key proven"));
}

TEST_CASE("package text: unchanged, rebuilt and dry runs say so") {
    report::PackageOutcome outcome = test::sample_package();
    outcome.packages[0].unchanged = true;
    CHECK(contains(report::to_text(outcome, k_plain), "unchanged, nothing was written"));
    outcome.packages[0].rebuilt = true;
    CHECK(contains(report::to_text(outcome, k_plain), "written again"));
    outcome = test::sample_package();
    outcome.dry_run = true;
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "would be made, nothing was written"));
    CHECK_FALSE(contains(text, "Import-GPO"));
}

TEST_CASE("package text: client families are grouped by what they make of it") {
    const trust::Client edge{"edge", "Edge", trust::Support::yes, trust::Support::no, trust::Confidence::source_read, "", ""};
    const trust::Client firefox{"firefox", "Firefox", trust::Support::no, trust::Support::no, trust::Confidence::source_read, "", ""};
    report::PackageOutcome outcome = test::sample_package();
    outcome.packages[0].clients = {{&edge, trust::Support::yes}, {&firefox, trust::Support::no}};
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "works      Edge\n"));
    CHECK(contains(text, "does not   Firefox\n"));
}

TEST_CASE("inspect text: properties of the machine a certificate came from are marked") {
    report::InspectOutcome outcome;
    outcome.now = test::sample_time();
    outcome.items.push_back(audit::inspect_file("/x/Machine/registry.pol", test::data_file("cli/registry.pol"), {}));
    const std::string text = report::to_text(outcome, {false, 120});
    CHECK(contains(text, "registry policy, 5 settings, 2 certificates"));
    CHECK(contains(text, "container {11111111-2222-3333-4444-555555555555}, provider"));
    CHECK(contains(text, "44 octets: ADMIN-PC.contoso.test (belongs to the machine it came from)"));
    CHECK(contains(text, "REG_SZ a;b]c"));
    CHECK(contains(text, "Settings, computer"));
}

TEST_CASE("verify text: sound and damaged packages") {
    report::VerifyOutcome outcome;
    outcome.path = "/x/r0001.zip";
    CHECK(contains(report::to_text(outcome, k_plain), "/x/r0001.zip  verifies\n"));
    outcome.verification.findings.push_back(test::sample_finding());
    outcome.verification.findings[0].path = "gpo-backup/manifest.xml";
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "does not verify"));
    CHECK(contains(text, "gpo-backup/manifest.xml: an example"));
}
