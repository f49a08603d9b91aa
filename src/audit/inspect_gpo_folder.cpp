// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "audit/gpo_folder.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/samba_backup.hpp"

namespace gpotrust::audit {
namespace {

constexpr std::string_view k_gpt_ini = "GPT.INI";
/// What Windows writes for displayName, whatever the GPO is called.
constexpr std::string_view k_no_name = "New Group Policy Object";

/// The last components of a path, the last one first; fewer are empty.
std::array<std::string_view, 3> last_components(std::string_view path) {
    std::array<std::string_view, 3> components;
    for (std::string_view& component : components) {
        const std::size_t slash = path.find_last_of("/\\");
        component = slash == std::string_view::npos ? path : path.substr(slash + 1);
        path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    }
    return components;
}

/// \\domain\SYSVOL\domain\Policies\{GUID} ([MS-GPOL] 2.2.4).
void tell_by_path(Gpo& gpo, std::string_view path) {
    const auto [name, above, domain] = last_components(path);
    if (name.starts_with('{') && core::parse_guid(name)) gpo.guid = name;
    if (core::ascii_iequals(above, "Policies") && domain.find('.') != std::string_view::npos) gpo.domain = domain;
}

void tell_by_gpt_ini(Gpo& gpo) {
    if (!gpo.gpt_ini) return;
    const gpo::GptIni& ini = *gpo.gpt_ini;
    if (ini.display_name != k_no_name) gpo.name = ini.display_name;
    if (ini.version) {
        gpo.computer.sysvol_version = ini.computer_version();
        gpo.user.sysvol_version = ini.user_version();
    }
    if (!ini.computer_extensions.empty()) gpo.computer.extensions = ini.computer_extensions;
    if (!ini.user_extensions.empty()) gpo.user.extensions = ini.user_extensions;
}

void take_extensions(GpoFolder& folder, std::string_view path, GpoSide& side) {
    const GpoFolder::File* const file = folder.take(path);
    if (file == nullptr) return;
    std::string_view text = core::as_text(file->content);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    side.extensions = std::string(text);
}

/// The parsed form of a file whose raw one is there says nothing new.
void take_parsed_forms(GpoFolder& folder, const GpoFiles& files) {
    for (const auto& [path, content] : files) {
        if (!core::ascii_lower(path).ends_with(gpo::k_samba_parsed_ending)) continue;
        const std::string name = path.substr(0, path.size() - gpo::k_samba_parsed_ending.size());
        if (folder.find(name + std::string(gpo::k_samba_raw_ending)) != nullptr) folder.take(path);
    }
}

InspectedItem item_with_gpo(const std::string& path, std::string_view kind) {
    InspectedItem item;
    item.path = path;
    item.kind = kind;
    tell_by_path(item.gpo.emplace(), path);
    return item;
}

}  // namespace

InspectedItem inspect_sysvol_gpo(const std::string& path, const GpoFiles& files) {
    InspectedItem item = item_with_gpo(path, "registry-policy");
    GpoFolder folder(views_of(files), "");
    item.gpo->gpt_ini = read_document(folder, k_gpt_ini, *item.gpo, gpo::parse_gpt_ini);
    tell_by_gpt_ini(*item.gpo);
    read_sides(item, folder, {});
    finish_gpo(item, folder);
    return item;
}

InspectedItem inspect_samba_backup(const std::string& path, const GpoFiles& files) {
    InspectedItem item = item_with_gpo(path, "samba-backup");
    GpoFolder folder(views_of(files), "");
    const std::string raw = std::string(k_gpt_ini) + std::string(gpo::k_samba_raw_ending);
    const std::string parsed = std::string(k_gpt_ini) + std::string(gpo::k_samba_parsed_ending);
    if (folder.find(raw) != nullptr) {
        item.gpo->gpt_ini = read_document(folder, raw, *item.gpo, gpo::parse_gpt_ini);
    } else {
        item.gpo->gpt_ini = read_document(folder, parsed, *item.gpo, gpo::parse_samba_gpt_ini);
    }
    tell_by_gpt_ini(*item.gpo);
    take_extensions(folder, gpo::k_samba_computer_extensions, item.gpo->computer);
    take_extensions(folder, gpo::k_samba_user_extensions, item.gpo->user);
    read_sides(item, folder, {.raw_ending = gpo::k_samba_raw_ending});
    take_parsed_forms(folder, files);
    finish_gpo(item, folder);
    return item;
}

}  // namespace gpotrust::audit
