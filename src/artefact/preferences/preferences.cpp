// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "artefact/registry_sides.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/registry_policy/preferences.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::artefact {
namespace {

using core::RelativePath;
using core::Slots;
using registry_policy::PreferenceItem;
using registry_policy::Setting;
using trust::Side;

constexpr std::string_view k_folder = "artefacts/preferences/";
constexpr std::string_view k_file = "Registry.xml";

std::string path_of(const RegistrySide& side) { return fmt::format("{}{}/{}", k_folder, side.folder, k_file); }
std::string name_of(const RegistrySide& side) { return fmt::format("{}/{}", side.folder, k_file); }

/// The editor's form, "2026-11-22 15:00:00"; local time there, UTC here.
std::string changed_at(core::UtcTime time) {
    std::string text = core::to_iso8601(time);
    text.pop_back();
    text[text.find('T')] = ' ';
    return text;
}

/// The same item in every revision, so that a client which has it is not told of a new one.
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

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    core::FileTree files;
    for (const RegistrySide& side : k_registry_sides) {
        if (!trust::includes(policy.scope, side.side)) continue;
        GPOTRUST_TRY_ASSIGN(const std::vector<Setting> settings, trust::settings_for(policy, side.side));
        Slots slots;
        std::vector<Slots>& items = slots.lists["items"];
        for (const Setting& setting : ordinary_store_settings(settings)) items.push_back(item_slots(policy, context, side, setting));
        GPOTRUST_TRY_ASSIGN(core::Bytes document, xml::fill_example(text_template::embedded("artefact/preferences/Registry.xml"), slots, {}));
        files.insert_or_assign(RelativePath::of(path_of(side)), std::move(document));
    }
    return files;
}

core::Result<void> check_item(const PreferenceItem& item, const RegistrySide& side) {
    if (item.hive != side.hive) return disagreement_in(name_of(side), "an item for " + core::printable(item.hive));
    // Only "replace" items are taken away again by the client ([MS-GPPREF] 2.2.1.17).
    if (item.action != 'R' || !item.removed_with_policy || item.disabled)
        return disagreement_in(name_of(side), "an item that is not put in place and taken away with the policy");
    return {};
}

core::Result<std::optional<std::vector<Setting>>> read_side(const core::FileTree& package, const RegistrySide& side, ReadBack& result) {
    const core::Bytes* file = file_of(package, path_of(side));
    if (file == nullptr) return std::nullopt;
    auto items = registry_policy::parse_registry_preferences(*file);
    if (!items) return core::fail(std::move(items).error().in(name_of(side)));
    std::vector<Setting> settings;
    for (PreferenceItem& item : *items) {
        GPOTRUST_TRY(check_item(item, side));
        result.told.emplace_back(name_of(side), item.uid + " " + item.changed);
        settings.push_back(std::move(item.setting));
    }
    return settings;
}

core::Result<ReadBack> read(const core::FileTree& package) {
    ReadBack result;
    for (const RegistrySide& side : k_registry_sides) {
        auto& target = side.side == Side::computer ? result.computer : result.user;
        GPOTRUST_TRY_ASSIGN(target, read_side(package, side, result));
    }
    return result;
}

}  // namespace

extern constinit const Format k_format_preferences{
    .id = "preferences",
    .title = "Group Policy Preferences for the ordinary stores",
    .consumer = "Group Policy Preferences, Registry (GPMC editor and the client-side extension)",
    .scopes = "computer,user",
    .how_to_apply =
        "In the editor of a GPO open Preferences, Windows Settings, Registry on the computer or user side, and paste "
        "artefacts/preferences/Machine/Registry.xml or "
        "User/Registry.xml there",
    .how_to_undo = "Delete the items, or unlink the GPO: they are removed when they no longer apply",
    .leaves_behind = "Empty keys named after the thumbprints, in which no certificate is",
    .verified_by = "",
    .is_prose = false,
    .build = build,
    .read = read,
    .always_made = false,
    .carries = Carries::certificates,
};

}  // namespace gpotrust::artefact
