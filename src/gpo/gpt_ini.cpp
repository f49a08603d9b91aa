// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/gpt_ini.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "gpo/fields.hpp"
#include "gpo/ini_fields.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::gpo {
namespace {

constexpr std::size_t k_largest = std::size_t{1} << 20U;
constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view k_utf16le_mark = "\xFF\xFE";
constexpr std::string_view k_utf16be_mark = "\xFE\xFF";

/// Octets of a code page nobody names: what is above ASCII is taken for Latin-1, so that names stay readable and nothing is lost.
std::string from_latin_1(std::string_view octets) {
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0U | octet >> 6U);
            text += static_cast<char>(0x80U | (octet & 0x3FU));
        }
    }
    return text;
}

core::Result<std::string> from_utf16(core::BytesView file, bool big_endian) {
    core::Bytes octets(file.begin() + 2, file.end());
    if (octets.size() % 2 != 0) return core::fail(core::ErrorCode::malformed_input, "the text is UTF-16 with an odd number of octets");
    if (big_endian)
        for (std::size_t i = 0; i < octets.size(); i += 2) std::swap(octets[i], octets[i + 1]);
    return core::utf16le_to_utf8(octets);
}

core::Result<std::string> decode(core::BytesView file) {
    const std::string_view octets = core::as_text(file);
    if (octets.starts_with(k_utf16le_mark)) return from_utf16(file, false);
    if (octets.starts_with(k_utf16be_mark)) return from_utf16(file, true);
    if (octets.starts_with(k_utf8_mark) && core::is_utf8(octets.substr(k_utf8_mark.size()))) return std::string(octets.substr(k_utf8_mark.size()));
    return core::is_utf8(octets) ? std::string(octets) : from_latin_1(octets);
}

/// Takes a line off the front: LF, CR LF or CR end it.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    rest.remove_prefix(rest.starts_with("\r\n") ? 2 : std::min<std::size_t>(rest.size(), 1));
    return line;
}

/// GetPrivateProfileString drops one pair of quotes around a value.
std::string unquoted(std::string text) {
    const bool is_quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

class Reader {
public:
    core::Result<GptIni> read(std::string_view text) {
        for (std::string_view rest = text; !rest.empty();) {
            ++m_line;
            GPOTRUST_TRY(take(trimmed(take_line(rest))));
        }
        if (!m_seen_general)
            return core::fail(core::ErrorCode::malformed_input, "there is no section [General]", "the file is damaged, or no GPT.INI");
        return std::move(m_ini);
    }

private:
    core::Result<void> take(const std::string& line) {
        if (line.empty() || line.front() == ';') return {};
        if (line.front() == '[') return enter_section(line);
        const std::size_t equals = line.find('=');
        if (!m_in_general || equals == std::string::npos) return {};
        const std::string key = trimmed(std::string_view(line).substr(0, equals));
        core::Result<void> taken = m_fields.take(m_ini, key, unquoted(trimmed(std::string_view(line).substr(equals + 1))));
        if (!taken) return core::fail(std::move(taken).error().in(place()));
        return {};
    }

    core::Result<void> enter_section(const std::string& line) {
        m_in_general = core::ascii_iequals(trimmed(std::string_view(line).substr(1, line.find(']') - 1)), "General");
        if (!m_in_general) return {};
        if (m_seen_general) return fault(place(), "a second section [General]: which of them counts depends on the reader");
        m_seen_general = true;
        return {};
    }

    [[nodiscard]] std::string place() const { return "line " + std::to_string(m_line); }

    GptIni m_ini = {};
    IniFields m_fields = {};
    std::size_t m_line = 0;
    bool m_in_general = false;
    bool m_seen_general = false;
};

}  // namespace

core::Result<void> IniFields::take(GptIni& ini, std::string_view key, std::string value) {
    const std::string lower = core::ascii_lower(key);
    const bool is_version = lower == "version";
    std::string* const text = lower == "displayname"                ? &ini.display_name
                              : lower == "gpcmachineextensionnames" ? &ini.computer_extensions
                              : lower == "gpcuserextensionnames"    ? &ini.user_extensions
                                                                    : nullptr;
    if (!is_version && text == nullptr) return {};
    if (!m_seen.insert(lower).second) return core::fail(core::ErrorCode::malformed_input, "a second " + core::printable(key));
    if (text != nullptr) *text = std::move(value);
    if (!is_version) return {};
    ini.version = decimal(value);
    if (!ini.version)
        return core::fail(core::ErrorCode::malformed_input, "Version is no number of 32 bits: \"" + core::printable(value.substr(0, 60)) + "\"",
                          "clients compare this number to see that a GPO has changed");
    return {};
}

core::Result<GptIni> parse_gpt_ini(core::BytesView file) {
    if (file.size() > k_largest) return core::fail(core::ErrorCode::malformed_input, "larger than 1 MiB: this is no GPT.INI");
    GPOTRUST_TRY_ASSIGN(const std::string text, decode(file));
    return Reader().read(text);
}

}  // namespace gpotrust::gpo
