// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>

#include "gpotrust/trust/policy_findings.hpp"
#include "report/blocks.hpp"
#include "report/clients_text.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

std::string_view words(trust::Scope scope) {
    switch (scope) {
        case trust::Scope::computer:
            return "computer side";
        case trust::Scope::user:
            return "user side";
        case trust::Scope::both:
            break;
    }
    return "computer and user side";
}

/// A PowerShell single-quoted string. PowerShell takes the typographic quotes U+2018 to U+201B for quotes, too.
std::string powershell_quoted(std::string_view text) {
    std::string quoted = "'";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        const bool typographic = rest.size() >= 3 && rest.starts_with("\xE2\x80") && rest[2] >= '\x98' && rest[2] <= '\x9B';
        const std::size_t size = typographic ? 3 : 1;
        quoted.append(rest.substr(0, size));
        if (typographic || rest.front() == '\'') quoted.append(rest.substr(0, size));
        i += size - 1;
    }
    return quoted + "'";
}

std::string without_braces(const core::Guid& guid) {
    const std::string text = core::to_braced_upper(guid);
    return text.substr(1, text.size() - 2);
}

Span state_of(const PackagedTrust& package, bool dry_run) {
    if (package.unchanged && package.rebuilt) return {"its files were missing or damaged and are written again", Colour::yellow};
    if (package.unchanged) return {"unchanged, nothing was written", Colour::green};
    if (dry_run) return {"would be made, nothing was written", Colour::yellow};
    return {package.kind == ledger::kind::packaged ? "made" : package.kind, Colour::green};
}

const bundle::ManifestCertificate* record_of(const PackagedTrust& package, const trust::TrustedCertificate& trusted) {
    for (const bundle::ManifestCertificate& record : package.manifest.certificates)
        if (record.sha1 == trusted.certificate.sha1() && record.store == trusted.store) return &record;
    return nullptr;
}

bool is_about_the_policy(const core::Finding& finding) {
    const auto kinds = trust::policy_finding_kinds();
    return std::any_of(kinds.begin(), kinds.end(), [&finding](const core::FindingKind& kind) { return kind.code == finding.code; });
}

/// What deserves a line on every package: all but the infos about a certificate, which `check` shows.
std::vector<core::Finding> noteworthy(const std::vector<core::Finding>& findings) {
    std::vector<core::Finding> kept;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(kept), [](const core::Finding& finding) {
        return finding.severity != core::Severity::info || !finding.accepted_because.empty() || is_about_the_policy(finding);
    });
    return kept;
}

/// Trust in two stores is two entries and one certificate: "Root and TrustedPeople, computer side".
std::string place_of(const trust::TrustedCertificate& trusted, const trust::TrustPolicy& policy) {
    std::string stores;
    for (const trust::TrustedCertificate& entry : policy.certificates)
        if (entry.certificate == trusted.certificate && entry.role == trusted.role)
            stores.append(stores.empty() ? "  " : " and ").append(trust::to_text(entry.store));
    stores.append(", ").append(words(policy.scope));
    if (trusted.role != trust::Role::current) stores.append(", ").append(trust::to_text(trusted.role));
    return stores;
}

bool is_shown_before(const trust::TrustedCertificate& trusted, const trust::TrustPolicy& policy) {
    const auto same = [&](const trust::TrustedCertificate& entry) { return entry.certificate == trusted.certificate && entry.role == trusted.role; };
    return &*std::find_if(policy.certificates.begin(), policy.certificates.end(), same) != &trusted;
}

void certificates_block(Page& page, const PackagedTrust& package, core::UtcTime now) {
    for (const trust::TrustedCertificate& trusted : package.policy.certificates) {
        if (is_shown_before(trusted, package.policy)) continue;
        const certificate::CertificateFacts& facts = trusted.certificate.facts();
        page.gap();
        page.line(2, {{trusted.certificate.display_name(), Colour::bold}, {place_of(trusted, package.policy)}});
        page.field(4, {"valid", Colour::dim}, validity(facts.not_before, facts.not_after, now));
        page.field(4, {"SHA-1", Colour::dim}, in_groups(core::to_hex(trusted.certificate.sha1())));
        if (const bundle::ManifestCertificate* record = record_of(package, trusted)) {
            page.field(4, {"evidence", Colour::dim}, sentence(record->key_evidence));
            findings_block(page, 4, noteworthy(record->findings));
        }
    }
}

