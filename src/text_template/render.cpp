// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/text_template/render.hpp"

#include <fmt/format.h>

#include "gpotrust/core/slot_lookup.hpp"
#include "text_template/escape.hpp"
#include "text_template/parse.hpp"

namespace gpotrust::text_template {
namespace {

tl::unexpected<core::Error> missing(std::string_view kind, std::string_view name) {
    return core::fail(core::ErrorCode::internal, fmt::format("the template uses the {} \"{}\", which nobody gives", kind, name));
}

class Renderer {
public:
    Renderer(const core::Slots& slots, Escaping escaping) : m_lookup(slots), m_escaping(escaping) {}

    core::Result<std::string> render(const std::vector<Node>& nodes) && {
        GPOTRUST_TRY(write(nodes));
        const std::vector<std::string> unused = m_lookup.unused();
        if (!unused.empty()) return core::fail(core::ErrorCode::internal, fmt::format("the template never uses the value \"{}\"", unused.front()));
        return std::move(m_output);
    }

private:
    core::Result<void> write(const std::vector<Node>& nodes) {
        for (const Node& node : nodes) GPOTRUST_TRY(write(node));
        return {};
    }

    core::Result<void> write(const Node& node) {
        switch (node.kind) {
            case NodeKind::literal:
                m_output += node.text;
                return {};
            case NodeKind::value:
                return write_value(node);
            case NodeKind::each:
                return write_each(node);
            default:
                return write_choice(node);
        }
    }

    core::Result<void> write_value(const Node& node) {
        const std::string* const value = m_lookup.text(node.text);
        if (value == nullptr) return missing("value", node.text);
        auto escaped = escape(*value, m_escaping);
        if (!escaped) return core::fail(std::move(escaped).error().in(node.text));
        m_output += *escaped;
        return {};
    }

    core::Result<void> write_each(const Node& node) {
        const std::vector<core::Slots>* const list = m_lookup.list(node.text);
        if (list == nullptr) return missing("list", node.text);
        if (list->empty()) pass_over(node.children);
        for (const core::Slots& entry : *list) {
            m_lookup.enter(entry);
            GPOTRUST_TRY(write(node.children));
            m_lookup.leave();
        }
        return {};
    }

    core::Result<void> write_choice(const Node& node) {
        const bool* const flag = m_lookup.flag(node.text);
        if (flag == nullptr) return missing("flag", node.text);
        const bool first = *flag == (node.kind == NodeKind::if_set);
        pass_over(first ? node.otherwise : node.children);
        return write(first ? node.children : node.otherwise);
    }

    // Values that only a part left out would have shown count as used.
    void pass_over(const std::vector<Node>& nodes) {
        for (const Node& node : nodes) pass_over(node);
    }

    void pass_over(const Node& node) {
        if (node.kind == NodeKind::literal) return;
        if (node.kind == NodeKind::value) {
            static_cast<void>(m_lookup.text(node.text));
            return;
        }
        if (node.kind == NodeKind::each) return pass_over_each(node);
        static_cast<void>(m_lookup.flag(node.text));
        pass_over(node.children);
        pass_over(node.otherwise);
    }

    void pass_over_each(const Node& node) {
        const std::vector<core::Slots>* const list = m_lookup.list(node.text);
        if (list == nullptr || list->empty()) return pass_over(node.children);
        for (const core::Slots& entry : *list) {
            m_lookup.enter(entry);
            pass_over(node.children);
            m_lookup.leave();
        }
    }

    core::SlotLookup m_lookup;
    Escaping m_escaping;
    std::string m_output;
};

}  // namespace

core::Result<std::string> render(std::string_view text, const core::Slots& slots, Escaping escaping) {
    GPOTRUST_TRY_ASSIGN(const std::vector<Node> nodes, parse_template(text));
    return Renderer(slots, escaping).render(nodes);
}

}  // namespace gpotrust::text_template
