// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/registry_texts.hpp"

#include <utility>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/preferences.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::PreferenceItem;
using registry_policy::RegAction;
using registry_policy::RegStep;
using registry_policy::Setting;

constexpr std::string_view k_computer_hive = "HKEY_LOCAL_MACHINE";
constexpr std::string_view k_user_hive = "HKEY_CURRENT_USER";

/// A setting of the side its hive belongs to; other hives stand in the key.
ScopedSetting scoped(const std::string& hive, Setting setting) {
    if (core::ascii_iequals(hive, k_computer_hive)) return {trust::Side::computer, std::move(setting)};
    if (core::ascii_iequals(hive, k_user_hive)) return {trust::Side::user, std::move(setting)};
    setting.key = hive + "\\" + setting.key;
    return {std::nullopt, std::move(setting)};
}

/// Deletions as registry.pol spells them ([MS-GPREG] 3.2.5.1).
Setting deletion(std::string key, std::string name, std::string_view text) {
    core::Bytes data = core::utf8_to_utf16le(text).value_or(core::Bytes());
    core::append_u16_le(data, 0);
    return {std::move(key), std::move(name), registry_policy::ValueType::string, std::move(data)};
}

Setting key_deletion(const std::string& key) {
    const std::size_t slash = key.rfind('\\');
    if (slash == std::string::npos) return deletion("", "**DeleteKeys", key);
    return deletion(key.substr(0, slash), "**DeleteKeys", std::string_view(key).substr(slash + 1));
}

/// A key line says something by itself only when neither a value nor a subkey follows: regedit writes one for every parent.
bool is_only_a_path(const RegStep& step, const RegStep* next) {
    if (step.setting.key.empty()) return true;
    if (next == nullptr || next->action == RegAction::delete_key || next->hive != step.hive) return false;
    return next->action == RegAction::create_key ? next->setting.key.starts_with(step.setting.key + "\\") : next->setting.key == step.setting.key;
}

void add_step(std::vector<ScopedSetting>& settings, RegStep step, const RegStep* next) {
    switch (step.action) {
        case RegAction::create_key:
            if (is_only_a_path(step, next)) return;
            break;
        case RegAction::delete_key:
            step.setting = key_deletion(step.setting.key);
            break;
        case RegAction::delete_value:
            step.setting = deletion(std::move(step.setting.key), "**del." + step.setting.value, " ");
            break;
        case RegAction::set_value:
            break;
    }
    settings.push_back(scoped(step.hive, std::move(step.setting)));
}

Setting setting_of(PreferenceItem preference) {
    Setting setting = std::move(preference.setting);
    if (preference.action != 'D') return setting;
    return setting.value.empty() ? key_deletion(setting.key) : deletion(std::move(setting.key), "**del." + setting.value, " ");
}

/// A preference of a GPO is applied by the side it stands in, to whatever hive it names.
ScopedSetting scoped_in(trust::Side side, const std::string& hive, Setting setting) {
    const std::string key = setting.key;
    ScopedSetting result = scoped(hive, std::move(setting));
    if (result.side && *result.side != side) result.setting.key = hive + "\\" + key;
    result.side = side;
    return result;
}

}  // namespace

core::Result<std::vector<ScopedSetting>> settings_of_reg_file(core::BytesView content) {
    GPOTRUST_TRY_ASSIGN(const std::vector<RegStep> steps, registry_policy::parse_reg_file(content));
    std::vector<ScopedSetting> settings;
    for (std::size_t i = 0; i < steps.size(); ++i) add_step(settings, steps[i], i + 1 < steps.size() ? &steps[i + 1] : nullptr);
    return settings;
}

core::Result<std::vector<ScopedSetting>> settings_of_preferences(core::BytesView content, std::optional<trust::Side> side) {
    GPOTRUST_TRY_ASSIGN(std::vector<PreferenceItem> preferences, registry_policy::parse_registry_preferences(content));
    std::vector<ScopedSetting> settings;
    for (PreferenceItem& preference : preferences) {
        const std::string hive = preference.hive;
        Setting setting = setting_of(std::move(preference));
        settings.push_back(side ? scoped_in(*side, hive, std::move(setting)) : scoped(hive, std::move(setting)));
    }
    return settings;
}

}  // namespace gpotrust::audit
