// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/diff_entries.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::compare_keys;
using registry_policy::Setting;

struct KeyLess {
    bool operator()(const std::string& a, const std::string& b) const { return compare_keys(a, b) < 0; }
};

struct ValueLess {
    using Value = std::pair<std::string, std::string>;
    bool operator()(const Value& a, const Value& b) const {
        const std::weak_ordering keys = compare_keys(a.first, b.first);
        return keys != 0 ? keys < 0 : a.second < b.second;
    }
};

bool is_at_or_below(std::string_view key, std::string_view tree) {
    if (key.size() < tree.size() || !core::ascii_iequals(key.substr(0, tree.size()), tree)) return false;
    return key.size() == tree.size() || key[tree.size()] == '\\';
}

/// The names in the data of **DeleteKeys and **DeleteValues: "a;b" ([MS-GPREG] 3.2.5.1).
std::vector<std::string> listed_names(const Setting& setting) {
    core::BytesView data = setting.data;
    while (data.size() >= 2 && data[data.size() - 1] == 0 && data[data.size() - 2] == 0) data = data.first(data.size() - 2);
    std::vector<std::string> names;
    const auto text = core::utf16le_to_utf8(data.first(data.size() & ~std::size_t{1}));
    if (!text) return names;
    for (std::size_t start = 0; start < text->size();) {
        const std::size_t end = std::min(text->find(';', start), text->size());
        if (end > start) names.push_back(text->substr(start, end - start));
        start = end + 1;
    }
    return names;
}

/// What the entries seen so far delete. Fed from the last entry to the first.
class Deletions {
public:
    [[nodiscard]] bool cover(const PolicyEntry& entry) const {
        const Setting& setting = entry.content();
        if (in_a_tree(setting.key)) return true;
        if (registry_policy::is_key_only(setting)) return false;
        return m_keys.contains(setting.key) || m_values.contains({setting.key, entry.value});
    }

    /// False when the entry deletes nothing.
    bool add(const PolicyEntry& entry) {
        constexpr std::string_view k_one = "**DEL.";
        const Setting& setting = entry.content();
        if (!entry.value.starts_with("**")) return false;
        if (entry.value == "**DELVALS." || entry.value == "**DELVALS") {
            m_keys.insert(setting.key);
        } else if (entry.value.starts_with(k_one)) {
            m_values.insert({setting.key, entry.value.substr(k_one.size())});
        } else if (entry.value == "**DELETEVALUES") {
            for (const std::string& name : listed_names(setting)) m_values.insert({setting.key, core::ascii_upper(name)});
        } else if (entry.value == "**DELETEKEYS") {
            // Names of subkeys; one real policy holds a whole path.
            for (const std::string& name : listed_names(setting)) {
                add_tree(setting.key.empty() ? name : setting.key + "\\" + name);
                if (name.find('\\') != std::string::npos) add_tree(name);
            }
        } else {
            return false;
        }
        return true;
    }

private:
    // No tree of the set lies in another, so the only one that can hold a key is the last that does not sort after it.
    [[nodiscard]] bool in_a_tree(const std::string& key) const {
        const auto after = m_trees.upper_bound(key);
        return after != m_trees.begin() && is_at_or_below(key, *std::prev(after));
    }
    void add_tree(const std::string& tree) {
        if (in_a_tree(tree)) return;
        auto below = m_trees.upper_bound(tree);
        while (below != m_trees.end() && is_at_or_below(*below, tree)) below = m_trees.erase(below);
        m_trees.insert(tree);
    }

    std::set<std::string, KeyLess> m_trees = {};
    std::set<std::string, KeyLess> m_keys = {};
    std::set<ValueLess::Value, ValueLess> m_values = {};
};

std::size_t rank(const std::optional<trust::Side>& side) { return !side ? 2 : *side == trust::Side::computer ? 0 : 1; }

/// Whether a preferences item is applied everywhere: one that is disabled or for some clients only deletes nothing for sure.
bool deletes_for_sure(const PolicyEntry& entry) {
    return entry.setting->targeting.empty() && entry.setting->preference.find("disabled") == std::string::npos;
}

/// `entries` in the order of their application.
void mark_undone(std::vector<PolicyEntry>& entries) {
    Deletions of_side[3][2];
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        Deletions& deletions = of_side[rank(entry->side)][entry->is_preference() ? 1 : 0];
        if (deletes_for_sure(*entry) && deletions.add(*entry)) continue;
        entry->undone = deletions.cover(*entry);
    }
}

std::weak_ordering compare_places(const PolicyEntry& a, const PolicyEntry& b) {
    if (rank(a.side) != rank(b.side)) return rank(a.side) <=> rank(b.side);
    if (a.is_preference() != b.is_preference()) return a.is_preference() ? std::weak_ordering::greater : std::weak_ordering::less;
    const std::weak_ordering keys = compare_keys(a.content().key, b.content().key);
    if (keys != 0) return keys;
    if (a.value != b.value) return a.value < b.value ? std::weak_ordering::less : std::weak_ordering::greater;
    // "Create this key" and the key's default value are two things.
    return static_cast<int>(!registry_policy::is_key_only(a.content())) <=> static_cast<int>(!registry_policy::is_key_only(b.content()));
}

/// Of sorted policy settings for one value the last, of preferences all, numbered.
std::vector<PolicyEntry> each_once(std::vector<PolicyEntry> sorted) {
    std::vector<PolicyEntry> entries;
    for (PolicyEntry& entry : sorted) {
        const bool same = !entries.empty() && compare_places(entries.back(), entry) == 0;
        if (same && !entry.is_preference()) entries.pop_back();
        if (same && entry.is_preference()) entry.occurrence = entries.back().occurrence + 1;
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

std::weak_ordering compare_identity(const PolicyEntry& a, const PolicyEntry& b) {
    const std::weak_ordering places = compare_places(a, b);
    return places != 0 ? places : a.occurrence <=> b.occurrence;
}

std::vector<PolicyEntry> entries_of(const InspectedItem& item, const Extent& extent) {
    std::vector<PolicyEntry> entries;
    for (const ScopedSetting& setting : item.settings) {
        if (!extent.holds(setting)) continue;
        entries.push_back({.side = extent.side_of(setting), .setting = &setting, .value = core::ascii_upper(setting.setting.value)});
    }
    mark_undone(entries);
    std::stable_sort(entries.begin(), entries.end(), [](const PolicyEntry& a, const PolicyEntry& b) { return compare_places(a, b) < 0; });
    return each_once(std::move(entries));
}

}  // namespace gpotrust::audit
