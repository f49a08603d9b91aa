// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "registry_policy/policy_text.hpp"

namespace gpotrust::registry_policy {
namespace {

constexpr std::string_view k_unicode_head = "Windows Registry Editor Version 5.00";
constexpr std::string_view k_old_head = "REGEDIT4";
constexpr std::string_view k_hint = "export it again with regedit, or get a fresh copy of the file";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_line_end(char c) { return c == '\r' || c == '\n'; }

// Reads forward only; every character is looked at a fixed number of times.
class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    core::Result<void> head();
    core::Result<std::vector<RegStep>> steps();

private:
    [[nodiscard]] bool at_end() const { return m_at == m_text.size(); }
    [[nodiscard]] char next() const { return at_end() ? '\0' : m_text[m_at]; }
    [[nodiscard]] tl::unexpected<core::Error> damaged(std::string_view what) const;
    bool take(std::string_view expected);
    void skip_blanks();
    void skip_line();
    std::string_view rest_of_line();
    core::Result<void> end_of_value();

    core::Result<void> key_line();
    core::Result<void> value_line();
    core::Result<std::string> quoted(std::string_view what);
    core::Result<void> data(Setting& setting);
    core::Result<void> number(Setting& setting);
    core::Result<void> octets(Setting& setting);
    core::Result<std::uint32_t> hex_number(std::size_t most_digits, std::string_view what);
    bool take_continuation();

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<RegStep> m_steps = {};
    std::string m_hive = {};
    std::optional<std::string> m_key = {};  ///< whose values may follow
};

tl::unexpected<core::Error> Reader::damaged(std::string_view what) const { return damaged_text("damaged .reg file", m_text, m_at, what, k_hint); }

bool Reader::take(std::string_view expected) {
    if (!m_text.substr(m_at).starts_with(expected)) return false;
    m_at += expected.size();
    return true;
}

void Reader::skip_blanks() {
    while (is_blank(next())) ++m_at;
}

void Reader::skip_line() {
    while (!at_end() && !is_line_end(next())) ++m_at;
}

std::string_view Reader::rest_of_line() {
    const std::size_t begin = m_at;
    skip_line();
    std::string_view line = m_text.substr(begin, m_at - begin);
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    return line;
}

core::Result<void> Reader::end_of_value() {
    skip_blanks();
    if (next() == ';') skip_line();
    if (at_end() || is_line_end(next())) return {};
    return damaged("something follows the value");
}

core::Result<void> Reader::head() {
    const std::string_view line = rest_of_line();
    if (line == k_unicode_head || line == k_old_head) return {};
    m_at = 0;
    return damaged("the first line is not \"Windows Registry Editor Version 5.00\"");
}

core::Result<void> Reader::key_line() {
    const std::size_t begin = m_at;
    const std::string_view line = rest_of_line();
    const std::size_t end = line.rfind(']');
    const bool is_removal = line.starts_with("[-");
    const std::size_t path_at = is_removal ? 2 : 1;
    const auto wrong = [&](std::string_view what) {
        m_at = begin;
        return damaged(what);
    };
    if (end == std::string_view::npos) return wrong("the key has no closing bracket");
    const std::string_view path = line.substr(path_at, end - std::min(end, path_at));
    if (!path.starts_with("HKEY_")) return wrong("the key does not begin with a hive (HKEY_...)");
    const std::size_t slash = std::min(path.find('\\'), path.size());
    const std::string_view key = path.substr(std::min(slash + 1, path.size()));
    if (is_removal && key.empty()) return wrong("a whole hive cannot be removed");
    m_hive = path.substr(0, slash);
    m_key = is_removal ? std::nullopt : std::optional(std::string(key));
    m_steps.push_back({is_removal ? RegAction::delete_key : RegAction::create_key, m_hive, key_only(std::string(key))});
    return {};
}

core::Result<std::string> Reader::quoted(std::string_view what) {
    const std::size_t begin = m_at;
    std::string result;
    for (++m_at; !at_end() && next() != '"'; ++m_at) {
        const bool is_escape = next() == '\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\');
        if (is_escape) ++m_at;
        result.push_back(next());
    }
    if (take("\"")) return result;
    m_at = begin;
    return damaged(fmt::format("the {} has no closing quote", what));
}

core::Result<void> Reader::value_line() {
    if (!m_key) return damaged("a value without a key above it");
    RegStep step{RegAction::set_value, m_hive, {}};
    step.setting.key = *m_key;
    if (!take("@")) {
        GPOTRUST_TRY_ASSIGN(step.setting.value, quoted("value name"));
    }
    skip_blanks();
    if (!take("=")) return damaged("'=' is missing after the value name");
    skip_blanks();
    if (take("-")) {
        step.action = RegAction::delete_value;
    } else {
        GPOTRUST_TRY(data(step.setting));
    }
    GPOTRUST_TRY(end_of_value());
    m_steps.push_back(std::move(step));
    return {};
}

core::Result<void> Reader::data(Setting& setting) {
    if (next() == '"') {
        GPOTRUST_TRY_ASSIGN(const std::string text, quoted("text"));
        setting.type = ValueType::string;
        setting.data = string_data(text);
        return {};
    }
    if (take("dword:")) return number(setting);
    if (take("hex:")) {
        setting.type = ValueType::binary;
        return octets(setting);
    }
    if (!take("hex(")) return damaged("no kind of data that a .reg file knows");
    GPOTRUST_TRY_ASSIGN(const std::uint32_t type, hex_number(8, "type"));
    setting.type = static_cast<ValueType>(type);
    if (!take("):")) return damaged("\"):\" is missing after the type");
    return octets(setting);
}

core::Result<std::uint32_t> Reader::hex_number(std::size_t most_digits, std::string_view what) {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    for (; digits < most_digits; ++digits, ++m_at) {
        const int digit = hex_digit(next());
        if (digit < 0) break;
        value = value << 4U | static_cast<std::uint32_t>(digit);
    }
    if (digits == 0) return damaged(fmt::format("the {} is no hexadecimal number", what));
    return value;
}

core::Result<void> Reader::number(Setting& setting) {
    GPOTRUST_TRY_ASSIGN(const std::uint32_t value, hex_number(8, "number"));
    setting.type = ValueType::dword;
    core::append_u32_le(setting.data, value);
    return {};
}

/// A backslash at the end of a line, and the blanks that begin the next.
bool Reader::take_continuation() {
    const std::size_t begin = m_at;
    if (!take("\\")) return false;
    skip_blanks();
    if (!take("\r\n") && !take("\n") && !take("\r")) {
        m_at = begin;
        return false;
    }
    skip_blanks();
    return true;
}

core::Result<void> Reader::octets(Setting& setting) {
    const auto skip = [this] {
        do {
            skip_blanks();
        } while (take_continuation());
    };
    skip();
    if (at_end() || is_line_end(next())) return {};
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const std::uint32_t octet, hex_number(2, "octet"));
        setting.data.push_back(static_cast<std::uint8_t>(octet));
        skip();
        if (!take(",")) return {};
        skip();
    }
}

core::Result<std::vector<RegStep>> Reader::steps() {
    for (;;) {
        while (!at_end() && (is_blank(next()) || is_line_end(next()))) ++m_at;
        if (at_end()) return std::move(m_steps);
        if (m_steps.size() == k_reg_step_limit) return damaged(fmt::format("more than {} keys and values", k_reg_step_limit));
        if (next() == ';') {
            skip_line();
        } else if (next() == '[') {
            GPOTRUST_TRY(key_line());
        } else if (next() == '"' || next() == '@') {
            GPOTRUST_TRY(value_line());
        } else {
            return damaged("neither a key, a value nor a comment");
        }
    }
}

}  // namespace

core::Result<std::vector<RegStep>> parse_reg_file(core::BytesView file) {
    if (file.size() > k_reg_file_limit) {
        return core::fail(core::ErrorCode::unsupported_input,
                          fmt::format(".reg file of {} octets: at most {} are read", file.size(), k_reg_file_limit));
    }
    GPOTRUST_TRY_ASSIGN(const std::string text, decoded_text(file, ".reg file"));
    Reader reader(text);
    GPOTRUST_TRY(reader.head());
    return reader.steps();
}

}  // namespace gpotrust::registry_policy
