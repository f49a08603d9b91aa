// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "artefact/reg/build.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"

namespace gpotrust::artefact::reg {
namespace {

using registry_policy::RegAction;
using registry_policy::RegStep;
using registry_policy::Setting;

bool only_sets(const RegStep& step) { return step.action == RegAction::create_key || step.action == RegAction::set_value; }

core::Result<std::vector<RegStep>> read_steps(const core::FileTree& package, const std::string& name) {
    const core::Bytes* file = file_of(package, std::string(k_folder) + name);
    if (file == nullptr) return disagreement_in(name, "the file is missing");
    auto steps = registry_policy::parse_reg_file(*file);
    if (!steps) return core::fail(std::move(steps).error().in(name));
    return steps;
}

core::Result<void> check_hive(const std::vector<RegStep>& steps, const RegistrySide& side, const std::string& name) {
    const bool in_hive = std::all_of(steps.begin(), steps.end(), [&](const RegStep& step) { return step.hive == side.hive; });
    if (!in_hive) return disagreement_in(name, "it changes another hive than " + std::string(side.hive));
    return {};
}

/// What the file that sets leaves behind; the file that removes must take every value of it away and touch nothing else.
core::Result<std::vector<Setting>> read_pair(const core::FileTree& package, std::string_view place, const RegistrySide& side) {
    const std::string name = file_name(place, side, false);
    const std::string removal = file_name(place, side, true);
    GPOTRUST_TRY_ASSIGN(std::vector<RegStep> steps, read_steps(package, name));
    GPOTRUST_TRY_ASSIGN(const std::vector<RegStep> removals, read_steps(package, removal));
    GPOTRUST_TRY(check_hive(steps, side, name));
    GPOTRUST_TRY(check_hive(removals, side, removal));
    if (!std::all_of(steps.begin(), steps.end(), only_sets)) return disagreement_in(name, "it removes something");
    std::vector<Setting> settings = registry_policy::settings_after(steps, side.hive);

    const auto is_value = [](const Setting& setting) { return !registry_policy::is_key_only(setting); };
    const auto values = std::count_if(settings.begin(), settings.end(), is_value);
    const auto is_removal = [](const RegStep& step) { return step.action == RegAction::delete_key || step.action == RegAction::delete_value; };
    if (values != std::count_if(removals.begin(), removals.end(), is_removal))
        return disagreement_in(removal, "it removes more or less than was set");
    steps.insert(steps.end(), removals.begin(), removals.end());
    const std::vector<Setting> left = registry_policy::settings_after(steps, side.hive);
    if (std::any_of(left.begin(), left.end(), is_value)) return disagreement_in(removal, "it leaves values that were set");
    return settings;
}

core::Result<std::optional<std::vector<Setting>>> read_side(const core::FileTree& package, const RegistrySide& side) {
    const std::string store_name = file_name(k_store, side, false);
    const bool has_policy = file_of(package, std::string(k_folder) + file_name(k_policy, side, false)) != nullptr;
    const bool has_store = file_of(package, std::string(k_folder) + store_name) != nullptr;
    if (!has_policy && !has_store) return std::nullopt;
    GPOTRUST_TRY_ASSIGN(std::vector<Setting> policy, read_pair(package, k_policy, side));
    GPOTRUST_TRY_ASSIGN(const std::vector<Setting> store, read_pair(package, k_store, side));
    if (store != ordinary_store_settings(policy)) return disagreement_in(store_name, "it holds other certificates than the policy");
    return policy;
}

}  // namespace

core::Result<ReadBack> read(const core::FileTree& package) {
    ReadBack result;
    for (const RegistrySide& side : k_registry_sides) {
        auto& target = side.side == trust::Side::computer ? result.computer : result.user;
        GPOTRUST_TRY_ASSIGN(target, read_side(package, side));
    }
    return result;
}

}  // namespace gpotrust::artefact::reg
