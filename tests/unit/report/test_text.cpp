// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/registry_policy/setting.hpp"
#include "report/exported_text.hpp"
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

TEST_CASE("package text: client families are grouped by what they make of it, faults of the package before what no package can") {
    const trust::Client edge{.id = "edge", .name = "Edge"};
    const trust::Client firefox{.id = "firefox", .name = "Firefox", .instead = "its own policy"};
    const trust::Client msix{.id = "msix", .name = "MSIX"};
    const trust::Client rdp{.id = "rdp", .name = "Remote Desktop"};
    report::PackageOutcome outcome = test::sample_package();
    outcome.packages[0].clients = {{.client = &firefox, .support = trust::Support::no},
                                   {.client = &edge, .support = trust::Support::yes},
                                   {.client = &msix, .support = trust::Support::no, .reason = "no codeSigning"},
                                   {.client = &rdp, .support = trust::Support::unverified}};
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text,
                   "    works      edge           Edge\n"
                   "    does not   msix           no codeSigning\n"
                   "    other way  firefox        its own policy (unverified)\n"
                   "    unverified rdp\n"));
}

TEST_CASE("package text: the clients asked for come first, with their condition, and the others in short") {
    const trust::Client edge{.id = "edge", .name = "Edge"};
    const trust::Client msix{.id = "msix", .name = "MSIX"};
    report::PackageOutcome outcome = test::sample_package();
    outcome.asked_for = {"msix"};
    outcome.packages[0].clients = {{.client = &edge, .support = trust::Support::no, .reason = "EKU lacks serverAuth"},
                                   {.client = &msix, .support = trust::Support::yes, .condition = "before the app"}};
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "    works      msix           MSIX: before the app\n"));
    CHECK(contains(text, "    does not   edge\n"));
    CHECK(text.find("msix  ") < text.find("And for others"));
}

TEST_CASE("package text: of a distrusted certificate it tells who refuses it") {
    const trust::Client edge{.id = "edge", .name = "Edge"};
    const trust::Client node{.id = "node", .name = "Node.js"};
    report::PackageOutcome outcome = test::sample_package();
    for (trust::TrustedCertificate& entry : outcome.packages[0].policy.certificates) entry.store = trust::Store::disallowed;
    outcome.packages[0].clients = {{.client = &edge, .support = trust::Support::yes}, {.client = &node, .support = trust::Support::no}};
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "    refuses it edge\n    ignores it node\n"));
    CHECK_FALSE(contains(text, "works"));
}

TEST_CASE("explain text: the matrix has one line for each family and fits 80 columns") {
    report::ExplainOutcome outcome;
    outcome.matrix = true;
    for (const trust::Client& client : trust::clients()) outcome.clients.push_back(&client);
    const std::string text = report::to_text(outcome, k_plain);
    std::size_t rows = 0;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        const std::string line = text.substr(start, end - start);
        INFO(line);
        CHECK(line.size() <= 80);
        if (line.find("  +  ") != std::string::npos || line.find("  -  ") != std::string::npos || line.find("  ?  ") != std::string::npos) ++rows;
        start = end + 1;
    }
    CHECK(rows == trust::clients().size());
    CHECK(contains(text, "chrome         Chrome 108 and later               +    -    +    ?   source-read\n"));
    CHECK(contains(text, "wsus           WSUS server certificate            -    .    +    ?   documented\n"));
}

TEST_CASE("explain text: a row in full has stores, evidence, sources and the command, and none is wider than 80 columns") {
    report::ExplainOutcome outcome;
    outcome.clients = {trust::find_client("winrm").value(), trust::find_client("firefox").value()};
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "TrustedPeople      works        -            observed, with Root as well\n"));
    CHECK(contains(text, "WinRb/WinRM#201"));
    CHECK(contains(text, "    gpotrust package --for winrm --allow-root EXPORT\n"));
    CHECK(contains(text, "is refused: no package can serve it"));
    CHECK(contains(text, "policies.json"));
    outcome.clients.clear();
    for (const trust::Client& client : trust::clients()) outcome.clients.push_back(&client);
    const std::string all = report::to_text(outcome, k_plain);
    for (std::size_t start = 0; start < all.size(); start = all.find('\n', start) + 1) {
        const std::string line = all.substr(start, all.find('\n', start) - start);
        INFO(line);
        CHECK(line.size() <= 80);
    }
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

TEST_CASE("inspect text: a GPO's sides, versions, extensions by name and everything that is wrong with it") {
    audit::InspectedItem item;
    item.path = "/b/{A}";
    item.kind = "gpo-backup";
    audit::Gpo& gpo = item.gpo.emplace();
    gpo.name = "Mail";
    gpo.computer = {
        .disabled = true,
        .extensions = "[{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}][{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]",
        .directory_version = 2,
        .sysvol_version = 3};
    gpo.user = {.extensions = "[{12345678-1234-1234-1234-123456789ABC}]", .directory_version = 1, .sysvol_version = 1};
    gpo.files.push_back({"DomainSysvol/GPO/Machine/Scripts/a.cmd", {}, 3});
    gpo.complaints.push_back({core::ErrorCode::malformed_input, "the file is missing", "", {"bkupInfo.xml"}});
    item.policies.push_back(
        {.path = "DomainSysvol/GPO/User/registry.pol", .error = core::Error{core::ErrorCode::malformed_input, "damaged at octet 8"}});
    item.error = gpo.complaints.front();
    report::InspectOutcome outcome;
    outcome.items.push_back(std::move(item));
    outcome.passed_over = 1;
    const std::string text = report::to_text(outcome, {false, 120});
    CHECK(contains(text, "/b/{A}  damaged\n  GPO backup\n  GPO name   Mail\n"));
    CHECK(contains(text, "  computer   version 2 in the directory, 3 in SYSVOL, disabled: clients skip this side\n"));
    CHECK(contains(text, "    EFS recovery\n    Registry (Certificates)\n    (out of order: clients stop at the first one that does not ascend)\n"));
    CHECK(contains(text, "  user       version 1\n    {12345678-1234-1234-1234-123456789ABC}\n"));
    CHECK(contains(text, "  damaged    bkupInfo.xml: the file is missing\n"));
    CHECK(contains(text, "  damaged    DomainSysvol/GPO/User/registry.pol: damaged at octet 8\n"));
    CHECK(contains(text, "  Other files\n    DomainSysvol/GPO/Machine/Scripts/a.cmd  3 octets\n"));
    CHECK(contains(text, "\n1 other file passed over\n"));
}

