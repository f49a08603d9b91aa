// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/registry_policy/string_data.hpp"

#include "gpotrust/core/text.hpp"

namespace gpotrust::registry_policy {

std::optional<std::string> text_of_string_data(core::BytesView data) {
    if (data.size() < 2 || data.size() % 2 != 0) return std::nullopt;
    if (core::read_u16_le(data.subspan(data.size() - 2)) != 0) return std::nullopt;
    auto text = core::utf16le_to_utf8(data.first(data.size() - 2));
    if (!text || text->find('\0') != std::string::npos) return std::nullopt;
    return *std::move(text);
}

core::Bytes string_data(std::string_view text) {
    core::Bytes data = core::utf8_to_utf16le(text).value_or(core::Bytes());
    core::append_u16_le(data, 0);
    return data;
}

std::optional<std::vector<std::string>> text_of_list(core::BytesView data) {
    if (data.size() < 4 || data.size() % 2 != 0 || core::read_u16_le(data.subspan(data.size() - 2)) != 0) return std::nullopt;
    const auto text = core::utf16le_to_utf8(data.first(data.size() - 2));
    if (!text) return std::nullopt;
    std::vector<std::string> strings;
    for (std::string_view rest = *text; !rest.empty();) {
        const std::size_t end = rest.find('\0');
        if (end == 0 || end == std::string_view::npos) return std::nullopt;
        strings.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    return strings;
}

core::Bytes list_data(const std::vector<std::string>& strings) {
    core::Bytes data;
    for (const std::string& string : strings) core::append(data, string_data(string));
    core::append_u16_le(data, 0);
    return data;
}

}  // namespace gpotrust::registry_policy
