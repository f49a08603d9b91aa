// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/setting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gpotrust::registry_policy {
namespace {

// Indexed by number, as winnt.h counts them.
constexpr std::array<std::string_view, 12> k_type_names = {"REG_NONE",
                                                           "REG_SZ",
                                                           "REG_EXPAND_SZ",
                                                           "REG_BINARY",
                                                           "REG_DWORD",
                                                           "REG_DWORD_BIG_ENDIAN",
                                                           "REG_LINK",
                                                           "REG_MULTI_SZ",
                                                           "REG_RESOURCE_LIST",
                                                           "REG_FULL_RESOURCE_DESCRIPTOR",
                                                           "REG_RESOURCE_REQUIREMENTS_LIST",
                                                           "REG_QWORD"};

// Upper case, as NT folds names for comparison: '_' then sorts after every letter.
constexpr unsigned char folded(char c) { return static_cast<unsigned char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); }

std::string_view take_component(std::string_view& key) {
    const std::size_t end = std::min(key.find('\\'), key.size());
    const std::string_view component = key.substr(0, end);
    key.remove_prefix(std::min(end + 1, key.size()));
    return component;
}

std::weak_ordering compare_components(std::string_view a, std::string_view b) {
    const std::size_t shared = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shared; ++i) {
        if (folded(a[i]) != folded(b[i])) return folded(a[i]) <=> folded(b[i]);
    }
    return a.size() <=> b.size();
}

}  // namespace

std::string type_name(ValueType type) {
    const auto number = static_cast<std::uint32_t>(type);
    if (number < k_type_names.size()) return std::string(k_type_names[number]);
    return fmt::format("REG_0x{:08X}", number);
}

Setting key_only(std::string key) { return {std::move(key), {}, ValueType::none, {}}; }

bool is_key_only(const Setting& setting) { return setting.type == ValueType::none && setting.value.empty() && setting.data.empty(); }

std::weak_ordering compare_keys(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        const auto order = compare_components(take_component(a), take_component(b));
        if (order != 0) return order;
    }
    return a.size() <=> b.size();
}

}  // namespace gpotrust::registry_policy
