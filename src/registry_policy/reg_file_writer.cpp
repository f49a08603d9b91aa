// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"
#include "gpotrust/registry_policy/string_data.hpp"

namespace gpotrust::registry_policy {
namespace {

constexpr std::string_view k_head = "Windows Registry Editor Version 5.00\r\n";
constexpr std::size_t k_longest_line = 77;  // before the backslash; measured on exports of regedit
constexpr std::string_view k_continuation = "  ";

tl::unexpected<core::Error> unwritable(const Setting& setting, std::string_view why) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("a .reg file cannot hold the value \"{}\" of key \"{}\": {}",
                                                                    core::printable(setting.value), core::printable(setting.key), why));
}

bool has_line_end(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos; }

core::Result<void> check(const Setting& setting) {
    if (setting.key.empty()) return unwritable(setting, "the key is empty");
    if (has_line_end(setting.key)) return unwritable(setting, "the key holds a line end or NUL");
    if (has_line_end(setting.value)) return unwritable(setting, "the value name holds a line end or NUL");
    return {};
}

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result.push_back('\\');
        result.push_back(c);
    }
    return result + '"';
}

std::string octets_prefix(ValueType type) { return type == ValueType::binary ? "hex:" : fmt::format("hex({:x}):", static_cast<std::uint32_t>(type)); }

/// Two digits and a comma per octet; a line is continued where one more would not fit.
void append_octets(std::string& text, std::size_t column, core::BytesView octets) {
    constexpr std::size_t k_octet = 3;
    constexpr std::string_view k_digits = "0123456789abcdef";
    for (std::size_t i = 0; i < octets.size(); ++i) {
        text.push_back(k_digits[octets[i] >> 4U]);
        text.push_back(k_digits[octets[i] & 0x0FU]);
        if (i + 1 == octets.size()) break;
        text.push_back(',');
        column += k_octet;
        if (column + k_octet <= k_longest_line) continue;
        text.append("\\\r\n").append(k_continuation);
        column = k_continuation.size();
    }
}

void append_value(std::string& text, const Setting& setting) {
    const std::string name = setting.value.empty() ? "@=" : in_quotes(setting.value) + "=";
    text += name;
    const auto plain = setting.type == ValueType::string ? text_of_string_data(setting.data) : std::nullopt;
    if (plain && !has_line_end(*plain)) {
        text += in_quotes(*plain);
    } else if (setting.type == ValueType::dword && setting.data.size() == 4) {
        text += fmt::format("dword:{:08x}", core::read_u32_le(setting.data));
    } else {
        const std::string prefix = octets_prefix(setting.type);
        text += prefix;
        append_octets(text, core::utf16_length(name) + prefix.size(), setting.data);
    }
    text += "\r\n";
}

class Writer {
public:
    explicit Writer(std::string& text) : m_text(text) {}

    void add(const RegStep& step) {
        const std::string path = step.hive + "\\" + step.setting.key;
        if (step.action == RegAction::delete_key) {
            m_text += fmt::format("\r\n[-{}]\r\n", path);
            m_open.clear();
            return;
        }
        if (step.action == RegAction::create_key || path != m_open) m_text += fmt::format("\r\n[{}]\r\n", path);
        m_open = path;
        if (step.action == RegAction::set_value) append_value(m_text, step.setting);
        if (step.action == RegAction::delete_value) m_text += (step.setting.value.empty() ? "@" : in_quotes(step.setting.value)) + "=-\r\n";
    }

private:
    std::string& m_text;
    std::string m_open = {};  ///< the key whose values may follow
};

std::string comment_line(std::string_view comment) {
    std::string line = "; ";
    for (const char c : comment) line.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    return line + "\r\n";
}

}  // namespace

core::Result<core::Bytes> serialize_reg_file(std::span<const RegStep> steps, std::span<const std::string> comments) {
    std::string text(k_head);
    if (!comments.empty()) text += "\r\n";
    for (const std::string& comment : comments) text += comment_line(comment);
    Writer writer(text);
    for (const RegStep& step : steps) {
        GPOTRUST_TRY(check(step.setting));
        writer.add(step);
    }
    text += "\r\n";
    core::Bytes file = {0xFF, 0xFE};
    GPOTRUST_TRY_ASSIGN(const core::Bytes units, core::utf8_to_utf16le(text));
    core::append(file, units);
    return file;
}

}  // namespace gpotrust::registry_policy
