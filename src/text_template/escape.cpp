// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "text_template/escape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

#include "gpotrust/core/text.hpp"

namespace gpotrust::text_template {
namespace {

// The characters PowerShell's tokenizer takes for a single quote (about_Quoting_Rules; CharTraits.IsSingleQuote): U+2018, U+2019, U+201A, U+201B.
constexpr std::array<std::string_view, 5> k_powershell_quotes{"'", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9A", "\xE2\x80\x9B"};
// Longest first: a carriage return with its line feed is one line end. U+0085, U+2028 and U+2029 end lines in some readers.
constexpr std::array<std::string_view, 6> k_line_ends{"\r\n", "\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
constexpr std::string_view k_cmd_refused = "\"%!^&|<>\r\n";

bool starts_with(std::string_view text, std::string_view beginning) { return text.substr(0, beginning.size()) == beginning; }

tl::unexpected<core::Error> refuse(std::string_view value, std::string_view kind, std::string_view reason) {
    return core::fail(core::ErrorCode::usage,
                      fmt::format("\"{}\" cannot stand in a {} script: {}", core::printable(value.substr(0, 200)), kind, reason),
                      "choose a name without such characters");
}

bool is_control(char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 || octet == 0x7F;
}

// Scripts must hold a value exactly, so what they cannot hold is refused and never replaced.
core::Result<void> check_exact(std::string_view value, std::string_view kind) {
    if (!core::is_utf8(value)) return refuse(value, kind, "it is not well-formed UTF-8");
    const bool bad = std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t' && c != '\n' && c != '\r'; });
    if (bad) return refuse(value, kind, "it holds control characters");
    return {};
}

bool is_plain_ascii(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string plain_text(std::string_view value) {
    if (is_plain_ascii(value)) return std::string(value);  // nearly every value: nothing in it can be a line end or need replacing
    std::string line;
    line.reserve(value.size());
    while (!value.empty()) {
        const auto end =
            std::find_if(k_line_ends.begin(), k_line_ends.end(), [value](std::string_view candidate) { return starts_with(value, candidate); });
        line += end == k_line_ends.end() ? value.front() : ' ';
        value.remove_prefix(end == k_line_ends.end() ? 1 : end->size());
    }
    return core::printable(line);
}

std::string_view html_entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

std::string html(std::string_view value) {
    std::string escaped;
    escaped.reserve(value.size());
    for (const char c : plain_text(value)) {
        const std::string_view entity = html_entity(c);
        if (entity.empty())
            escaped += c;
        else
            escaped += entity;
    }
    return escaped;
}

core::Result<std::string> powershell(std::string_view value) {
    GPOTRUST_TRY(check_exact(value, "PowerShell"));
    std::string escaped;
    for (;;) {
        const std::size_t plain = std::min(value.find_first_of("'\xE2"), value.size());  // every quote begins with one of these
        escaped += value.substr(0, plain);
        value.remove_prefix(plain);
        if (value.empty()) return escaped;
        const auto quote = std::find_if(k_powershell_quotes.begin(), k_powershell_quotes.end(),
                                        [value](std::string_view candidate) { return starts_with(value, candidate); });
        const std::string_view next = quote == k_powershell_quotes.end() ? value.substr(0, 1) : *quote;
        escaped += next;
        if (quote != k_powershell_quotes.end()) escaped += next;
        value.remove_prefix(next.size());
    }
}

core::Result<std::string> posix_shell(std::string_view value) {
    GPOTRUST_TRY(check_exact(value, "shell"));
    std::string word = "'";
    for (const char c : value) {
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    }
    return word + "'";
}

core::Result<std::string> cmd(std::string_view value) {
    constexpr std::string_view k_kind = "batch (cmd)";
    GPOTRUST_TRY(check_exact(value, k_kind));
    if (value.find_first_of(k_cmd_refused) != std::string_view::npos)
        return refuse(value, k_kind, R"(it holds a line end or one of " % ! ^ & | < >)");
    if (!value.empty() && value.back() == '\\') return refuse(value, k_kind, "a backslash at its end would escape the quote behind it");
    return std::string(value);
}

}  // namespace

core::Result<std::string> escape(std::string_view value, Escaping escaping) {
    switch (escaping) {
        case Escaping::plain_text:
            return plain_text(value);
        case Escaping::html:
            return html(value);
        case Escaping::powershell:
            return powershell(value);
        case Escaping::posix_shell:
            return posix_shell(value);
        case Escaping::cmd:
            return cmd(value);
    }
    std::terminate();
}

}  // namespace gpotrust::text_template
