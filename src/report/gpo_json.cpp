// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/gpo/extension_names.hpp"
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

std::string_view to_text(audit::PolicyFormat format) {
    switch (format) {
        case audit::PolicyFormat::samba_xml:
            return "samba-xml";
        case audit::PolicyFormat::preferences:
            return "preferences";
        case audit::PolicyFormat::reg_file:
            return "reg-file";
        case audit::PolicyFormat::registry_pol:
            break;
    }
    return "registry-policy";
}

Json number_or_null(const std::optional<std::uint32_t>& number) { return number ? Json(*number) : Json(nullptr); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json extension_json(const core::Guid& guid) {
    const std::string_view name = gpo::name_of_extension(guid);
    return Json{{"guid", core::to_braced_upper(guid)}, {"name", name.empty() ? Json(nullptr) : Json(name)}};
}

/// Null where the format has no list or it is damaged; the text as written stands beside it.
Json groups_json(const std::optional<std::string>& text) {
    const auto groups = text ? gpo::parse_extension_list(*text) : core::fail(core::Error{});
    if (!groups) return nullptr;
    Json list = Json::array();
    for (const gpo::ExtensionGroup& group : *groups) {
        Json json = extension_json(group.extension);
        json["tools"] = Json::array();
        for (const core::Guid& tool : group.tools) json["tools"].push_back(extension_json(tool));
        list.push_back(std::move(json));
    }
    return list;
}

Json side_json(const audit::GpoSide& side) {
    return Json{{"disabled", side.disabled},
                {"directory_version", number_or_null(side.directory_version)},
                {"sysvol_version", number_or_null(side.sysvol_version)},
                {"extension_list", side.extensions ? Json(*side.extensions) : Json(nullptr)},
                {"extensions", groups_json(side.extensions)}};
}

Json backup_json(const std::optional<gpo::BackupInst>& backup) {
    if (!backup) return nullptr;
    return Json{{"id", backup->id},
                {"time", text_or_null(backup->backup_time)},
                {"domain_controller", text_or_null(backup->domain_controller)},
                {"comment", text_or_null(backup->comment)}};
}

Json files_json(const std::vector<audit::OtherFile>& files) {
    Json list = Json::array();
    for (const audit::OtherFile& file : files) list.push_back({{"path", file.path}, {"size", file.octets}, {"sha256", core::to_hex(file.sha256)}});
    return list;
}

}  // namespace

Json policies_json(const std::vector<audit::PolicyFile>& policies) {
    Json list = Json::array();
    for (const audit::PolicyFile& policy : policies) {
        Json json{{"path", policy.path},
                  {"format", to_text(policy.format)},
                  {"scope", policy.side ? Json(trust::to_text(*policy.side)) : Json(nullptr)},
                  {"settings", policy.settings},
                  {"size", policy.octets}};
        if (policy.error) json["error"] = to_json_value(*policy.error);
        list.push_back(std::move(json));
    }
    return list;
}

Json gpo_json(const audit::Gpo& gpo) {
    return Json{{"guid", text_or_null(gpo.guid)},
                {"name", text_or_null(gpo.name)},
                {"domain", text_or_null(gpo.domain)},
                {"backup", backup_json(gpo.bkup_info)},
                {"wmi_filter", gpo.scheme ? text_or_null(gpo.scheme->wmi_filter) : Json(nullptr)},
                {"computer", side_json(gpo.computer)},
                {"user", side_json(gpo.user)},
                {"files", files_json(gpo.files)},
                {"complaints", to_json_array(gpo.complaints)}};
}

}  // namespace gpotrust::report
