// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "artefact/lgpo/build.hpp"
#include "gpotrust/registry_policy/lgpo_text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::artefact::lgpo {
namespace {

using registry_policy::LgpoEntry;
using registry_policy::Setting;
using trust::Side;

core::Result<const core::Bytes*> needed(const core::FileTree& package, std::string_view name) {
    const core::Bytes* file = file_of(package, std::string(k_folder) + std::string(name));
    if (file == nullptr) return disagreement_in(name, "the file is missing");
    return file;
}

core::Result<std::vector<LgpoEntry>> read_text(const core::FileTree& package, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const core::Bytes* file, needed(package, name));
    auto entries = registry_policy::parse_lgpo_text(*file);
    if (!entries) return core::fail(std::move(entries).error().in(std::string(name)));
    return entries;
}

core::Result<void> check_text(const core::FileTree& package, const RegistrySide& side, const std::vector<Setting>& settings) {
    GPOTRUST_TRY_ASSIGN(const std::vector<LgpoEntry> entries, read_text(package, text_name(side)));
    const auto same = [&side](const LgpoEntry& entry, const Setting& setting) {
        return entry == LgpoEntry{side.side == Side::computer, "", setting, false};
    };
    if (std::equal(entries.begin(), entries.end(), settings.begin(), settings.end(), same)) return {};
    return disagreement_in(text_name(side), "it differs from " + pol_name(side));
}

core::Result<std::optional<std::vector<Setting>>> read_side(const core::FileTree& package, const RegistrySide& side, std::vector<LgpoEntry>& undo) {
    const core::Bytes* pol = file_of(package, std::string(k_folder) + pol_name(side));
    if (pol == nullptr && file_of(package, std::string(k_folder) + text_name(side)) == nullptr) return std::nullopt;
    GPOTRUST_TRY_ASSIGN(pol, needed(package, pol_name(side)));
    auto settings = registry_policy::parse_registry_pol(*pol);
    if (!settings) return core::fail(std::move(settings).error().in(pol_name(side)));
    GPOTRUST_TRY(check_text(package, side, *settings));
    for (const Setting& setting : *settings) {
        if (registry_policy::is_key_only(setting)) continue;
        undo.push_back({side.side == Side::computer, "", {setting.key, setting.value, registry_policy::ValueType::none, {}}, true});
    }
    return *std::move(settings);
}

}  // namespace

core::Result<ReadBack> read(const core::FileTree& package) {
    ReadBack result;
    std::vector<LgpoEntry> wanted;
    for (const RegistrySide& side : k_registry_sides) {
        auto& target = side.side == Side::computer ? result.computer : result.user;
        GPOTRUST_TRY_ASSIGN(target, read_side(package, side, wanted));
    }
    GPOTRUST_TRY_ASSIGN(const std::vector<LgpoEntry> undo, read_text(package, k_undo));
    if (undo != wanted) return disagreement_in(k_undo, "it does not take away what the policies set");
    for (const std::string_view name : k_scripts) {
        GPOTRUST_TRY_ASSIGN(const core::Bytes* script, needed(package, name));
        result.told.emplace_back(name, core::as_text(*script));
    }
    return result;
}

}  // namespace gpotrust::artefact::lgpo
