// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "gpotrust/report/print.hpp"

namespace gpotrust::report {

enum class Colour { plain, bold, dim, green, yellow, red };

/// A piece of a line.
struct Span {
    std::string_view text;
    Colour colour = Colour::plain;
};

/// A screen of text under construction, and the only way of foreign text to a terminal: everything that is added goes through core::printable(), so that no
/// name in a certificate can move the cursor, recolour or reorder the screen.
class Page {
public:
    explicit Page(const TextStyle& style) : m_style(style) {}

    /// One line as it is, however long: for what people copy.
    void line(std::size_t indent, std::initializer_list<Span> spans);
    /// `label` and beside it `text`, wrapped at blanks and aligned under its beginning. An empty text prints nothing.
    void field(std::size_t indent, Span label, std::string_view text, std::size_t label_width = k_label_width);
    /// Like field(), for a text with commands between backquotes: each stands on a line of its own, unbroken, for a shell takes every line for a command.
    void advice(std::size_t indent, Span label, std::string_view text, std::size_t label_width = k_label_width);
    /// `label` and `key` in columns of their own, and beside them `text`, wrapped and aligned under its beginning.
    void row(std::size_t indent, Span label, Span key, std::string_view text);
    /// Wrapped text without a label.
    void paragraph(std::size_t indent, std::string_view text);
    /// A text of any characters in as many lines as it needs, broken behind a separator (\\ / , ; > or a blank) where there is one; only blanks at line ends are left out.
    void folded(std::size_t indent, std::string_view text);
    /// `label` and beside it a folded text; a label wider than its column has the text on the next line.
    void folded_field(std::size_t indent, Span label, std::string_view text, std::size_t label_width);
    /// One empty line, never two in a row and none at the top.
    void gap();

    [[nodiscard]] std::string text() && { return std::move(m_text); }

    static constexpr std::size_t k_label_width = 11;
    static constexpr std::size_t k_key_width = 15;

private:
    void append(Span span);
    void wrapped(std::size_t column, std::string_view text);
    void fold(std::size_t first_column, std::size_t column, std::string_view text);
    [[nodiscard]] std::size_t width() const;

    TextStyle m_style;
    std::string m_text;
};

/// Columns a text takes on a terminal, counting every code point as one.
[[nodiscard]] std::size_t shown_width(std::string_view text);

}  // namespace gpotrust::report
