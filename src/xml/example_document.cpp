// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/xml/example_document.hpp"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <string>

#include "gpotrust/core/slot_lookup.hpp"
#include "gpotrust/core/text.hpp"
#include "xml/character_data.hpp"
#include "xml/lexical_check.hpp"
#include "xml/write_document.hpp"

namespace gpotrust::xml {
namespace {

using core::ErrorCode;

// Everything of the example is kept: declaration, comments, white space also around the root element.
constexpr unsigned k_parse_flags = pugi::parse_full | pugi::parse_ws_pcdata | pugi::parse_fragment;
constexpr std::string_view k_prefix = "slot:";
constexpr const char* k_each = "slot:each";
constexpr const char* k_if = "slot:if";
constexpr const char* k_unless = "slot:unless";
constexpr ReadLimits k_example_limits{1U << 20U, 32, 10'000};  // far above any of ours, so that recursion stays small

tl::unexpected<core::Error> faulty_example(std::string message) {
    return core::fail(ErrorCode::internal, "the example document is wrong: " + std::move(message));
}

tl::unexpected<core::Error> missing(std::string_view kind, std::string_view name) {
    return faulty_example(fmt::format("it uses the {} \"{}\", which nobody gives", kind, name));
}

bool is_slot_attribute(std::string_view name) { return name.substr(0, k_prefix.size()) == k_prefix || name == "xmlns:slot"; }

bool is_conditional(const pugi::xml_node& node) { return node.attribute(k_each) || node.attribute(k_if) || node.attribute(k_unless); }

bool is_blank_text(const pugi::xml_node& node) { return node.type() == pugi::node_pcdata && is_white_space(std::string_view(node.value())); }

core::Result<void> check_value(std::string_view name, std::string_view value) {
    if (!core::is_utf8(value)) return core::fail(ErrorCode::usage, fmt::format("the value of \"{}\" is not well-formed UTF-8", name));
    if (const auto offset = find_forbidden_character(value)) {
        return core::fail(ErrorCode::usage, fmt::format("the value of \"{}\" holds a character at octet {} that XML cannot carry", name, *offset),
                          "leave out control characters");
    }
    return {};
}

// XML 1.0 2.11: a reader sees every line end in text as LF, so that is what is written; attributes keep them by reference.
std::string with_line_feeds(std::string_view value) {
    std::string lines;
    lines.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\r')
            lines += value[i];
        else if (value.substr(i + 1, 1) != "\n")
            lines += '\n';
    }
    return lines;
}

class Filling {
public:
    Filling(const core::Slots& slots, pugi::xml_document& output) : m_lookup(slots), m_output(output) {}

    core::Result<void> fill(const pugi::xml_document& example) {
        if (is_conditional(example.document_element())) return faulty_example("its root element is conditional or repeated");
        GPOTRUST_TRY(fill_children(example, m_output));
        const std::vector<std::string> unused = m_lookup.unused();
        return unused.empty() ? core::Result<void>{} : faulty_example(fmt::format("it never uses the value \"{}\"", unused.front()));
    }

private:
    core::Result<void> fill_children(const pugi::xml_node& from, pugi::xml_node to) {
        for (pugi::xml_node child = from.first_child(); child; child = child.next_sibling()) {
            const pugi::xml_node next = child.next_sibling();
            if (is_blank_text(child) && next.type() == pugi::node_element && is_conditional(next)) continue;  // goes with the element
            GPOTRUST_TRY(fill_node(child, to));
        }
        return {};
    }

    core::Result<void> fill_node(const pugi::xml_node& from, pugi::xml_node to) {
        if (from.type() == pugi::node_element) return from.attribute(k_each) ? fill_each(from, to) : fill_choice(from, to);
        if (from.type() == pugi::node_pcdata || from.type() == pugi::node_cdata) {
            GPOTRUST_TRY_ASSIGN(const std::string value, substitute(from.value(), true));
            to.append_child(from.type()).set_value(value.c_str());
            return {};
        }
        to.append_copy(from);
        return {};
    }

    core::Result<void> fill_each(const pugi::xml_node& from, pugi::xml_node to) {
        const char* const name = from.attribute(k_each).value();
        const std::vector<core::Slots>* const list = m_lookup.list(name);
        if (list == nullptr) return missing("list", name);
        if (list->empty()) pass_over_element(from);
        for (const core::Slots& entry : *list) {
            m_lookup.enter(entry);
            GPOTRUST_TRY(fill_choice(from, to));
            m_lookup.leave();
        }
        return {};
    }

