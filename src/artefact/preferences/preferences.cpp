// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "artefact/preference_items.hpp"

namespace gpotrust::artefact {
namespace {

using registry_policy::Setting;

constexpr std::string_view k_folder = "artefacts/preferences/";

std::string name_of(const RegistrySide& side) { return fmt::format("{}/Registry.xml", side.folder); }
std::string path_of(const RegistrySide& side) { return std::string(k_folder) + name_of(side); }

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    core::FileTree files;
    for (const RegistrySide& side : k_registry_sides) {
        if (!trust::includes(policy.scope, side.side)) continue;
        GPOTRUST_TRY_ASSIGN(std::vector<core::Slots> items, preference_items(policy, context, side));
        GPOTRUST_TRY_ASSIGN(core::Bytes document, serialize_preferences(std::move(items)));
        files.insert_or_assign(core::RelativePath::of(path_of(side)), std::move(document));
    }
    return files;
}

core::Result<std::optional<std::vector<Setting>>> read_side(const core::FileTree& package, const RegistrySide& side, ReadBack& result) {
    const core::Bytes* file = file_of(package, path_of(side));
    if (file == nullptr) return std::nullopt;
    GPOTRUST_TRY_ASSIGN(ReadPreferences read, parse_preferences(*file, side, name_of(side)));
    result.told.insert(result.told.end(), read.told.begin(), read.told.end());
    return std::move(read.settings);
}

core::Result<ReadBack> read(const core::FileTree& package) {
    ReadBack result;
    for (const RegistrySide& side : k_registry_sides) {
        auto& target = side.side == trust::Side::computer ? result.computer : result.user;
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
        "User/Registry.xml there; --preferences-in-backup puts them into the GPO backup",
    .how_to_undo = "Delete the items, or unlink the GPO: they are removed when they no longer apply",
    .leaves_behind = "Empty keys named after the thumbprints, in which no certificate is",
    .verified_by = "xmllint 2.9.14 (form), Wine 8.0 crypt32 (the items, set by a stand-in for the extension)",
    .is_prose = false,
    .build = build,
    .read = read,
    .always_made = false,
    .carries = Carries::certificates,
};

}  // namespace gpotrust::artefact
