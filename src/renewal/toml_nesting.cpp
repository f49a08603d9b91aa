// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "renewal/toml_nesting.hpp"

#include <algorithm>

namespace gpotrust::renewal {
namespace {

/// Walks over a text as TOML 1.0 divides it: comments, the four kinds of strings, and everything else.
class Walk {
public:
    explicit Walk(std::string_view text) : m_text(text) {}

    std::optional<Place> first_too_deep() {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '#') {
                skip_comment();
            } else if (c == '"' || c == '\'') {
                skip_string(c);
            } else {
                step(c);
                if (m_depth > k_deepest_nesting || m_dots >= k_deepest_nesting) return place();
            }
        }
        return std::nullopt;
    }

private:
    void step(char c) {
        if (c == '[' || c == '{') ++m_depth;
        if ((c == ']' || c == '}') && m_depth > 0) --m_depth;
        if (c == '.') {
            ++m_dots;
        } else if (c == '\n' || c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') {
            m_dots = 0;
        }
        ++m_at;
    }

    void skip_comment() { m_at = std::min(m_text.find('\n', m_at), m_text.size()); }

    void skip_string(char quote) {
        const bool is_long = m_text.substr(m_at, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
        m_at += is_long ? 3 : 1;
        while (m_at < m_text.size() && !ends_here(quote, is_long)) {
            const bool escaped = quote == '"' && m_text[m_at] == '\\' && m_at + 1 < m_text.size();
            m_at += escaped ? 2 : 1;
        }
    }

    /// A short string ends with its line, too: there the library finds the fault. Up to two quotes before the closing three belong to a long one.
    bool ends_here(char quote, bool is_long) {
        const char c = m_text[m_at];
        if (!is_long) {
            if (c == quote) ++m_at;
            return c == quote || c == '\n';
        }
        if (c != quote) return false;
        const std::size_t after = std::min(m_text.find_first_not_of(quote, m_at), m_text.size());
        const std::size_t run = after - m_at;
        if (run >= 3) m_at += std::min<std::size_t>(run, 5);
        return run >= 3;
    }

    [[nodiscard]] Place place() const {
        const std::string_view before = m_text.substr(0, m_at);
        const std::size_t last = before.find_last_of('\n', before.size() - 2);
        const auto lines = std::count(before.begin(), before.end() - 1, '\n');
        return {static_cast<unsigned>(lines) + 1, static_cast<unsigned>(last == std::string_view::npos ? m_at : m_at - last - 1)};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    unsigned m_depth = 0;
    unsigned m_dots = 0;
};

}  // namespace

std::optional<Place> nested_too_deeply(std::string_view text) { return Walk(text).first_too_deep(); }

}  // namespace gpotrust::renewal
