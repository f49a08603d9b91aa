// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/samba/gpo_load.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "artefact/samba/setting_text.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"

namespace gpotrust::artefact::samba {
namespace {

using Json = nlohmann::ordered_json;
using registry_policy::Setting;
using registry_policy::ValueType;

constexpr std::string_view k_machine = "MACHINE";
constexpr std::string_view k_user = "USER";

core::Result<Json> data_of(const Setting& setting) {
    switch (setting.type) {
        case ValueType::none:
            if (setting.data.empty()) return Json(nullptr);
            break;
        case ValueType::binary:
            return Json(setting.data);
        case ValueType::dword: {
            GPOTRUST_TRY_ASSIGN(const std::uint32_t number, parse_dword(setting));
            return Json(number);
        }
        case ValueType::multi_string: {
            GPOTRUST_TRY_ASSIGN(std::vector<std::string> texts, parse_multi_string(setting));
            return Json(std::move(texts));
        }
        default:
            break;
    }
    return not_carried(setting);
}

core::Result<void> add_lines(std::string& lines, const std::vector<Setting>& settings, std::string_view side) {
    for (const Setting& setting : settings) {
        GPOTRUST_TRY_ASSIGN(Json data, data_of(setting));
        const Json object = {{"keyname", setting.key},
                             {"valuename", setting.value},
                             {"class", side},
                             {"type", registry_policy::type_name(setting.type)},
                             {"data", std::move(data)}};
        lines += (lines.empty() ? "" : ",\n") + object.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return {};
}

tl::unexpected<core::Error> malformed(std::size_t entry, std::string_view what) {
    return core::fail(core::Error{core::ErrorCode::malformed_input, std::string(what), "", {"gpo-load.json", "entry " + std::to_string(entry)}});
}

std::optional<core::Bytes> octets_of(const Json& numbers) {
    core::Bytes octets;
    for (const Json& number : numbers) {
        if (!number.is_number_unsigned() || number.get<std::uint64_t>() > 0xFFU) return {};
        octets.push_back(number.get<std::uint8_t>());
    }
    return octets;
}

std::optional<core::Bytes> list_of(const Json& texts) {
    std::vector<std::string> strings;
    for (const Json& text : texts) {
        if (!text.is_string() || text.get_ref<const std::string&>().empty()) return {};
        strings.push_back(text.get<std::string>());
    }
    return registry_policy::list_data(strings);
}

/// Type and data together: what the data may be depends on the type.
std::optional<std::pair<ValueType, core::Bytes>> typed_data(const std::string& type, const Json& data) {
    const auto with = [](ValueType kind, std::optional<core::Bytes> octets) -> std::optional<std::pair<ValueType, core::Bytes>> {
        if (!octets) return {};
        return std::pair(kind, *std::move(octets));
    };
    if (type == "REG_NONE" && data.is_null()) return with(ValueType::none, core::Bytes{});
    if (type == "REG_BINARY" && data.is_array()) return with(ValueType::binary, octets_of(data));
    if (type == "REG_MULTI_SZ" && data.is_array()) return with(ValueType::multi_string, list_of(data));
    if (type == "REG_DWORD" && data.is_number_unsigned() && data.get<std::uint64_t>() <= 0xFFFF'FFFFU)
        return with(ValueType::dword, serialize_dword(data.get<std::uint32_t>()));
    return {};
}

bool is_entry(const Json& object) {
    if (!object.is_object() || object.size() != 5 || !object.contains("data")) return false;
    const auto is_text = [&](const char* name) { return object.contains(name) && object.at(name).is_string(); };
    return is_text("keyname") && is_text("valuename") && is_text("class") && is_text("type");
}

}  // namespace

core::Result<std::string> serialize_gpo_load(const SideSettings& settings) {
    std::string lines;
    GPOTRUST_TRY(add_lines(lines, settings.computer, k_machine));
    GPOTRUST_TRY(add_lines(lines, settings.user, k_user));
    return "[\n" + lines + (lines.empty() ? "]\n" : "\n]\n");
}

core::Result<SideSettings> parse_gpo_load(core::BytesView document) {
    const Json root = Json::parse(core::as_text(document), nullptr, false);
    if (!root.is_array()) return malformed(0, "not a JSON array");
    SideSettings settings;
    std::size_t entry = 0;
    for (const Json& object : root) {
        ++entry;
        if (!is_entry(object)) return malformed(entry, "not an object of keyname, valuename, class, type and data");
        const std::string side = object.at("class").get<std::string>();
        auto typed = typed_data(object.at("type").get<std::string>(), object.at("data"));
        if (!typed || (side != k_machine && side != k_user)) return malformed(entry, "class, type or data is not what this format holds");
        std::vector<Setting>& list = side == k_machine ? settings.computer : settings.user;
        list.push_back({object.at("keyname").get<std::string>(), object.at("valuename").get<std::string>(), typed->first, std::move(typed->second)});
    }
    return settings;
}

}  // namespace gpotrust::artefact::samba