void dropped_block(Page& page, const PackagedTrust& package) {
    for (const trust::TrustedCertificate& entry : package.dropped) {
        const bool is_over = entry.role == trust::Role::retiring && entry.until && *entry.until <= package.manifest.created_at;
        const std::string name = entry.certificate.display_name();
        page.gap();
        page.line(2, {{name, Colour::bold}, {"  leaves "}, {trust::to_text(entry.store)}, {is_over ? ": its overlap is over" : ""}});
        page.field(4, {"SHA-1", Colour::dim}, in_groups(core::to_hex(entry.certificate.sha1())));
    }
}

/// When to do what while two certificates are trusted.
void rotation_block(Page& page, const PackagedTrust& package) {
    if (!package.rotation) return;
    const trust::Rotation& days = *package.rotation;
    page.gap();
    page.line(2, {{"Change-over", Colour::bold}});
    page.field(4, {"import", Colour::dim}, core::to_iso8601(days.import_from) + ", that is now", 10);
    page.field(4, {"reach", Colour::dim},
               core::to_iso8601(days.reached) + ": computers that are on have the policy (90 + 30 minutes); laptops when they are back", 10);
    page.field(4, {"switch", Colour::dim},
               "the server from " + core::to_iso8601(days.switch_from) + ", before " + core::to_iso8601(days.switch_before), 10);
    page.field(4, {"drop", Colour::dim}, "the old one after " + core::to_iso8601(days.dropped_after) + ": `gpotrust apply` makes that revision", 10);
}

void next_steps(Page& page, const PackagedTrust& package) {
    const std::string zip = package.zip.substr(package.zip.find_last_of("/\\") + 1);
    const std::string domain = package.policy.identity.domain.empty() ? std::string() : " -Domain " + package.policy.identity.domain;
    page.gap();
    page.line(2, {{"Next", Colour::bold}});
    page.line(4, {{"1. Compare the zip's SHA-256 where it arrives, before unpacking, with either of"}});
    page.line(9, {{"Get-FileHash -Algorithm SHA256 " + zip}});
    page.line(9, {{"certutil -hashfile " + zip + " SHA256"}});
    page.line(4, {{"2. Unpack it and import it, in PowerShell in the unpacked folder"}});
    page.line(9, {{"Import-GPO -BackupId " + without_braces(package.backup_id) + " -Path \"$PWD\\gpo-backup\" -TargetName " +
                   powershell_quoted(package.policy.identity.name) + (package.merge ? "" : " -CreateIfNeeded") + domain}});
    page.line(4, {{package.merge ? "3. Back that GPO up before; README.txt tells every step and how to undo it"
                                 : "3. Link the GPO; README.txt tells every step and how to undo it"}});
}

void package_block(Page& page, const PackagedTrust& package, const PackageOutcome& outcome) {
    page.gap();
    page.line(0, {{package.policy.identity.name, Colour::bold},
                  {"  revision " + std::to_string(package.revision) + ", "},
                  state_of(package, outcome.dry_run)});
    page.field(2, {"folder", Colour::dim}, package.path, 9);
    page.field(2, {"zip", Colour::dim}, package.zip, 9);
    page.field(2, {"SHA-256", Colour::dim}, in_groups(core::to_hex(package.zip_sha256)), 9);
    if (package.merge)
        page.field(2, {"merged", Colour::dim},
                   "into \"" + package.merge->gpo_name + "\" as of " + package.merge->backup_time + "Z; its other settings are kept", 9);
    certificates_block(page, package, outcome.now);
    dropped_block(page, package);
    rotation_block(page, package);
    if (!package.clients.empty()) clients_block(page, package, outcome.asked_for);
    if (!outcome.dry_run) next_steps(page, package);
}

}  // namespace

std::string to_text(const PackageOutcome& outcome, const TextStyle& style) {
    Page page(style);
    for (const std::string& notice : outcome.notices) page.field(0, {"note:", Colour::yellow}, notice, 6);
    for (const AssessedExport& assessed : outcome.exports) {
        if (assessed.verdict == Verdict::fit) continue;
        page.gap();
        export_block(page, assessed, outcome.now);
    }
    for (const PackagedTrust& package : outcome.packages) package_block(page, package, outcome);
    return std::move(page).text();
}

}  // namespace gpotrust::report
