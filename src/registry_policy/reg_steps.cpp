// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"

namespace gpotrust::registry_policy {
namespace {

struct ByKey {
    bool operator()(std::string_view a, std::string_view b) const { return compare_keys(a, b) < 0; }
};

bool is_below(std::string_view key, std::string_view parent) {
    return key.size() > parent.size() && key[parent.size()] == '\\' && compare_keys(key.substr(0, parent.size()), parent) == 0;
}

/// The values of one key in the order they came, found by name without case.
class Values {
public:
    void set(const Setting& setting) {
        const auto [place, is_new] = m_places.try_emplace(core::ascii_lower(setting.value), m_values.size());
        if (is_new) {
            m_values.emplace_back(setting);
        } else {
            m_values[place->second] = setting;
        }
    }
    void remove(std::string_view name) {
        const auto place = m_places.find(core::ascii_lower(name));
        if (place == m_places.end()) return;
        m_values[place->second].reset();
        m_places.erase(place);
    }
    [[nodiscard]] bool empty() const { return m_places.empty(); }
    void copy_to(std::vector<Setting>& all) const {
        for (const std::optional<Setting>& value : m_values) {
            if (value) all.push_back(*value);
        }
    }

private:
    std::vector<std::optional<Setting>> m_values = {};
    std::map<std::string, std::size_t> m_places = {};
};

/// A registry below one hive.
class Tree {
public:
    void apply(const RegStep& step) {
        const Setting& setting = step.setting;
        switch (step.action) {
            case RegAction::create_key:
                m_keys.try_emplace(setting.key);
                break;
            case RegAction::delete_key:
                remove(setting.key);
                break;
            case RegAction::set_value:
                m_keys[setting.key].set(setting);
                break;
            case RegAction::delete_value:
                m_keys[setting.key].remove(setting.value);
                break;
        }
    }

    [[nodiscard]] std::vector<Setting> settings() const {
        std::vector<Setting> all;
        for (auto entry = m_keys.begin(); entry != m_keys.end(); ++entry) {
            const auto next = std::next(entry);
            // Subkeys sort right behind their key.
            const bool has_subkeys = next != m_keys.end() && is_below(next->first, entry->first);
            if (entry->second.empty() && !has_subkeys && !entry->first.empty()) all.push_back(key_only(entry->first));
            entry->second.copy_to(all);
        }
        return all;
    }

private:
    void remove(const std::string& key) {
        const auto first = m_keys.lower_bound(key);
        auto last = first;
        while (last != m_keys.end() && (compare_keys(last->first, key) == 0 || is_below(last->first, key))) ++last;
        m_keys.erase(first, last);
    }

    std::map<std::string, Values, ByKey> m_keys = {};
};

}  // namespace

std::vector<RegStep> steps_to_set(std::span<const Setting> settings, std::string_view hive) {
    std::vector<RegStep> steps;
    std::set<std::string, ByKey> declared;
    const auto declare = [&](const std::string& key) {
        if (declared.insert(key).second) steps.push_back({RegAction::create_key, std::string(hive), key_only(key)});
    };
    for (const Setting& setting : settings) {
        for (std::size_t end = setting.key.find('\\'); end != std::string::npos; end = setting.key.find('\\', end + 1))
            declare(setting.key.substr(0, end));
        declare(setting.key);
        if (!is_key_only(setting)) steps.push_back({RegAction::set_value, std::string(hive), setting});
    }
    return steps;
}

std::vector<Setting> settings_after(std::span<const RegStep> steps, std::string_view hive) {
    Tree tree;
    for (const RegStep& step : steps) {
        if (core::ascii_iequals(step.hive, hive)) tree.apply(step);
    }
    return tree.settings();
}

}  // namespace gpotrust::registry_policy
