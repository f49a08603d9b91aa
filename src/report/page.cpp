// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/page.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"

namespace gpotrust::report {
namespace {

constexpr std::size_t k_narrowest = 40;
constexpr std::size_t k_widest = 120;  // longer lines are hard to read, however wide the window

std::string_view escape_sequence(Colour colour) {
    switch (colour) {
        case Colour::bold:
            return "\x1b[1m";
        case Colour::dim:
            return "\x1b[2m";
        case Colour::green:
            return "\x1b[32m";
        case Colour::yellow:
            return "\x1b[33m";
        case Colour::red:
            return "\x1b[31m";
        case Colour::plain:
            break;
    }
    return {};
}

/// How much of a word that no line holds goes onto the first: up to the last comma that fits, which is where distinguished names can be broken. All of a
/// word without one.
std::size_t first_part(std::string_view word, std::size_t room) {
    std::size_t part = word.size();
    std::size_t shown = 0;
    for (std::size_t i = 0; i < word.size() && shown < room; ++i) {
        if ((static_cast<unsigned char>(word[i]) & 0xC0U) != 0x80U) ++shown;
        if (word[i] == ',' && (i == 0 || word[i - 1] != '\\')) part = i + 1;
    }
    return shown < room ? word.size() : part;
}

/// The octets of the longest beginning of a text that `room` columns hold, ending behind a separator unless there is none in its second half.
std::size_t fitting_part(std::string_view text, std::size_t room) {
    std::size_t end = 0;
    std::size_t columns = 0;
    std::size_t behind_separator = 0;
    while (end < text.size()) {
        std::size_t next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
        if (++columns > room) return behind_separator > end / 2 ? behind_separator : end;
        if (std::string_view("\\/,;> ").find(text[end]) != std::string_view::npos) behind_separator = next;
        end = next;
    }
    return text.size();
}

}  // namespace

std::size_t shown_width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t Page::width() const { return std::clamp(static_cast<std::size_t>(std::max(m_style.columns, 0)), k_narrowest, k_widest); }

void Page::append(Span span) {
    if (span.text.empty()) return;
    const std::string_view colour = m_style.colour ? escape_sequence(span.colour) : std::string_view();
    m_text.append(colour).append(core::printable(span.text));
    if (!colour.empty()) m_text.append("\x1b[0m");
}

void Page::line(std::size_t indent, std::initializer_list<Span> spans) {
    m_text.append(indent, ' ');
    for (const Span& span : spans) append(span);
    m_text.push_back('\n');
}

void Page::wrapped(std::size_t column, std::string_view text) {
    const std::string clean = core::printable(text);
    const std::string_view view = clean;
    std::size_t used = column;
    bool first = true;
    std::size_t end = 0;
    for (std::size_t start = 0; start < view.size();) {
        if (end <= start) end = std::min(view.find(' ', start), view.size());
        const std::size_t part = first_part(view.substr(start, end - start), width() - std::min(column + 1, width()));
        const std::string_view word = view.substr(start, part);
        start += start + part == end ? part + 1 : part;
        if (word.empty()) continue;
        const std::size_t size = shown_width(word);
        if (!first && used + 1 + size > width()) {
            m_text.append("\n").append(column, ' ');
            used = column;
        } else if (!first) {
            m_text.push_back(' ');
            ++used;
        }
        m_text.append(word);
        used += size;
        first = false;
    }
    m_text.push_back('\n');
}

void Page::field(std::size_t indent, Span label, std::string_view text, std::size_t label_width) {
    if (text.empty()) return;
    m_text.append(indent, ' ');
    append(label);
    const std::size_t taken = shown_width(label.text);
    m_text.append(taken < label_width ? label_width - taken : 1, ' ');
    wrapped(indent + std::max(label_width, taken + 1), text);
}

void Page::fold(std::size_t first_column, std::size_t column, std::string_view text) {
    const std::string clean = core::printable(text);
    std::string_view rest = clean;
    const auto room_from = [this](std::size_t from) { return width() - std::min(from, width() - k_narrowest / 2); };
    for (std::size_t from = first_column; !rest.empty(); from = column) {
        const std::size_t part = fitting_part(rest, room_from(from));
        if (from == column && rest.size() != clean.size()) m_text.append(column, ' ');
        m_text.append(rest.substr(0, part));
        rest.remove_prefix(part);
        while (m_text.ends_with(' ')) m_text.pop_back();
        m_text.push_back('\n');
    }
}

void Page::folded(std::size_t indent, std::string_view text) {
    m_text.append(indent, ' ');
    fold(indent, indent + 4, text);
}

void Page::folded_field(std::size_t indent, Span label, std::string_view text, std::size_t label_width) {
    const std::size_t taken = shown_width(label.text);
    if (taken >= label_width) {
        folded(indent, label.text);
        if (text.empty()) return;
        m_text.append(indent + label_width, ' ');
        return fold(indent + label_width, indent + label_width, text);
    }
    m_text.append(indent, ' ');
    append(label);
    if (!text.empty()) m_text.append(label_width - taken, ' ');
    if (text.empty()) return m_text.push_back('\n');
    fold(indent + label_width, indent + label_width, text);
}

void Page::advice(std::size_t indent, Span label, std::string_view text, std::size_t label_width) {
    const std::size_t column = indent + std::max(label_width, shown_width(label.text) + 1);
    const std::size_t first = std::min(text.find('`'), text.size());
    field(indent, label, text.substr(0, first), label_width);
    text.remove_prefix(first);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('`', 1), text.size());
        line(column + 2, {{text.substr(1, end - 1)}});
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t next = std::min(text.find('`'), text.size());
        std::string words(text.substr(0, next));
        text.remove_prefix(next);
        words.erase(0, words.find_first_not_of("; "));
        if (words == "or ") words = "or:";
        if (!words.empty()) paragraph(column, words);
    }
}

void Page::row(std::size_t indent, Span label, Span key, std::string_view text) {
    const auto column = [this](Span span, std::size_t width) {
        append(span);
        const std::size_t taken = shown_width(span.text);
        m_text.append(taken < width ? width - taken : 1, ' ');
        return std::max(width, taken + 1);
    };
    m_text.append(indent, ' ');
    const std::size_t before = column(label, k_label_width);
    wrapped(indent + before + column(key, k_key_width), text);
}

void Page::paragraph(std::size_t indent, std::string_view text) {
    m_text.append(indent, ' ');
    wrapped(indent, text);
}

void Page::gap() {
    if (!m_text.empty() && !m_text.ends_with("\n\n")) m_text.push_back('\n');
}

}  // namespace gpotrust::report
