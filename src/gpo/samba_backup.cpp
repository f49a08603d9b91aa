// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What samba-tool writes: python/samba/gp_parse/gp_pol.py and gp_ini.py.
#include "gpotrust/gpo/samba_backup.hpp"

#include <charconv>

#include "gpo/fields.hpp"
#include "gpo/ini_fields.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"

namespace gpotrust::gpo {
namespace {

using registry_policy::Setting;
using registry_policy::ValueType;
using xml::Element;

/// A policy shows every blob in Base64.
constexpr xml::ReadLimits k_policy_limits{.octets = std::size_t{128} << 20U, .elements = 2'000'000};

tl::unexpected<core::Error> damaged(std::string message) { return core::fail(core::ErrorCode::malformed_input, std::move(message)); }

core::Result<core::Bytes> number_data(std::string_view text, std::size_t size, bool big_endian) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits = size == 8 || number >> 32U == 0;
    if (error != std::errc{} || end != text.data() + text.size() || !fits)
        return damaged("Value is no number of " + std::to_string(8 * size) + " bits: \"" + core::printable(text.substr(0, 40)) + "\"");
    core::Bytes data;
    for (std::size_t i = 0; i < size; ++i) data.push_back(static_cast<std::uint8_t>(number >> (8 * (big_endian ? size - 1 - i : i))));
    return data;
}

/// Samba shows the empty list as one empty Value; in the file it is a single NUL.
core::Bytes strings_data(const std::vector<std::string>& values) {
    if (values.empty() || (values.size() == 1 && values.front().empty())) return core::Bytes{0, 0};
    return registry_policy::list_data(values);
}

core::Result<core::Bytes> data_of(ValueType type, const std::vector<std::string>& values) {
    if (type == ValueType::multi_string) return strings_data(values);
    if (type == ValueType::none) return core::Bytes{};  // "None" is what Python calls no data
    if (values.size() != 1) return damaged("not exactly one Value");
    switch (type) {
        case ValueType::string:
        case ValueType::expand_string:
            return registry_policy::string_data(values.front());
        case ValueType::dword:
            return number_data(values.front(), 4, false);
        case ValueType::dword_big_endian:
            return number_data(values.front(), 4, true);
        case ValueType::qword:
            return number_data(values.front(), 8, false);
        default:
            return core::parse_base64(values.front());
    }
}

/// Text as written: a name may begin or end with a blank.
core::Result<std::string> exact_text(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* const child, required_child(parent, name));
    return child->text;
}

core::Result<Setting> parse_entry(const Element& entry) {
    const std::string* const type = attribute_of(entry, "type");
    const std::optional<std::uint32_t> number = type == nullptr ? std::nullopt : decimal(*type);
    if (!number) return damaged("no attribute type with a number");
    Setting setting;
    setting.type = static_cast<ValueType>(*number);
    GPOTRUST_TRY_ASSIGN(setting.key, exact_text(entry, "Key"));
    GPOTRUST_TRY_ASSIGN(setting.value, exact_text(entry, "ValueName"));
    std::vector<std::string> values;
    for (const Element& child : entry.children)
        if (local_name(child.name) == "Value") values.push_back(child.text);
    GPOTRUST_TRY_ASSIGN(setting.data, data_of(setting.type, values));
    return setting;
}

/// The reader of XML knows no entities but its own: say where such a file comes from.
core::Result<Element> parse_samba_document(core::BytesView document, std::string_view root, const xml::ReadLimits& limits) {
    core::Result<Element> parsed = parse_root(document, root, limits);
    if (parsed || parsed.error().message.find("entity") == std::string::npos) return parsed;
    core::Error error = std::move(parsed).error();
    error.hint = "a backup made with --generalize or --entities has names (&name;) in place of values; make it without";
    return core::fail(std::move(error));
}

core::Result<void> take_parameters(const Element& section, GptIni& ini) {
    IniFields fields;
    for (const Element& parameter : section.children) {
        if (local_name(parameter.name) != "Parameter") continue;
        GPOTRUST_TRY_ASSIGN(const std::string key, required_text(parameter, "Key"));
        GPOTRUST_TRY_ASSIGN(std::string value, required_text(parameter, "Value"));
        core::Result<void> taken = fields.take(ini, key, std::move(value));
        if (!taken) return core::fail(std::move(taken).error().in("Section[General]/" + core::printable(key)));
    }
    return {};
}

}  // namespace

core::Result<std::vector<Setting>> parse_samba_policy(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, parse_samba_document(document, "PolFile", k_policy_limits));
    std::vector<Setting> settings;
    for (const Element& child : root.children) {
        if (local_name(child.name) != "Entry") continue;
        core::Result<Setting> setting = parse_entry(child);
        if (!setting) return core::fail(std::move(setting).error().in("PolFile/Entry[" + std::to_string(settings.size() + 1) + "]"));
        settings.push_back(*std::move(setting));
    }
    const std::string* const count = attribute_of(root, "num_entries");
    if (count != nullptr && decimal(*count) != settings.size())
        return fault("PolFile/@num_entries", "says " + core::printable(count->substr(0, 20)) + ", and there are " + std::to_string(settings.size()),
                     "the file is cut off or was edited; use the raw file beside it");
    return settings;
}

core::Result<GptIni> parse_samba_gpt_ini(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, parse_samba_document(document, "IniFile", {}));
    GptIni ini;
    bool seen = false;
    for (const Element& section : root.children) {
        const std::string* const name = attribute_of(section, "name");
        if (local_name(section.name) != "Section" || name == nullptr || !core::ascii_iequals(*name, "General")) continue;
        if (seen) return fault("IniFile/Section", "a second section General: which of them counts depends on the reader");
        seen = true;
        GPOTRUST_TRY(take_parameters(section, ini));
    }
    if (!seen) return fault("IniFile/Section", "there is no section General");
    return ini;
}

}  // namespace gpotrust::gpo
