// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/policy_files.hpp"

#include <utility>

#include "audit/registry_texts.hpp"
#include "audit/stored_certificates.hpp"
#include "gpotrust/gpo/samba_backup.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::Setting;
using Settings = std::vector<ScopedSetting>;

void add(InspectedItem& item, PolicyFile file, core::Result<Settings> settings) {
    const std::size_t number = item.policies.size();
    if (settings) {
        file.settings = settings->size();
        for (std::size_t i = 0; i < settings->size(); ++i) {
            ScopedSetting& scoped = (*settings)[i];
            scoped.file = number;
            scoped.index = i;
            item.settings.push_back(std::move(scoped));
        }
    } else {
        file.error = std::move(settings).error();
    }
    item.policies.push_back(std::move(file));
}

core::Result<Settings> of_side(core::Result<std::vector<Setting>> settings, std::optional<trust::Side> side) {
    if (!settings) return core::fail(std::move(settings).error());
    Settings scoped;
    scoped.reserve(settings->size());
    for (Setting& setting : *settings) scoped.push_back({side, std::move(setting)});
    return scoped;
}

PolicyFile file_of(std::string path, PolicyFormat format, std::optional<trust::Side> side, core::BytesView content) {
    return {.path = std::move(path), .format = format, .side = side, .settings = 0, .octets = content.size()};
}

}  // namespace

void add_registry_pol(InspectedItem& item, std::string path, std::optional<trust::Side> side, core::BytesView content) {
    add(item, file_of(std::move(path), PolicyFormat::registry_pol, side, content), of_side(registry_policy::parse_registry_pol(content), side));
}

void add_samba_policy(InspectedItem& item, std::string path, std::optional<trust::Side> side, core::BytesView content) {
    add(item, file_of(std::move(path), PolicyFormat::samba_xml, side, content), of_side(gpo::parse_samba_policy(content), side));
}

void add_preferences(InspectedItem& item, std::string path, std::optional<trust::Side> side, core::BytesView content) {
    add(item, file_of(std::move(path), PolicyFormat::preferences, side, content), settings_of_preferences(content, side));
}

void add_reg_file(InspectedItem& item, std::string path, core::BytesView content) {
    add(item, file_of(std::move(path), PolicyFormat::reg_file, std::nullopt, content), settings_of_reg_file(content));
}

void finish_policies(InspectedItem& item) {
    for (const PolicyFile& file : item.policies) {
        if (item.error || !file.error) continue;
        core::Error error = *file.error;
        item.error = file.path.empty() ? std::move(error) : std::move(error).in(file.path);
    }
    decode_stored_certificates(item);
}

}  // namespace gpotrust::audit
