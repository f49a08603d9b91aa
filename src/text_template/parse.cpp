// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "text_template/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "gpotrust/core/text.hpp"

namespace gpotrust::text_template {
namespace {

// Templates nest three or four deep; the bound keeps the recursion of parsing and rendering small whatever is given.
constexpr std::size_t k_deepest = 16;

enum class TokenKind { literal, value, open_each, open_if, open_unless, otherwise, close, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text = {};  // literal text or name
    std::size_t position = 0;
};

bool is_name(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::optional<Token> read_tag(std::string_view inside, std::size_t position) {
    struct Opening {
        std::string_view prefix;
        TokenKind kind;
    };
    constexpr Opening k_openings[] = {
        {"#each ", TokenKind::open_each}, {"#if ", TokenKind::open_if}, {"#unless ", TokenKind::open_unless}, {"/", TokenKind::close}};
    if (inside == "else") return Token{TokenKind::otherwise, {}, position};
    for (const Opening& opening : k_openings) {
        if (inside.substr(0, opening.prefix.size()) != opening.prefix) continue;
        const std::string_view name = inside.substr(opening.prefix.size());
        return is_name(name) ? std::optional(Token{opening.kind, name, position}) : std::nullopt;
    }
    return is_name(inside) ? std::optional(Token{TokenKind::value, inside, position}) : std::nullopt;
}

class Tokens {
public:
    explicit Tokens(std::string_view text) : m_text(text) {}

    core::Result<Token> next() {
        if (m_position == m_text.size()) return Token{TokenKind::end, {}, m_position};
        if (starts_with("{{{{")) return literal(2, 4);
        if (starts_with("{{")) return tag();
        const std::size_t brace = std::min(m_text.find("{{", m_position), m_text.size());
        return literal(brace - m_position - blanks_before_lone_block(brace), brace - m_position);
    }

    [[nodiscard]] std::size_t line_of(std::size_t position) const {
        return 1 + static_cast<std::size_t>(std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
    }

private:
    bool starts_with(std::string_view beginning) const { return m_text.substr(m_position, beginning.size()) == beginning; }

    Token literal(std::size_t size, std::size_t consumed) {
        const Token token{TokenKind::literal, m_text.substr(m_position, size), m_position};
        m_position += consumed;
        return token;
    }

    core::Result<Token> tag() {
        const std::size_t close = m_text.find("}}", m_position);
        const auto token =
            close == std::string_view::npos ? std::nullopt : read_tag(m_text.substr(m_position + 2, close - m_position - 2), m_position);
        if (!token) {
            const std::string_view shown = m_text.substr(m_position, 30);
            return core::fail(core::ErrorCode::internal,
                              fmt::format("template line {}: \"{}\" is no tag", line_of(m_position), core::printable(shown)));
        }
        m_position = close + 2 + rest_of_lone_line(m_position, close + 2, *token);
        return *token;
    }

    // A block tag with nothing but blanks around it takes its whole line along: how many octets behind the tag that are.
    std::size_t rest_of_lone_line(std::size_t begin, std::size_t end, const Token& token) const {
        if (token.kind == TokenKind::value || !line_is_blank_before(begin)) return 0;
        std::size_t rest = end;
        while (rest < m_text.size() && is_blank(m_text[rest])) ++rest;
        if (m_text.substr(rest, 2) == "\r\n") return rest + 2 - end;
        if (rest == m_text.size()) return rest - end;
        return m_text[rest] == '\n' ? rest + 1 - end : 0;
    }

    // The blanks before it go, too.
    std::size_t blanks_before_lone_block(std::size_t brace) const {
        if (brace == m_text.size() || m_text.substr(brace, 4) == "{{{{" || !line_is_blank_before(brace)) return 0;
        const std::size_t close = m_text.find("}}", brace);
        if (close == std::string_view::npos) return 0;
        const auto token = read_tag(m_text.substr(brace + 2, close - brace - 2), brace);
        const bool lone = token && (rest_of_lone_line(brace, close + 2, *token) > 0 || close + 2 == m_text.size());
        return lone && token->kind != TokenKind::value ? brace - line_start(brace) : 0;
    }

    std::size_t line_start(std::size_t position) const {
        const std::size_t newline = m_text.substr(0, position).rfind('\n');
        return newline == std::string_view::npos ? 0 : newline + 1;
    }

    bool line_is_blank_before(std::size_t position) const {
        const std::string_view before = m_text.substr(line_start(position), position - line_start(position));
        return std::all_of(before.begin(), before.end(), is_blank);
    }

    std::string_view m_text;
    std::size_t m_position = 0;
};

struct BlockKind {
    TokenKind opening;
    NodeKind node;
    std::string_view closing;
    bool may_have_else;
};
constexpr BlockKind k_blocks[] = {{TokenKind::open_each, NodeKind::each, "each", false},
                                  {TokenKind::open_if, NodeKind::if_set, "if", true},
                                  {TokenKind::open_unless, NodeKind::unless_set, "unless", false}};

class Parser {
public:
    explicit Parser(std::string_view text) : m_tokens(text) {}

    core::Result<std::vector<Node>> parse() {
        std::vector<Node> nodes;
        GPOTRUST_TRY_ASSIGN(const Token stop, parse_until_stop(nodes, 0));
        if (stop.kind != TokenKind::end) return wrong(stop, "has no block to belong to");
        return nodes;
    }

private:
    // Reads nodes up to a token that does not start one: {{else}}, a closing tag or the end.
    core::Result<Token> parse_until_stop(std::vector<Node>& nodes, std::size_t depth) {
        while (true) {
            GPOTRUST_TRY_ASSIGN(const Token token, m_tokens.next());
            if (token.kind == TokenKind::literal || token.kind == TokenKind::value) {
                nodes.push_back({token.kind == TokenKind::value ? NodeKind::value : NodeKind::literal, std::string(token.text)});
                continue;
            }
            const auto block =
                std::find_if(std::begin(k_blocks), std::end(k_blocks), [&token](const BlockKind& kind) { return kind.opening == token.kind; });
            if (block == std::end(k_blocks)) return token;
            GPOTRUST_TRY_ASSIGN(Node node, parse_block(*block, token, depth + 1));
            nodes.push_back(std::move(node));
        }
    }

    core::Result<Node> parse_block(const BlockKind& kind, const Token& opening, std::size_t depth) {
        if (depth > k_deepest) return wrong(opening, "opens one block too many inside others");
        Node node{kind.node, std::string(opening.text)};
        GPOTRUST_TRY_ASSIGN(Token stop, parse_until_stop(node.children, depth));
        if (stop.kind == TokenKind::otherwise && kind.may_have_else) {
            GPOTRUST_TRY_ASSIGN(stop, parse_until_stop(node.otherwise, depth));
        }
        if (stop.kind == TokenKind::end) return wrong(opening, "is never closed");
        if (stop.kind != TokenKind::close || stop.text != kind.closing)
            return wrong(stop, fmt::format("stands where {{{{/{}}}}} was expected", kind.closing));
        return node;
    }

    tl::unexpected<core::Error> wrong(const Token& token, std::string_view what) const {
        const std::string_view name = token.kind == TokenKind::otherwise ? "else" : token.text;
        return core::fail(core::ErrorCode::internal,
                          fmt::format("template line {}: the tag \"{}\" {}", m_tokens.line_of(token.position), name, what));
    }

    Tokens m_tokens;
};

}  // namespace

core::Result<std::vector<Node>> parse_template(std::string_view text) { return Parser(text).parse(); }

}  // namespace gpotrust::text_template
