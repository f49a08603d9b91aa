// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/lgpo_text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "registry_policy/lgpo_words.hpp"

namespace gpotrust::registry_policy {
namespace {

tl::unexpected<core::Error> unwritable(const Setting& setting, std::string_view why) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("LGPO text cannot hold the value \"{}\" of key \"{}\": {}",
                                                                    core::printable(setting.value), core::printable(setting.key), why));
}

bool has_line_end(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos; }

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\') result.push_back('\\');
        result.push_back(c);
    }
    return result;
}

/// The strings of REG_MULTI_SZ data, with \0 between them; nothing unless every string and the list are terminated. The empty list is one NUL, as GPMC writes it.
std::optional<std::string> multi_string(core::BytesView data) {
    if (data.size() == 2 && core::read_u16_le(data) == 0) return std::string();
    if (data.size() < 4) return std::nullopt;
    const auto text = text_of_list(data);
    if (!text) return std::nullopt;
    std::string joined;
    for (const std::string& entry : *text) joined += (joined.empty() ? "" : "\\0") + escaped(entry);
    return joined;
}

std::string octets(core::BytesView data) {
    std::string text = "BINARY:";
    const std::string digits = core::to_hex_lower(data);
    for (std::size_t i = 0; i < digits.size(); i += 2) text.append(i == 0 ? "" : ",").append(digits, i, 2);
    return text;
}

std::uint64_t qword(core::BytesView data) { return core::read_u32_le(data) | std::uint64_t{core::read_u32_le(data.subspan(4))} << 32U; }

std::optional<std::string> text_action(std::string_view word, const std::optional<std::string>& text) {
    if (!text || has_line_end(*text)) return std::nullopt;
    return std::string(word) + *text;
}

std::optional<std::string> escaped_text(core::BytesView data) {
    const auto text = text_of_string_data(data);
    return text ? std::optional(escaped(*text)) : std::nullopt;
}

std::optional<std::string> action_of(const Setting& setting) {
    switch (setting.type) {
        case ValueType::binary:
            return octets(setting.data);
        case ValueType::dword:
            return setting.data.size() == 4 ? std::optional(fmt::format("DWORD:{}", core::read_u32_le(setting.data))) : std::nullopt;
        case ValueType::qword:
            return setting.data.size() == 8 ? std::optional(fmt::format("QWORD:{}", qword(setting.data))) : std::nullopt;
        case ValueType::string:
            return text_action("SZ:", escaped_text(setting.data));
        case ValueType::expand_string:
            return text_action("EXSZ:", escaped_text(setting.data));
        case ValueType::multi_string:
            return text_action("MULTISZ:", multi_string(setting.data));
        default:
            return std::nullopt;
    }
}

struct NameAndAction {
    std::string name;
    std::string action;
};

core::Result<NameAndAction> name_and_action(const LgpoEntry& entry) {
    const Setting& setting = entry.setting;
    const std::string_view name = setting.value;
    if (entry.is_clear) return NameAndAction{setting.value, std::string(k_clear)};
    if (is_key_only(setting)) return NameAndAction{std::string(k_whole_key), std::string(k_create_key)};
    if (core::ascii_iequals(name, k_pol_delete_values)) return NameAndAction{std::string(k_whole_key), std::string(k_delete_all_values)};
    if (core::ascii_iequals(name.substr(0, k_pol_delete.size()), k_pol_delete))
        return NameAndAction{std::string(name.substr(k_pol_delete.size())), std::string(k_delete)};
    if (core::ascii_iequals(name, k_pol_delete_keys)) {
        const auto keys = text_of_string_data(setting.data);
        if (!keys) return unwritable(setting, "the names of the keys are no text");
        return NameAndAction{*keys, std::string(k_delete_keys)};
    }
    const auto action = action_of(setting);
    if (!action) return unwritable(setting, fmt::format("there is no word for this {}", type_name(setting.type)));
    return NameAndAction{setting.value, *action};
}

core::Result<void> check_line(const Setting& setting, std::string_view line) {
    if (has_line_end(line)) return unwritable(setting, "a line end or NUL in a name");
    if (line.starts_with(';')) return unwritable(setting, "a name that begins with ';' is taken for a comment");
    return {};
}

}  // namespace

core::Result<core::Bytes> serialize_lgpo_text(std::span<const LgpoEntry> entries, std::span<const std::string> comments) {
    std::string text = "\xEF\xBB\xBF";
    for (const std::string& comment : comments) {
        std::string line = "; " + comment;
        std::replace_if(
            line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        text += line + "\r\n";
    }
    for (const LgpoEntry& entry : entries) {
        GPOTRUST_TRY_ASSIGN(const NameAndAction lines, name_and_action(entry));
        if (entry.setting.key.empty()) return unwritable(entry.setting, "the key is empty");
        for (const std::string_view line : {std::string_view(entry.setting.key), std::string_view(lines.name), std::string_view(entry.account)})
            GPOTRUST_TRY(check_line(entry.setting, line));
        const std::string scope = std::string(entry.is_computer ? k_computer : k_user) + (entry.account.empty() ? "" : ":" + entry.account);
        text += fmt::format("\r\n{}\r\n{}\r\n{}\r\n{}\r\n", scope, entry.setting.key, lines.name, lines.action);
    }
    return core::to_bytes(text);
}

}  // namespace gpotrust::registry_policy
