// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <utility>

#include "audit/gpo_folder.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

constexpr std::string_view k_scheme = "Backup.xml";
constexpr std::string_view k_bkup_info = "bkupInfo.xml";
constexpr std::string_view k_report = "gpreport.xml";
constexpr std::string_view k_gpt_ini = "DomainSysvol/GPO/GPT.INI";

void require(const GpoFolder& folder, std::string_view path, std::string_view prefix, Gpo& gpo, std::string hint) {
    if (folder.find(path) != nullptr) return;
    complain(gpo, std::string(prefix) + std::string(path), {core::ErrorCode::malformed_input, "the file is missing", std::move(hint), {}});
}

/// MachineVersionNumber and UserVersionNumber of Backup.xml: SYSVOL in the high half, the directory in the low one.
GpoSide side_of(const gpo::SchemeSide& side, std::uint32_t options, std::uint32_t disabled_bit) {
    return {.disabled = (options & disabled_bit) != 0,
            .extensions = side.extensions,
            .directory_version = side.version & 0xFFFFU,
            .sysvol_version = side.version >> 16U};
}

void tell(Gpo& gpo, const gpo::Scheme& scheme) {
    gpo.guid = scheme.gpo_guid;
    gpo.name = scheme.gpo_name;
    gpo.domain = scheme.domain;
    gpo.computer = side_of(scheme.computer, scheme.options, gpo::k_computer_side_disabled);
    gpo.user = side_of(scheme.user, scheme.options, gpo::k_user_side_disabled);
}

/// Where Backup.xml says nothing, because it is damaged or missing, the other documents do.
void tell_the_rest(Gpo& gpo) {
    const auto fill = [](std::string& field, const std::string& told) {
        if (field.empty()) field = told;
    };
    if (gpo.bkup_info) {
        fill(gpo.guid, gpo.bkup_info->gpo_guid);
        fill(gpo.name, gpo.bkup_info->gpo_name);
        fill(gpo.domain, gpo.bkup_info->domain);
    }
    if (!gpo.report) return;
    fill(gpo.guid, gpo.report->gpo_guid);
    fill(gpo.name, gpo.report->gpo_name);
    fill(gpo.domain, gpo.report->domain);
    if (gpo.scheme) return;
    gpo.computer.directory_version = gpo.report->computer_directory;
    gpo.computer.sysvol_version = gpo.report->computer_sysvol;
    gpo.user.directory_version = gpo.report->user_directory;
    gpo.user.sysvol_version = gpo.report->user_sysvol;
}

/// GPT.INI does not belong into a backup and stays among the other files.
std::optional<gpo::GptIni> read_stray_gpt_ini(const GpoFolder& folder, Gpo& gpo) {
    const GpoFolder::File* const file = folder.find(k_gpt_ini);
    if (file == nullptr) return std::nullopt;
    core::Result<gpo::GptIni> ini = gpo::parse_gpt_ini(file->content);
    if (ini) return *std::move(ini);
    complain(gpo, file->path, std::move(ini).error());
    return std::nullopt;
}

}  // namespace

void read_gpo_backup(InspectedItem& item, const FileViews& files, std::string_view prefix) {
    GpoFolder folder(files, prefix);
    Gpo& gpo = item.gpo.emplace();
    require(folder, k_scheme, prefix, gpo, "without it this is no backup that Import-GPO takes; get the whole folder again");
    require(folder, k_bkup_info, prefix, gpo,
            "without it Import-GPO does not find the backup; it is a hidden file, which some tools leave out when they copy or compress");
    gpo.scheme = read_document(folder, k_scheme, gpo, gpo::parse_scheme);
    gpo.bkup_info = read_document(folder, k_bkup_info, gpo, gpo::parse_bkup_info);
    gpo.report = read_document(folder, k_report, gpo, gpo::parse_report_head);
    gpo.gpt_ini = read_stray_gpt_ini(folder, gpo);
    if (gpo.scheme) tell(gpo, *gpo.scheme);
    tell_the_rest(gpo);
    read_sides(item, folder, {.root = "DomainSysvol/GPO/"});
    finish_gpo(item, folder);
}

InspectedItem inspect_gpo_backup(const std::string& path, const GpoFiles& files) {
    InspectedItem item;
    item.path = path;
    item.kind = "gpo-backup";
    read_gpo_backup(item, views_of(files), "");
    return item;
}

}  // namespace gpotrust::audit
