// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/preference_items.hpp"

#include <fmt/format.h>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/registry_policy/preferences.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::artefact {
namespace {

using core::Slots;
using registry_policy::PreferenceItem;
using registry_policy::Setting;

/// The editor's form, "2026-11-22 15:00:00"; local time there, UTC here.
std::string changed_at(core::UtcTime time) {
    std::string text = core::to_iso8601(time);
    text.pop_back();
    text[text.find('T')] = ' ';
    return text;
}

std::string uid_of(const trust::TrustPolicy& policy, const RegistrySide& side, const Setting& setting) {
    const std::string name = fmt::format("preferences {} {}", side.name, setting.key);
    return core::to_braced_upper(crypto::name_based_guid(policy.identity.guid, core::as_bytes(name)));
}

std::string thumbprint_of(const Setting& setting) { return setting.key.substr(setting.key.rfind('\\') + 1); }

/// What the editor shows beside an item whose name is "Blob" like that of all others.
std::string description_of(const trust::TrustPolicy& policy, const Setting& setting) {
    const std::string thumbprint = thumbprint_of(setting);
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        if (core::to_hex(entry.certificate.sha1()) != thumbprint || trust::to_text(entry.store) != store_of(setting)) continue;
        return fmt::format("{}: {} in {} until {}", policy.identity.name, core::printable(entry.certificate.display_name()),
                           trust::title(entry.store), core::to_date(entry.certificate.facts().not_after));
    }
    return policy.identity.name;
}

Slots item_slots(const trust::TrustPolicy& policy, const BuildContext& context, const RegistrySide& side, const Setting& setting) {
    return {.texts = {{"changed", changed_at(context.created_at)},
                      {"uid", uid_of(policy, side, setting)},
                      {"description", description_of(policy, setting)},
                      {"hive", std::string(side.hive)},
                      {"key", setting.key},
                      {"value", core::to_hex_upper(setting.data)}},
            .flags = {},
            .lists = {}};
}

core::Result<void> check_item(const PreferenceItem& item, const RegistrySide& side, const std::string& name) {
    if (item.hive != side.hive) return disagreement_in(name, "an item for " + core::printable(item.hive));
    // Only "replace" items are taken away again by the client ([MS-GPPREF] 2.2.1.17).
    if (item.action != 'R' || !item.removed_with_policy || item.disabled)
        return disagreement_in(name, "an item that is not put in place and taken away with the policy");
    return {};
}

}  // namespace

core::Result<std::vector<Slots>> preference_items(const trust::TrustPolicy& policy, const BuildContext& context, const RegistrySide& side) {
    GPOTRUST_TRY_ASSIGN(const std::vector<Setting> settings, trust::settings_for(policy, side.side));
    std::vector<Slots> items;
    for (const Setting& setting : ordinary_store_settings(settings)) items.push_back(item_slots(policy, context, side, setting));
    return items;
}

core::Result<core::Bytes> serialize_preferences(std::vector<Slots> items) {
    Slots slots;
    slots.lists["items"] = std::move(items);
    return xml::fill_example(text_template::embedded("artefact/preferences/Registry.xml"), slots, {});
}

core::Result<ReadPreferences> parse_preferences(core::BytesView document, const RegistrySide& side, const std::string& name) {
    auto items = registry_policy::parse_registry_preferences(document);
    if (!items) return core::fail(std::move(items).error().in(name));
    ReadPreferences read;
    for (PreferenceItem& item : *items) {
        GPOTRUST_TRY(check_item(item, side, name));
        read.told.emplace_back(name, item.uid + " " + item.changed);
        read.settings.push_back(std::move(item.setting));
    }
    return read;
}

}  // namespace gpotrust::artefact
