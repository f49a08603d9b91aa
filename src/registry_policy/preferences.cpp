// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/preferences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

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

/// An element as text that is the same for elements that say the same. The depth is that of the document.
void append_text(std::string& text, const Element& element) {
    text.append("<").append(element.name);
    for (const auto& [name, value] : element.attributes) text.append(" ").append(name).append("=\"").append(value).append("\"");
    text.append(">").append(element.text);
    for (const Element& child : element.children) append_text(text, child);
    text.append("</").append(element.name).append(">");
}

/// The most octets that are kept of the filters of one item: collections pass theirs on to every item in them.
constexpr std::size_t k_longest_targeting = 4096;

/// A longer text is cut, with a number behind it that differs for other texts (FNV-1a).
std::string shortened(std::string text) {
    if (text.size() <= k_longest_targeting) return text;
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    text.resize(k_longest_targeting);
    while (!core::is_utf8(text)) text.pop_back();
    return fmt::format("{} ... {:016X}", text, hash);
}

/// What an item has from the collections it is in.
struct Inherited {
    std::string targeting = {};
    bool disabled = false;
};

Inherited with_those_of(const Element& element, Inherited inherited) {
    const Element* const filters = element.child("Filters");
    if (filters != nullptr && !filters->children.empty()) append_text(inherited.targeting, *filters);
    inherited.targeting = shortened(std::move(inherited.targeting));
    inherited.disabled = inherited.disabled || is_set(element, "disabled");
    return inherited;
}

class Reader {
public:
    core::Result<void> collect(const Element& parent, const Inherited& inherited) {
        for (const Element& child : parent.children) {
            if (child.name == "Collection") GPOTRUST_TRY(collect(child, with_those_of(child, inherited)));
            if (child.name == "Registry") GPOTRUST_TRY(add(child, with_those_of(child, inherited)));
        }
        return {};
    }
    [[nodiscard]] std::vector<PreferenceItem> items() && { return std::move(m_items); }

private:
    core::Result<void> add(const Element& element, Inherited inherited) {
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
        item.disabled = inherited.disabled;
        item.targeting = std::move(inherited.targeting);
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
    GPOTRUST_TRY(reader.collect(root, {}));
    return std::move(reader).items();
}

}  // namespace gpotrust::registry_policy
