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
    for (std::size_t start = 0; start < view.size();) {
        const std::size_t end = std::min(view.find(' ', start), view.size());
        const std::string_view word = view.substr(start, end - start);
        start = end + 1;
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
