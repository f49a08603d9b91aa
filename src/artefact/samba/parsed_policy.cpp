// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/samba/parsed_policy.hpp"

#include <charconv>
#include <optional>

#include "artefact/samba/setting_text.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/xml/element.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::artefact::samba {
namespace {

using core::Slots;
using registry_policy::Setting;
using registry_policy::ValueType;
using xml::Element;

/// What Python's str() makes of no data.
constexpr std::string_view k_no_data = "None";
/// A policy shows every blob in Base64.
constexpr xml::ReadLimits k_limits{.octets = std::size_t{128} << 20U};

core::Result<std::vector<std::string>> values_of(const Setting& setting) {
    switch (setting.type) {
        case ValueType::none:
            if (setting.data.empty()) return std::vector<std::string>{std::string(k_no_data)};
            break;
        case ValueType::binary:
            return std::vector<std::string>{core::to_base64(setting.data)};
        case ValueType::dword: {
            GPOTRUST_TRY_ASSIGN(const std::uint32_t number, parse_dword(setting));
            return std::vector<std::string>{std::to_string(number)};
        }
        case ValueType::multi_string:
            return parse_multi_string(setting);
        default:
            break;
    }
    return not_carried(setting);
}

core::Result<Slots> entry_slots(const Setting& setting) {
    GPOTRUST_TRY_ASSIGN(const std::vector<std::string> values, values_of(setting));
    Slots entry;
    entry.texts = {{"type", std::to_string(static_cast<std::uint32_t>(setting.type))},
                   {"type_name", registry_policy::type_name(setting.type)},
                   {"key", setting.key},
                   {"value", setting.value}};
    std::vector<Slots>& list = entry.lists["values"];
    for (const std::string& value : values) list.push_back({.texts = {{"data", value}}, .flags = {}, .lists = {}});
    return entry;
}

tl::unexpected<core::Error> malformed(std::string_view what) { return core::fail(core::ErrorCode::malformed_input, std::string(what)); }

std::optional<std::uint32_t> number_of(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

core::Result<core::Bytes> data_of(ValueType type, const std::vector<std::string>& values) {
    if (type == ValueType::multi_string) return registry_policy::list_data(values);
    if (values.size() != 1) return malformed("an entry has not exactly one value");
    if (type == ValueType::none && values.front() == k_no_data) return core::Bytes{};
    if (type == ValueType::binary) return core::parse_base64(values.front());
    const auto number = number_of(values.front());
    if (type != ValueType::dword || !number) return malformed("an entry's type or value is not what this format holds");
    return serialize_dword(*number);
}

core::Result<Setting> parse_entry(const Element& entry) {
    const std::string* type = entry.attribute("type");
    const Element* key = entry.child("Key");
    const Element* value = entry.child("ValueName");
    const auto number = type == nullptr ? std::nullopt : number_of(*type);
    if (entry.name != "Entry" || !number || key == nullptr || value == nullptr) return malformed("not an entry with type, Key and ValueName");
    std::vector<std::string> values;
    for (const Element& child : entry.children) {
        if (child.name == "Value") values.push_back(child.text);
    }
    Setting setting{key->text, value->text, static_cast<ValueType>(*number), {}};
    GPOTRUST_TRY_ASSIGN(setting.data, data_of(setting.type, values));
    return setting;
}

}  // namespace

core::Result<core::Bytes> serialize_parsed_policy(const std::vector<Setting>& settings) {
    Slots slots;
    slots.texts = {{"count", std::to_string(settings.size())}};
    std::vector<Slots>& entries = slots.lists["entries"];
    for (const Setting& setting : settings) {
        GPOTRUST_TRY_ASSIGN(Slots entry, entry_slots(setting));
        entries.push_back(std::move(entry));
    }
    return xml::fill_example(text_template::embedded("artefact/samba/Registry.pol.xml"), slots, {.crlf = false});
}

core::Result<std::vector<Setting>> parse_parsed_policy(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, xml::parse_document(document, k_limits));
    const std::string* count = root.attribute("num_entries");
    if (root.name != "PolFile" || count == nullptr || number_of(*count) != root.children.size())
        return malformed("not a PolFile that counts its entries");
    std::vector<Setting> settings;
    for (const Element& entry : root.children) {
        GPOTRUST_TRY_ASSIGN(Setting setting, parse_entry(entry));
        settings.push_back(std::move(setting));
    }
    return settings;
}

}  // namespace gpotrust::artefact::samba
