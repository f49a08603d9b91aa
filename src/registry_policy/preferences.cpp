// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/preferences.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "gpotrust/xml/element.hpp"
#include "registry_policy/policy_text.hpp"

namespace gpotrust::registry_policy {
namespace {

using xml::Element;

constexpr std::string_view k_actions = "CRUD";
constexpr std::string_view k_root = "RegistrySettings";
constexpr xml::ReadLimits k_limits{.octets = std::size_t{64} << 20U};

std::string attribute_or_empty(const Element& element, std::string_view name) {
    const std::string* value = element.attribute(name);
    return value == nullptr ? std::string() : *value;
}

bool is_set(const Element& element, std::string_view name) { return attribute_or_empty(element, name) == "1"; }

tl::unexpected<core::Error> damaged(std::size_t item, std::string_view what) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("damaged Registry.xml in item {}: {}", item, what),
                      "get a fresh copy of the file");
}

/// Hex digits, most significant first, as little-endian octets.
std::optional<core::Bytes> number(std::string_view digits, std::size_t size) {
    core::Bytes data(size, 0);
    if (digits.empty() || digits.size() > 2 * size) return std::nullopt;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = hex_digit(digits[digits.size() - 1 - i]);
        if (digit < 0) return std::nullopt;
        data[i / 2] = static_cast<std::uint8_t>(data[i / 2] | digit << (4 * (i % 2)));
    }
    return data;
}

std::optional<core::Bytes> octets(std::string_view digits) {
    auto data = core::parse_hex(digits);
    return data ? std::optional(*std::move(data)) : std::nullopt;
}

std::vector<std::string> listed_strings(const Element& properties) {
    std::vector<std::string> strings;
    const Element* values = properties.child("Values");
    if (values == nullptr) return strings;
    for (const Element& value : values->children) strings.push_back(value.text);
    return strings;
}

struct TypeWord {
    std::string_view word;
    ValueType type;
};
constexpr TypeWord k_types[] = {{"REG_SZ", ValueType::string},
                                {"REG_EXPAND_SZ", ValueType::expand_string},
                                {"REG_MULTI_SZ", ValueType::multi_string},
                                {"REG_DWORD", ValueType::dword},
                                {"REG_QWORD", ValueType::qword},
                                {"REG_BINARY", ValueType::binary},
                                {"REG_NONE", ValueType::none}};

std::optional<core::Bytes> data_of(const Element& properties, ValueType type) {
    const std::string value = attribute_or_empty(properties, "value");
    switch (type) {
        case ValueType::dword:
            return number(value, 4);
        case ValueType::qword:
            return number(value, 8);
        case ValueType::multi_string:
            return list_data(listed_strings(properties));
        case ValueType::string:
        case ValueType::expand_string:
            return string_data(value);
        default:
            return octets(value);
    }
}

class Reader {
public:
    core::Result<void> collect(const Element& parent) {
        for (const Element& child : parent.children) {
            if (child.name == "Collection") GPOTRUST_TRY(collect(child));
            if (child.name == "Registry") GPOTRUST_TRY(add(child));
        }
        return {};
    }
    [[nodiscard]] std::vector<PreferenceItem> items() && { return std::move(m_items); }

private:
    core::Result<void> add(const Element& element) {
        const std::size_t count = m_items.size() + 1;
        const Element* properties = element.child("Properties");
        if (properties == nullptr) return damaged(count, "there are no Properties");
        PreferenceItem item;
        const std::string action = attribute_or_empty(*properties, "action");
        if (action.size() > 1 || (!action.empty() && k_actions.find(action.front()) == std::string_view::npos))
            return damaged(count, "no action C, R, U or D");
        if (!action.empty()) item.action = action.front();
        item.hive = attribute_or_empty(*properties, "hive");
        item.setting.key = attribute_or_empty(*properties, "key");
        if (item.hive.empty() || item.setting.key.empty()) return damaged(count, "hive or key is missing");
        const bool is_default = is_set(*properties, "default");
        item.setting.value = is_default ? std::string() : attribute_or_empty(*properties, "name");
        item.uid = attribute_or_empty(element, "uid");
        item.changed = attribute_or_empty(element, "changed");
        item.description = attribute_or_empty(element, "desc");
        item.removed_with_policy = is_set(element, "removePolicy");
        item.disabled = is_set(element, "disabled");
        if (item.action != 'D') GPOTRUST_TRY(add_data(*properties, count, item.setting));
        m_items.push_back(std::move(item));
        return {};
    }

    static core::Result<void> add_data(const Element& properties, std::size_t count, Setting& setting) {
        const std::string word = attribute_or_empty(properties, "type");
        const auto type = std::find_if(std::begin(k_types), std::end(k_types), [&](const TypeWord& known) { return known.word == word; });
        if (word.empty() && setting.value.empty()) return {};  // the key alone
        if (type == std::end(k_types)) return damaged(count, fmt::format("type \"{}\" is not known", core::printable(word)));
        setting.type = type->type;
        auto data = data_of(properties, type->type);
        if (!data) return damaged(count, "the value is not of its type");
        setting.data = *std::move(data);
        return {};
    }

    std::vector<PreferenceItem> m_items = {};
};

}  // namespace

core::Result<std::vector<PreferenceItem>> parse_registry_preferences(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, xml::parse_document(document, k_limits));
    if (root.name != k_root) return core::fail(core::ErrorCode::malformed_input, fmt::format("no Registry.xml: the root is not {}", k_root));
    Reader reader;
    GPOTRUST_TRY(reader.collect(root));
    return std::move(reader).items();
}

}  // namespace gpotrust::registry_policy