    core::Result<void> fill_choice(const pugi::xml_node& from, pugi::xml_node to) {
        GPOTRUST_TRY_ASSIGN(const bool if_met, is_met(from.attribute(k_if), true));
        GPOTRUST_TRY_ASSIGN(const bool unless_met, is_met(from.attribute(k_unless), false));
        if (if_met && unless_met) return fill_element(from, to);
        pass_over_element(from);
        return {};
    }

    core::Result<bool> is_met(const pugi::xml_attribute& condition, bool wanted) {
        if (!condition) return true;
        const bool* const flag = m_lookup.flag(condition.value());
        if (flag == nullptr) return missing("flag", condition.value());
        return *flag == wanted;
    }

    core::Result<void> fill_element(const pugi::xml_node& from, pugi::xml_node to) {
        const pugi::xml_node before = from.previous_sibling();
        if (is_conditional(from) && is_blank_text(before)) to.append_copy(before);
        pugi::xml_node element = to.append_child(from.name());
        for (const pugi::xml_attribute& attribute : from.attributes()) {
            if (is_slot_attribute(attribute.name())) continue;
            GPOTRUST_TRY_ASSIGN(const std::string value, substitute(attribute.value(), false));
            element.append_attribute(attribute.name()).set_value(value.c_str());
        }
        return fill_children(from, element);
    }

    core::Result<std::string> substitute(std::string_view text, bool line_feeds) {
        std::string filled;
        for (std::size_t slot = text.find("@{"); slot != std::string_view::npos; slot = text.find("@{")) {
            const std::size_t close = text.find('}', slot);
            if (close == std::string_view::npos) return faulty_example(fmt::format("\"{}\" is never closed", text.substr(slot, 40)));
            const std::string_view name = text.substr(slot + 2, close - slot - 2);
            const std::string* const value = m_lookup.text(name);
            if (value == nullptr) return missing("value", name);
            GPOTRUST_TRY(check_value(name, *value));
            filled += text.substr(0, slot);
            filled += line_feeds ? with_line_feeds(*value) : *value;
            text.remove_prefix(close + 1);
        }
        filled += text;
        return filled;
    }

    // Values that only a part left out would have shown count as used.
    void pass_over_element(const pugi::xml_node& element) {
        static_cast<void>(m_lookup.flag(element.attribute(k_if).value()));
        static_cast<void>(m_lookup.flag(element.attribute(k_unless).value()));
        for (const pugi::xml_attribute& attribute : element.attributes()) pass_over_text(attribute.value());
        for (const pugi::xml_node& child : element.children()) {
            pass_over_text(child.value());
            if (child.type() == pugi::node_element) pass_over_entries(child);
        }
    }

    void pass_over_entries(const pugi::xml_node& element) {
        const char* const name = element.attribute(k_each).value();
        const std::vector<core::Slots>* const list = m_lookup.list(name);
        if (list == nullptr || list->empty()) return pass_over_element(element);
        for (const core::Slots& entry : *list) {
            m_lookup.enter(entry);
            pass_over_element(element);
            m_lookup.leave();
        }
    }

    void pass_over_text(std::string_view text) {
        for (std::size_t slot = text.find("@{"); slot != std::string_view::npos; slot = text.find("@{", slot + 2)) {
            const std::size_t close = std::min(text.find('}', slot), text.size());
            static_cast<void>(m_lookup.text(text.substr(slot + 2, close - slot - 2)));
        }
    }

    core::SlotLookup m_lookup;
    pugi::xml_document& m_output;
};

}  // namespace

core::Result<core::Bytes> fill_example(std::string_view example, const core::Slots& slots, const WriteStyle& style) {
    if (!core::is_utf8(example)) return faulty_example("it is not well-formed UTF-8");
    if (const auto offset = find_forbidden_character(example)) return faulty_example(fmt::format("octet {}: a character that XML forbids", *offset));
    if (const auto fault = find_lexical_fault(example, k_example_limits))
        return faulty_example(fmt::format("octet {}: {}", fault->offset, fault->message));
    pugi::xml_document source;
    const pugi::xml_parse_result parsed = source.load_buffer(example.data(), example.size(), k_parse_flags, pugi::encoding_utf8);
    if (!parsed) return faulty_example(fmt::format("octet {}: {}", parsed.offset, parsed.description()));
    pugi::xml_document output;
    GPOTRUST_TRY(Filling(slots, output).fill(source));
    return write_document(output, style);
}

}  // namespace gpotrust::xml
