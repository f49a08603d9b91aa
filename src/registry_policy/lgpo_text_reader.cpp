// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/lgpo_text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "registry_policy/lgpo_words.hpp"
#include "registry_policy/policy_text.hpp"

namespace gpotrust::registry_policy {
namespace {

constexpr std::string_view k_hint = "`LGPO.exe /parse` writes the form that is read";

/// The text of an action, split at \0 and with \\ undone.
std::vector<std::string> unescaped(std::string_view text) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char following = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        if (following == '0') {
            parts.emplace_back();
            ++i;
        } else {
            if (following == '\\') ++i;
            parts.back().push_back(text[i]);
        }
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text.push_back('\0');
        text += parts[i];
    }
    return text;
}

/// Takes a word and its colon off the action.
bool take(std::string_view& action, std::string_view word) {
    if (!action.starts_with(word)) return false;
    action.remove_prefix(word.size());
    return true;
}

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}
    core::Result<std::vector<LgpoEntry>> entries();

private:
    [[nodiscard]] tl::unexpected<core::Error> damaged(std::string_view what) const {
        return damaged_text("damaged LGPO text", m_text, m_line_at, what, k_hint);
    }
    [[nodiscard]] bool at_end() const { return m_at >= m_text.size(); }
    std::string_view raw_line();
    core::Result<std::string_view> line(std::string_view what);
    core::Result<LgpoEntry> entry(std::string_view scope);
    core::Result<void> act(std::string_view action, LgpoEntry& entry);
    core::Result<void> value(std::string_view action, Setting& setting);
    core::Result<void> number(std::string_view digits, std::size_t size, Setting& setting);
    core::Result<void> octets(std::string_view list, Setting& setting);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line_at = 0;
};

std::string_view Reader::raw_line() {
    m_line_at = m_at;
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    std::string_view line = m_text.substr(m_at, end - m_at);
    m_at = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

core::Result<std::string_view> Reader::line(std::string_view what) {
    while (!at_end()) {
        const std::string_view line = raw_line();
        if (!line.starts_with(';')) return line;
    }
    m_line_at = m_text.size();
    return damaged(fmt::format("the text ends where the {} must stand", what));
}

core::Result<void> Reader::number(std::string_view digits, std::size_t size, Setting& setting) {
    const bool is_hex = digits.starts_with("0x") || digits.starts_with("0X");
    if (is_hex) digits.remove_prefix(2);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, is_hex ? 16 : 10);
    if (error != std::errc() || end != digits.data() + digits.size() || (size == 4 && number > 0xFFFFFFFFU)) return damaged("no number of that size");
    for (std::size_t i = 0; i < size; ++i) setting.data.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
    return {};
}

core::Result<void> Reader::octets(std::string_view list, Setting& setting) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        std::uint8_t octet = 0;
        const auto [stop, error] = std::from_chars(list.data(), list.data() + end, octet, 16);
        if (error != std::errc() || stop != list.data() + end) return damaged("an octet is no hexadecimal number");
        setting.data.push_back(octet);
        if (end + 1 == list.size()) return damaged("the list of octets ends with a comma");
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return {};
}

core::Result<void> Reader::value(std::string_view action, Setting& setting) {
    if (take(action, "BINARY:")) {
        setting.type = ValueType::binary;
        return octets(action, setting);
    }
    if (take(action, "DWORD:")) {
        setting.type = ValueType::dword;
        return number(action, 4, setting);
    }
    if (take(action, "QWORD:")) {
        setting.type = ValueType::qword;
        return number(action, 8, setting);
    }
    if (take(action, "SZ:")) {
        setting.type = ValueType::string;
        setting.data = string_data(joined(unescaped(action)));
        return {};
    }
    if (take(action, "EXSZ:")) {
        setting.type = ValueType::expand_string;
        setting.data = string_data(joined(unescaped(action)));
        return {};
    }
    if (!take(action, "MULTISZ:")) return damaged("no action that LGPO.exe knows");
    setting.type = ValueType::multi_string;
    setting.data = action.empty() ? string_data("") : list_data(unescaped(action));
    return {};
}

core::Result<void> Reader::act(std::string_view action, LgpoEntry& entry) {
    Setting& setting = entry.setting;
    const auto deletion = [&setting](std::string name, std::string_view text) {
        setting.value = std::move(name);
        setting.type = ValueType::string;
        setting.data = string_data(text);
    };
    if (action == k_clear) {
        entry.is_clear = true;
    } else if (action == k_create_key) {
        setting = key_only(std::move(setting.key));
    } else if (action == k_delete) {
        deletion(std::string(k_pol_delete) + setting.value, " ");
    } else if (action == k_delete_all_values) {
        deletion(std::string(k_pol_delete_values), " ");
    } else if (action == k_delete_keys) {
        const std::string keys = setting.value;
        deletion(std::string(k_pol_delete_keys), keys);
    } else {
        return value(action, setting);
    }
    return {};
}

core::Result<LgpoEntry> Reader::entry(std::string_view scope) {
    LgpoEntry entry;
    entry.is_computer = core::ascii_iequals(scope, k_computer);
    const std::string_view word = scope.substr(0, scope.find(':'));
    if (!entry.is_computer && !core::ascii_iequals(word, k_user)) return damaged("an entry begins with Computer, User or User:NAME");
    if (word.size() < scope.size()) entry.account = scope.substr(word.size() + 1);
    GPOTRUST_TRY_ASSIGN(const std::string_view key, line("key"));
    if (key.empty()) return damaged("the key is empty");
    GPOTRUST_TRY_ASSIGN(const std::string_view name, line("value name"));
    GPOTRUST_TRY_ASSIGN(const std::string_view action, line("action"));
    entry.setting.key = key;
    entry.setting.value = name;
    GPOTRUST_TRY(act(action, entry));
    return entry;
}

core::Result<std::vector<LgpoEntry>> Reader::entries() {
    std::vector<LgpoEntry> entries;
    while (!at_end()) {
        const std::string_view line = raw_line();
        if (line.empty() || line.starts_with(';')) continue;
        GPOTRUST_TRY_ASSIGN(LgpoEntry read, entry(line));
        entries.push_back(std::move(read));
    }
    return entries;
}

}  // namespace

core::Result<std::vector<LgpoEntry>> parse_lgpo_text(core::BytesView file) {
    if (file.size() > k_lgpo_text_limit) {
        return core::fail(core::ErrorCode::unsupported_input,
                          fmt::format("LGPO text of {} octets: at most {} are read", file.size(), k_lgpo_text_limit));
    }
    GPOTRUST_TRY_ASSIGN(const std::string text, decoded_text(file, "LGPO text"));
    return Reader(text).entries();
}

}  // namespace gpotrust::registry_policy
