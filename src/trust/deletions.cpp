// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "trust/deletions.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"

namespace gpotrust::trust {
namespace {

using registry_policy::Setting;

constexpr std::string_view k_delete_value = "**del.";
constexpr std::string_view k_delete_all_values = "**delvals";  // older texts leave the dot out
constexpr std::string_view k_delete_values = "**deletevalues";
constexpr std::string_view k_delete_keys = "**deletekeys";

/// "a;b" as its parts, in lower case.
std::vector<std::string> listed(const Setting& record) {
    const std::string text = core::ascii_lower(registry_policy::text_of_string_data(record.data).value_or(std::string()));
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(';', start), text.size());
        if (end > start) parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

bool is_at_or_below(const std::string& key, const std::string& above) {
    return key.starts_with(above) && (key.size() == above.size() || key[above.size()] == '\\');
}

bool deletes_key(const Setting& record, const std::string& key) {
    const std::string parent = core::ascii_lower(record.key);
    for (const std::string& name : listed(record)) {
        if (is_at_or_below(key, parent + "\\" + name) || is_at_or_below(key, name)) return true;
    }
    return false;
}

}  // namespace

bool deletes(const Setting& record, const Setting& setting) {
    if (!record.value.starts_with("**")) return false;
    const std::string command = core::ascii_lower(record.value);
    const std::string key = core::ascii_lower(setting.key);
    if (command == k_delete_keys) return deletes_key(record, key);
    if (setting.value.empty() || core::ascii_lower(record.key) != key) return false;
    const std::string value = core::ascii_lower(setting.value);
    if (command.starts_with(k_delete_all_values)) return true;
    if (command == k_delete_values) {
        const std::vector<std::string> names = listed(record);
        return std::find(names.begin(), names.end(), value) != names.end();
    }
    return command == std::string(k_delete_value) + value;
}

}  // namespace gpotrust::trust
