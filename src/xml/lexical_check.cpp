// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Section numbers are those of XML 1.0, fifth edition.
#include "xml/lexical_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "xml/character_data.hpp"

namespace gpotrust::xml {
namespace {

constexpr std::size_t k_most_attributes = 256;  // of one element; ReadLimits bounds the rest

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_character(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

// 4.1: &lt; &gt; &amp; &apos; &quot; or a number that names a Char.
bool is_known_reference(std::string_view name) {
    constexpr std::array<std::string_view, 5> k_entities{"lt", "gt", "amp", "apos", "quot"};
    if (name.empty() || name[0] != '#') return std::find(k_entities.begin(), k_entities.end(), name) != k_entities.end();
    const bool hexadecimal = name.size() > 1 && name[1] == 'x';
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t code_point = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code_point, hexadecimal ? 16 : 10);
    return !digits.empty() && error == std::errc{} && end == digits.data() + digits.size() && is_character(code_point);
}

class Walk {
public:
    Walk(std::string_view text, const ReadLimits& limits) : m_text(text), m_limits(limits) {}

    std::optional<LexicalFault> find_fault() {
        while (m_position < m_text.size()) {
            const bool fine = m_text[m_position] == '<' ? markup() : text();
            if (!fine) return m_fault;
        }
        if (m_depth > 0)
            fault("the document ends inside an element", m_text.size());
        else if (!m_root_seen)
            fault("the document has no element", m_text.size());
        return m_fault;
    }

private:
    bool fault(std::string message, std::size_t offset) {
        m_fault = LexicalFault{std::move(message), offset};
        return false;
    }

    bool at(std::string_view beginning) const { return m_text.substr(m_position, beginning.size()) == beginning; }

    bool markup() {
        if (at("<!--")) return skip_comment();
        if (at("<![CDATA[")) return m_depth > 0 ? skip_past("]]>", 9) : fault("CDATA outside the root element", m_position);
        if (at("<!")) return fault("a DOCTYPE or other declaration; documents with one are not read", m_position);
        if (at("<?")) return skip_past("?>", 2);
        return at("</") ? end_tag() : start_tag();
    }

    bool skip_past(std::string_view terminator, std::size_t opening) {
        const std::size_t found = m_text.find(terminator, m_position + opening);
        if (found == std::string_view::npos) return fault(fmt::format("\"{}\" is missing", terminator), m_position);
        m_position = found + terminator.size();
        return true;
    }

    // 2.5: "--" may stand only at the end of a comment.
    bool skip_comment() {
        const std::size_t dashes = m_text.find("--", m_position + 4);
        if (dashes == std::string_view::npos) return fault("a comment does not end", m_position);
        if (m_text.substr(dashes, 3) != "-->") return fault("\"--\" inside a comment", dashes);
        m_position = dashes + 3;
        return true;
    }

    bool text() {
        const std::size_t end = std::min(m_text.find('<', m_position), m_text.size());
        const std::string_view content = m_text.substr(m_position, end - m_position);
        if (m_depth == 0 && !is_white_space(content)) return fault("text outside the root element", m_position);
        const std::size_t cdata_end = content.find("]]>");
        if (cdata_end != std::string_view::npos) return fault("\"]]>\" in text", m_position + cdata_end);
        return references(m_position, end) && move_to(end);
    }

    bool references(std::size_t begin, std::size_t end) {
        // Cut out first: a search that went on to the end of the document would be made for every attribute and every text.
        const std::string_view content = m_text.substr(begin, end - begin);
        for (std::size_t at = content.find('&'); at != std::string_view::npos; at = content.find('&', at + 1)) {
            // The longest reference is &#x0010FFFF; or one with more zeros than anybody writes.
            const std::string_view reference = content.substr(at, 16);
            const std::size_t length = reference.find(';');
            if (length == std::string_view::npos || !is_known_reference(reference.substr(1, length - 1))) {
                return fault("an unknown entity or character reference", begin + at);
            }
        }
        return true;
    }

    bool move_to(std::size_t position) {
        m_position = position;
        return true;
    }

    bool name() {
        if (m_position >= m_text.size() || !is_name_start(m_text[m_position])) return fault("a name is missing", m_position);
        while (m_position < m_text.size() && is_name_character(m_text[m_position])) ++m_position;
        return true;
    }

    bool skip_white_space() {
        const std::size_t begin = m_position;
        while (m_position < m_text.size() && is_white_space(m_text[m_position])) ++m_position;
        return m_position > begin;
    }

    bool end_tag() {
        if (m_depth == 0) return fault("an end tag without an element", m_position);
        m_position += 2;
        if (!name()) return false;
        skip_white_space();
        if (!at(">")) return fault("an end tag does not end", m_position);
        --m_depth;
        return move_to(m_position + 1);
    }

    bool start_tag() {
        if (m_depth == 0 && m_root_seen) return fault("a second root element", m_position);
        if (++m_elements > m_limits.elements) return fault(fmt::format("more than {} elements", m_limits.elements), m_position);
        if (m_depth + 1 > m_limits.depth) return fault(fmt::format("elements more than {} deep", m_limits.depth), m_position);
        m_root_seen = true;
        ++m_position;
        return name() && attributes();
    }

    bool attributes() {
        for (std::size_t count = 0; count <= k_most_attributes; ++count) {
            const bool separated = skip_white_space();
            if (at("/>")) return move_to(m_position + 2);
            if (at(">")) {
                ++m_depth;
                return move_to(m_position + 1);
            }
            if (!separated) return fault("white space or the end of the tag is missing", m_position);
            if (!attribute()) return false;
        }
        return fault(fmt::format("an element with more than {} attributes", k_most_attributes), m_position);
    }

    bool attribute() {
        if (!name()) return false;
        skip_white_space();
        if (!at("=")) return fault("\"=\" is missing after an attribute's name", m_position);
        ++m_position;
        skip_white_space();
        if (!at("\"") && !at("'")) return fault("an attribute's value is not quoted", m_position);
        const std::size_t begin = m_position + 1;
        const std::size_t end = m_text.find(m_text[m_position], begin);
        if (end == std::string_view::npos) return fault("an attribute's value does not end", m_position);
        const std::size_t less_than = m_text.substr(begin, end - begin).find('<');
        if (less_than != std::string_view::npos) return fault("\"<\" in an attribute's value", begin + less_than);
        return references(begin, end) && move_to(end + 1);
    }

    std::string_view m_text;
    const ReadLimits& m_limits;
    std::size_t m_position = 0;
    std::size_t m_depth = 0;
    std::size_t m_elements = 0;
    bool m_root_seen = false;
    std::optional<LexicalFault> m_fault;
};

}  // namespace

std::optional<LexicalFault> find_lexical_fault(std::string_view text, const ReadLimits& limits) { return Walk(text, limits).find_fault(); }

}  // namespace gpotrust::xml
