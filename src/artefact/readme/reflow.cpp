// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/readme/reflow.hpp"

#include <algorithm>
#include <vector>

namespace gpotrust::artefact::readme {
namespace {

constexpr std::size_t k_command_indent = 6;

/// Code points: good enough for columns of a text file.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_rule(std::string_view line) {
    return line.size() >= 3 && (line.find_first_not_of('=') == std::string_view::npos || line.find_first_not_of('-') == std::string_view::npos);
}

/// Columns that the mark at the beginning of a line takes: "- " 2, "3. " 3, "Label:    " up to the value; 0 without a mark.
std::size_t mark_width(std::string_view line) {
    const std::string_view text = line.substr(indent_of(line));
    if (text.starts_with("- ")) return 2;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits > 0 && text.substr(digits).starts_with(". ")) return digits + 2;
    const std::size_t colon = text.find(":  ");
    if (colon == std::string_view::npos ||
        text.substr(0, colon).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789- ") != std::string_view::npos)
        return 0;
    return std::min(text.find_first_not_of(' ', colon + 1), text.size());
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (!text.empty()) parts.push_back(text);
    return parts;
}

class Paragraph {
public:
    explicit Paragraph(std::string_view line) : m_mark(line.substr(0, indent_of(line) + mark_width(line))), m_hang(width(m_mark)) {
        m_text = line.substr(m_mark.size());
    }
    [[nodiscard]] bool continues_with(std::string_view line) const {
        return indent_of(line) == m_hang && indent_of(line) < line.size() && mark_width(line) == 0;
    }
    void add(std::string_view line) { (m_text += ' ') += line.substr(indent_of(line)); }

    void write(std::string& out, std::size_t columns) const {
        out += m_mark;
        std::size_t column = m_hang;
        bool empty = true;
        for (const std::string_view word : split(m_text, ' ')) {
            if (word.empty()) continue;
            const std::size_t word_width = width(word);
            if (!empty && column + 1 + word_width > columns) {
                out.append("\n").append(m_hang, ' ');
                column = m_hang;
                empty = true;
            }
            column += word_width + (empty ? 0 : 1);
            if (!empty) out += ' ';
            out += word;
            empty = false;
        }
        out += '\n';
    }

private:
    std::string m_mark;
    std::string m_text;
    std::size_t m_hang;
};

bool stands_alone(std::string_view line) { return line.find_first_not_of(' ') == std::string_view::npos || indent_of(line) >= k_command_indent; }

}  // namespace

std::string reflow(std::string_view text, std::size_t columns) {
    const std::vector<std::string_view> lines = split(text, '\n');
    std::string out;
    for (std::size_t i = 0; i < lines.size();) {
        if (stands_alone(lines[i])) {
            out += std::string(lines[i++]) + '\n';
            continue;
        }
        Paragraph paragraph(lines[i]);
        const bool heading = i + 1 < lines.size() && is_rule(lines[i + 1]);
        std::size_t next = i + 1;
        while (!heading && next < lines.size() && paragraph.continues_with(lines[next])) paragraph.add(lines[next++]);
        paragraph.write(out, columns);
        if (heading) out += std::string(std::min(width(lines[i]), columns), lines[i + 1].front()) + '\n';
        i = heading ? i + 2 : next;
    }
    return out;
}

}  // namespace gpotrust::artefact::readme
