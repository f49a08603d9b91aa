// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

#include "gpotrust/report/errors.hpp"
#include "gpotrust/report/print.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

/// Outcomes made by hand from the fixtures of tests/data/cli.
namespace gpotrust::test {

inline core::UtcTime sample_time() { return *core::parse_utc_time("2026-06-01"); }

inline certificate::Certificate sample_certificate(const std::string& name = "mail.cer") {
    return *certificate::Certificate::parse(data_file("cli/" + name));
}

inline core::Finding sample_finding(core::Severity severity = core::Severity::error) {
    core::Finding finding;
    finding.code = "CERT_EXAMPLE";
    finding.severity = severity;
    finding.message = "an example";
    finding.hint = "do this";
    finding.source = "RFC 5280 4.1";
    return finding;
}

inline report::AssessedExport sample_export(const std::string& name = "mail.cer") {
    report::AssessedExport assessed;
    assessed.path = "/x/" + name;
    assessed.verdict = report::Verdict::fit;
    assessed.kind = certificate::ExportKind::certificate;
    assessed.certificates.push_back({{sample_certificate(name), certificate::KeyEvidence::not_provable, "", {}}, {}, true});
    return assessed;
}

inline report::PackageOutcome sample_package() {
    report::PackagedTrust package;
    package.slug = "trust-mail";
    package.revision = 2;
    package.path = "/estate/packages/trust-mail/r0002";
    package.zip = package.path + ".zip";
    package.policy.identity = {"Trust O'Neill's \xE2\x80\x99mail", "contoso.test", {}};
    package.policy.certificates.push_back({sample_certificate(), trust::Store::trusted_people, trust::Role::current, "friendly", {}});
    bundle::ManifestCertificate record;
    record.sha1 = sample_certificate().sha1();
    record.key_evidence = certificate::KeyEvidence::proven;
    record.findings.push_back(sample_finding(core::Severity::warning));
    package.manifest.certificates.push_back(record);
    package.manifest.artefacts.push_back({"gpo-backup", "gpo-backup/manifest.xml", {}});
    report::PackageOutcome outcome;
    outcome.packages.push_back(std::move(package));
    outcome.estate = "/estate";
    outcome.now = sample_time();
    return outcome;
}

inline bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The command of a hint, which is left whole for a shell.
[[nodiscard]] inline bool is_command_line(std::string_view line) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start == std::string_view::npos) return false;
    line.remove_prefix(start);
    constexpr std::string_view k_starts[] = {"New-", "Get-", "openssl req ", "--accept ", "gpotrust "};
    for (const std::string_view known : k_starts)
        if (line.starts_with(known)) return true;
    return false;
}

}  // namespace gpotrust::test