TEST_CASE("inspect text: keys without values stand together below their parent, runs of one key share its line") {
    audit::InspectedItem item;
    item.kind = "registry-policy";
    const auto add = [&](registry_policy::Setting setting) { item.settings.push_back({trust::Side::user, std::move(setting)}); };
    add(registry_policy::key_only("A\\B\\CRLs"));
    add(registry_policy::key_only("A\\B\\CTLs"));
    add(registry_policy::key_only("A\\C"));
    add({"A\\D", "n", registry_policy::ValueType::qword, {1, 0, 0, 0, 1, 0, 0, 0}});
    add({"A\\D", "", registry_policy::ValueType::dword, {7, 0, 0, 0}});
    report::InspectOutcome outcome;
    outcome.items.push_back(std::move(item));
    const std::string text = report::to_text(outcome, {false, 80});
    CHECK(contains(text,
                   "  Settings, user\n"
                   "    A\\B\n"
                   "      keys without values     CRLs, CTLs\n"
                   "    A\\C\n"
                   "    A\\D\n"
                   "      n                       REG_QWORD 4294967297\n"
                   "      (default)               REG_DWORD 7\n"));
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

TEST_CASE("inspect text: how an export is protected, by whom it was made, and every usage in words") {
    report::InspectOutcome outcome;
    outcome.now = test::sample_time();
    const auto open = [](core::BytesView file) {
        const auto password = core::SecretBytes::copy_of("correct horse");
        return certificate::open_export(file, &password);
    };
    outcome.items.push_back(audit::inspect_file("/x/mail.pfx", test::data_file("cli/mail-legacy.pfx"), open, outcome.now));
    const std::string text = report::to_text(outcome, k_plain);
    CHECK(contains(text, "made by      OpenSSL or alike\n"));
    CHECK(contains(text, "protection   3DES keys, RC2-40 certificates, SHA-1 MAC, 2048 iterations\n"));
    CHECK(contains(text, "key usage  digital signature, key encipherment\n"));
    CHECK(contains(text, "purposes   TLS server\n"));
    CHECK(contains(text, "2026-01-01 to 2027-01-01, 214 days left"));
    CHECK(contains(text, "serial     "));
}

TEST_CASE("inspect text: no screen of an export is wider than 80 columns") {
    report::InspectOutcome outcome;
    outcome.now = test::sample_time();
    for (const char* name : {"windows_store.sst", "windows_element.serialized", "composed_windows.pfx", "composed_protected.pfx", "nss.p12",
                             "java.pkcs12", "legacy.pfx.utf16", "chain.pfx", "composed_mismatch.pfx", "two.p7b", "ok.cer", "java.jks"}) {
        const auto open = [](core::BytesView file) {
            const auto password = core::SecretBytes::copy_of("P@ssw0rd1");
            return certificate::open_export(file, &password);
        };
        outcome.items.push_back(audit::inspect_file(name, test::data_file(std::string("certificate/") + name), open, outcome.now));
    }
    const std::string text = report::to_text(outcome, k_plain);
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        INFO(text.substr(start, end - start));
        const std::string_view line = std::string_view(text).substr(start, end - start);
        if (!test::is_command_line(line)) CHECK(report::shown_width(line) <= 80);
        start = end + 1;
    }
    CHECK(contains(text, "dropped    2 KEY_PROV_INFO\n"));
    CHECK(contains(text, "key set    of the computer (LocalMachine)\n"));
    CHECK(contains(text, "protected to S-1-5-21-1-2-3-512, S-1-5-21-1-2-3-519\n"));
    CHECK(contains(text, "wrapped as   Base64 text in UTF-16, as the Exchange shell writes it"));
    CHECK(contains(text, "java.jks  no certificate\n"));
}

TEST_CASE("inspect text: protection in words") {
    using Protection = certificate::PfxProtection;
    CHECK(report::protection_text(Protection{{"3DES"}, {"RC2-40"}, 2000, "SHA-1", 1}) ==
          "3DES keys, RC2-40 certificates, 2000 iterations; SHA-1 MAC, 1 iteration");
    CHECK(report::protection_text(Protection{{"none"}, {"none"}, 0, "", 0}) == "not encrypted; no MAC");
    CHECK(report::protection_text(Protection{{"AES-256"}, {"none"}, 2048, "", 0}) ==
          "AES-256 keys, unencrypted certificates, 2048 iterations; no MAC");
    CHECK(report::protection_text(Protection{{}, {}, 0, "SHA-256", 2000}) == "SHA-256 MAC, 2000 iterations");
    CHECK(report::protection_text(Protection{{"3DES", "AES-256"}, {}, 5, "SHA-1", 5}) == "3DES and AES-256 keys, SHA-1 MAC, 5 iterations");
}
