// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/gpo_text.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/gpo/extension_names.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

constexpr std::size_t k_most_files = 40;

std::string name_of(const core::Guid& guid) {
    const std::string_view name = gpo::name_of_extension(guid);
    return name.empty() ? core::to_braced_upper(guid) : std::string(name);
}

std::string group_text(const gpo::ExtensionGroup& group) {
    std::vector<std::string> tools;
    for (const core::Guid& tool : group.tools) tools.push_back(name_of(tool));
    return name_of(group.extension) + (tools.empty() ? std::string() : " (" + joined(tools, "; ") + ")");
}

std::string versions_text(const audit::GpoSide& side) {
    const auto& directory = side.directory_version;
    const auto& sysvol = side.sysvol_version;
    if (directory && sysvol && *directory != *sysvol)
        return "version " + std::to_string(*directory) + " in the directory, " + std::to_string(*sysvol) + " in SYSVOL";
    if (directory) return "version " + std::to_string(*directory);
    if (sysvol) return "version " + std::to_string(*sysvol) + " in SYSVOL";
    return "version not told";
}

void extensions_block(Page& page, const std::string& text) {
    const auto groups = gpo::parse_extension_list(text);
    if (!groups) {
        page.field(4, {"list", Colour::red}, "damaged: " + text);
        return;
    }
    for (const gpo::ExtensionGroup& group : *groups) page.paragraph(4, group_text(group));
    if (gpo::first_out_of_sequence(*groups) != nullptr) page.paragraph(4, "(out of order: clients stop at the first one that does not ascend)");
}

void side_block(Page& page, std::string_view label, const audit::GpoSide& side) {
    page.field(2, {label, Colour::dim}, versions_text(side) + (side.disabled ? ", disabled: clients skip this side" : ""));
    if (side.extensions && !side.extensions->empty()) extensions_block(page, *side.extensions);
}

void backup_field(Page& page, const gpo::BackupInst& backup) {
    std::string text = backup.id;
    if (!backup.backup_time.empty()) text += ", " + backup.backup_time;
    if (!backup.domain_controller.empty()) text += ", from " + backup.domain_controller;
    page.field(2, {"backup", Colour::dim}, text);
    page.field(2, {"comment", Colour::dim}, backup.comment);
}

void identity_block(Page& page, const audit::Gpo& gpo) {
    page.field(2, {"GPO name", Colour::dim}, gpo.name);
    page.field(2, {"GPO GUID", Colour::dim}, gpo.guid);
    page.field(2, {"domain", Colour::dim}, gpo.domain);
    if (gpo.bkup_info) backup_field(page, *gpo.bkup_info);
    if (gpo.scheme) page.field(2, {"WMI filter", Colour::dim}, gpo.scheme->wmi_filter);
}

void damage_block(Page& page, const audit::InspectedItem& item) {
    for (const core::Error& complaint : item.gpo->complaints) page.field(2, {"damaged", Colour::red}, complaint.text());
    for (const audit::PolicyFile& policy : item.policies)
        if (policy.error) page.field(2, {"damaged", Colour::red}, policy.path + ": " + policy.error->text());
}

}  // namespace

void gpo_block(Page& page, const audit::InspectedItem& item) {
    if (!item.package) identity_block(page, *item.gpo);
    side_block(page, "computer", item.gpo->computer);
    side_block(page, "user", item.gpo->user);
    damage_block(page, item);
}

void other_files_block(Page& page, const audit::Gpo& gpo) {
    if (gpo.files.empty()) return;
    page.gap();
    page.line(2, {{"Other files"}});
    for (const audit::OtherFile& file : gpo.files) {
        if (&file - gpo.files.data() == k_most_files) {
            page.line(4, {{"and " + std::to_string(gpo.files.size() - k_most_files) + " more", Colour::dim}});
            return;
        }
        page.folded(4, file.path + "  " + counted(file.octets, "octet", "octets"));
    }
}

}  // namespace gpotrust::report
