// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/slots.hpp"

namespace gpotrust::core {

/// Looks slots up from the innermost list entry outwards and keeps account of what was used, for the renderers of templates. The slots must outlive it.
class SlotLookup {
public:
    explicit SlotLookup(const Slots& slots) : m_levels{&slots} {}

    /// Goes into a list's entry, and out of it again.
    void enter(const Slots& entry) { m_levels.push_back(&entry); }
    void leave() { m_levels.pop_back(); }

    /// The nearest value of that name and kind, which then counts as used, or nullptr.
    [[nodiscard]] const std::string* text(std::string_view name) { return nearest(&Slots::texts, name); }
    [[nodiscard]] const bool* flag(std::string_view name) { return nearest(&Slots::flags, name); }
    [[nodiscard]] const std::vector<Slots>* list(std::string_view name) { return nearest(&Slots::lists, name); }

    /// What no look-up found, list entries included: "name", "list[2].name"; in order.
    [[nodiscard]] std::vector<std::string> unused() const {
        std::vector<std::string> names;
        collect_unused(*m_levels.front(), {}, names);
        return names;
    }

private:
    template <class Map>
    const typename Map::mapped_type* nearest(Map Slots::*kind, std::string_view name) {
        const std::string key(name);
        const auto has_key = [kind, &key](const Slots* level) { return (level->*kind).count(key) != 0; };
        const auto level = std::find_if(m_levels.rbegin(), m_levels.rend(), has_key);
        if (level == m_levels.rend()) return nullptr;
        const auto& value = ((*level)->*kind).find(key)->second;
        m_used.insert(&value);
        return &value;
    }

    template <class Map>
    void collect_from(const Map& values, const std::string& prefix, std::vector<std::string>& names) const {
        for (const auto& [name, value] : values) {
            if (m_used.count(&value) == 0) names.push_back(prefix + name);
        }
    }

    void collect_unused(const Slots& slots, const std::string& prefix, std::vector<std::string>& names) const {
        collect_from(slots.texts, prefix, names);
        collect_from(slots.flags, prefix, names);
        collect_from(slots.lists, prefix, names);
        for (const auto& [name, entries] : slots.lists) {
            if (m_used.count(&entries) == 0) continue;
            for (std::size_t i = 0; i < entries.size(); ++i) collect_unused(entries[i], prefix + name + "[" + std::to_string(i) + "].", names);
        }
    }

    std::vector<const Slots*> m_levels;
    std::set<const void*> m_used;  // addresses of values
};

}  // namespace gpotrust::core
