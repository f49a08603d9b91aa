// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/blocks.hpp"
#include "report/exported_text.hpp"
#include "report/gpo_text.hpp"
#include "report/settings_text.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

void package_block(Page& page, const bundle::Verification& package) {
    if (const auto& manifest = package.manifest) {
        page.field(2, {"GPO name", Colour::dim}, manifest->identity.name);
        page.field(2, {"GPO GUID", Colour::dim}, core::to_braced_upper(manifest->identity.guid));
        page.field(2, {"domain", Colour::dim}, manifest->identity.domain);
        page.field(2, {"revision", Colour::dim}, std::to_string(manifest->revision) + " of " + manifest->slug);
        page.field(2, {"backup", Colour::dim}, core::to_braced_upper(manifest->backup_id));
        page.field(2, {"made", Colour::dim}, core::to_iso8601(manifest->created_at) + " by gpotrust " + manifest->tool_version);
        page.field(2, {"operator", Colour::dim}, manifest->operator_name);
        page.field(2, {"comment", Colour::dim}, manifest->comment);
    }
    if (package.zip_sha256) page.field(2, {"SHA-256", Colour::dim}, in_groups(core::to_hex(*package.zip_sha256)));
    findings_block(page, 2, package.findings);
}

std::string summary(const audit::InspectedItem& item) {
    std::string text = item.gpo && item.kind == "registry-policy" ? "GPO in SYSVOL" : title_of_kind(item.kind);
    if (item.exported) text.append(", ").append(sentence(item.exported->key_evidence));
    if (!item.settings.empty() || item.kind == "registry-policy") text += ", " + counted(item.settings.size(), "setting", "settings");
    if (!item.stored.empty()) text += ", " + counted(item.stored.size(), "certificate", "certificates");
    return text;
}

Span state_of(const audit::InspectedItem& item) {
    if (!item.error) return {""};
    if (item.error->finding_code == "NOT_A_CERTIFICATE") return {"  no certificate", Colour::red};
    if (item.kind == "unknown" && item.error->context.empty() && item.error->code == core::ErrorCode::malformed_input)
        return {"  not recognised", Colour::red};
    switch (item.error->code) {
        case core::ErrorCode::malformed_input:
            return {"  damaged", Colour::red};
        case core::ErrorCode::unsupported_input:
            return {"  not supported", Colour::red};
        case core::ErrorCode::wrong_password:
            return {"  wrong password", Colour::red};
        case core::ErrorCode::password_needed:
            return {"  needs a password", Colour::red};
        default:
            return {"  unreadable", Colour::red};
    }
}

void item_block(Page& page, const audit::InspectedItem& item, core::UtcTime now) {
    page.gap();
    page.line(0, {{item.path, Colour::bold}, state_of(item)});
    if (item.kind != "unknown") page.paragraph(2, summary(item));
    if (item.outline) outline_block(page, *item.outline);
    if (item.exported) exported_block(page, item, now);
    if (item.package) package_block(page, *item.package);
    if (item.gpo) gpo_block(page, item);
    stored_block(page, item.stored, now);
    settings_block(page, item);
    if (item.gpo) other_files_block(page, *item.gpo);
}

}  // namespace

std::string to_text(const InspectOutcome& outcome, const TextStyle& style) {
    Page page(style);
    for (const audit::InspectedItem& item : outcome.items) item_block(page, item, outcome.now);
    if (outcome.passed_over > 0) {
        page.gap();
        page.paragraph(0, counted(outcome.passed_over, "other file", "other files") + " passed over");
    }
    return std::move(page).text();
}

}  // namespace gpotrust::report
