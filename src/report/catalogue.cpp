// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/report/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "gpotrust/audit/doctor.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/core/exit_code.hpp"
#include "gpotrust/ledger/findings.hpp"
#include "gpotrust/renewal/renew.hpp"
#include "gpotrust/report/print.hpp"
#include "gpotrust/trust/policy_findings.hpp"
#include "report/markdown.hpp"

namespace gpotrust::report {
namespace {

using core::FindingKind;

std::string severities(const FindingKind& kind) {
    std::string text(core::to_text(kind.severity));
    if (kind.strict) text.append("; strict ").append(core::to_text(*kind.strict));
    if (kind.legacy_exchange) text.append("; legacy-exchange ").append(core::to_text(*kind.legacy_exchange));
    return text;
}

std::string_view family(std::string_view code) { return code.substr(0, code.find('_')); }

std::string_view title_of_family(std::string_view name) {
    static const std::map<std::string_view, std::string_view> titles{
        {"CERT", "Certificates"},
        {"EXPORT", "Exports"},
        {"KEY", "Private keys"},
        {"PFX", "PFX files"},
        {"BLOB", "Certificate blobs"},
        {"POL", "Registry policies"},
        {"GPO", "GPOs and what lies beside them"},
        {"ZIP", "Zips"},
        {"PACKAGE", "Packages"},
        {"LEDGER", "Ledger"},
        {"ROLE", "Names by server role"},
        {"EMPTY", "Empty exports"},
        {"NOT", "What is no export"},
        {"PASSWORD", "Missing passwords"},
        {"PROTECTED", "Protected exports"},
        {"WRONG", "Wrong passwords"},
    };
    const auto found = titles.find(name);
    return found == titles.end() ? name : found->second;
}

}  // namespace

std::vector<const FindingKind*> all_finding_kinds() {
    std::vector<const FindingKind*> kinds;
    const auto add = [&kinds](std::span<const FindingKind> more) {
        for (const FindingKind& kind : more) kinds.push_back(&kind);
    };
    for (const certificate::Check* check : certificate::checks()) add(check->kinds);
    add(certificate::export_finding_kinds());
    add(trust::policy_finding_kinds());
    add(renewal::renewal_finding_kinds());
    add(bundle::package_finding_kinds());
    add(ledger::ledger_finding_kinds());
    for (const FindingKind* kind : audit::doctor_finding_kinds()) kinds.push_back(kind);
    const auto key = [](const FindingKind* kind) { return std::tuple(kind->code, -static_cast<int>(kind->severity), kind->message); };
    std::sort(kinds.begin(), kinds.end(), [&key](const FindingKind* a, const FindingKind* b) { return key(a) < key(b); });
    kinds.erase(std::unique(kinds.begin(), kinds.end(), [&key](const FindingKind* a, const FindingKind* b) { return key(a) == key(b); }),
                kinds.end());
    return kinds;
}

std::string findings_catalogue_markdown() {
    std::string text(k_generated_head);
    text +=
        "# Findings\n\n"
        "Every code `gpotrust` can report. Codes are never reused. An error makes its subject unfit (exit 1) unless it is accepted with\n"
        "`--accept CODE=REASON`; those marked *never* cannot be accepted. Severities are those of `--profile default`. `doctor` reports `BLOB_*`, "
        "`POL_*` and `GPO_*`, and\n"
        "`CERT_*` with the severity they have for a certificate in that store (how-to/audit-sysvol.md); it accepts nothing.\n";
    std::string_view current;
    for (const FindingKind* kind : all_finding_kinds()) {
        if (family(kind->code) != current) {
            current = family(kind->code);
            text += fmt::format("\n## {}\n\n| Code | Severity | What it says | What to do | Source | Acceptable |\n|---|---|---|---|---|---|\n",
                                title_of_family(current));
        }
        text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", kind->code, severities(*kind), markdown_cell(kind->message),
                            markdown_cell(kind->hint), markdown_cell(kind->source), kind->acceptable ? "yes" : "never");
    }
    return text;
}

std::string exit_codes_markdown() {
    std::string text(k_generated_head);
    text +=
        "# Exit codes\n\nOne table for every command. With `--json` the report is printed for every exit except 2 and 70.\n\n| Exit | Meaning "
        "|\n|---|---|\n";
    for (const core::ExitCodeRow& row : core::exit_code_table())
        text += fmt::format("| {} | {} |\n", static_cast<int>(row.code), markdown_cell(row.meaning));
    return text;
}

std::string exit_codes_text() {
    std::string text;
    for (const core::ExitCodeRow& row : core::exit_code_table()) text += fmt::format("  {:>2}  {}\n", static_cast<int>(row.code), row.meaning);
    return text;
}

}  // namespace gpotrust::report
