// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/xml/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "gpotrust/core/text.hpp"
#include "xml/character_data.hpp"
#include "xml/decode.hpp"
#include "xml/lexical_check.hpp"
#include "xml/write_document.hpp"

namespace gpotrust::xml {
namespace {

using core::ErrorCode;

constexpr unsigned k_parse_flags = pugi::parse_full | pugi::parse_ws_pcdata | pugi::parse_fragment;

bool is_text(const Node& node) { return node.kind == NodeKind::text || node.kind == NodeKind::cdata; }

NodeKind kind_of(pugi::xml_node_type type) {
    switch (type) {
        case pugi::node_pcdata:
            return NodeKind::text;
        case pugi::node_cdata:
            return NodeKind::cdata;
        case pugi::node_comment:
            return NodeKind::comment;
        case pugi::node_declaration:
        case pugi::node_pi:
            return NodeKind::instruction;
        default:
            return NodeKind::element;
    }
}

/// A carriage return that came as a character reference could not be told from a line end when it is read again.
std::string without_returns(std::string text) {
    std::erase(text, '\r');
    return text;
}

// The recursion is as deep as the document, which the lexical check has bounded.
Node to_node(const pugi::xml_node& from) {
    Node node{.kind = kind_of(from.type()), .name = from.name(), .value = without_returns(from.value())};
    for (const pugi::xml_attribute& attribute : from.attributes()) node.attributes.emplace_back(attribute.name(), attribute.value());
    for (const pugi::xml_node& child : from.children()) node.children.push_back(to_node(child));
    return node;
}

pugi::xml_node_type type_of(const Node& node) {
    switch (node.kind) {
        case NodeKind::element:
            return pugi::node_element;
        case NodeKind::text:
            return pugi::node_pcdata;
        case NodeKind::cdata:
            return pugi::node_cdata;
        case NodeKind::comment:
            return pugi::node_comment;
        case NodeKind::instruction:
            break;
    }
    return node.name == "xml" ? pugi::node_declaration : pugi::node_pi;
}

core::Result<void> check_text(std::string_view text) {
    if (core::is_utf8(text) && !find_forbidden_character(text)) return {};
    return core::fail(ErrorCode::usage, fmt::format("XML cannot carry \"{}\"", core::printable(text)), "leave out control characters");
}

core::Result<void> append(const Node& node, pugi::xml_node to) {
    GPOTRUST_TRY(check_text(node.value));
    pugi::xml_node written = to.append_child(type_of(node));
    if (!node.name.empty()) written.set_name(node.name.c_str());
    if (node.kind != NodeKind::element && !node.value.empty()) written.set_value(node.value.c_str());
    for (const auto& [name, value] : node.attributes) {
        GPOTRUST_TRY(check_text(value));
        written.append_attribute(name.c_str()).set_value(value.c_str());
    }
    for (const Node& child : node.children) GPOTRUST_TRY(append(child, written));
    return {};
}

}  // namespace

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

const Node* Node::child(std::string_view name_wanted) const {
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&](const Node& node) { return node.kind == NodeKind::element && local_name(node.name) == name_wanted; });
    return found == children.end() ? nullptr : &*found;
}

Node* Node::child(std::string_view name_wanted) { return const_cast<Node*>(static_cast<const Node*>(this)->child(name_wanted)); }

const std::string* Node::attribute(std::string_view attribute_name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& pair) { return pair.first == attribute_name; });
    return found == attributes.end() ? nullptr : &found->second;
}

std::string Node::text() const {
    std::string joined;
    for (const Node& node : children) {
        if (is_text(node)) joined += node.value;
    }
    return joined;
}

void Node::set_text(std::string text, bool as_cdata) {
    const bool had_text = std::any_of(children.begin(), children.end(), [](const Node& node) { return node.kind == NodeKind::text; });
    const bool had_cdata = std::any_of(children.begin(), children.end(), [](const Node& node) { return node.kind == NodeKind::cdata; });
    std::erase_if(children, is_text);
    if (text.empty()) return;
    const bool cdata = had_cdata || (!had_text && as_cdata);
    children.insert(children.begin(), Node{.kind = cdata ? NodeKind::cdata : NodeKind::text, .value = std::move(text)});
}

Node& NodeDocument::root() {
    // parse_nodes() made sure that there is one.
    return *std::find_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.kind == NodeKind::element; });
}

core::Result<NodeDocument> parse_nodes(core::BytesView document, const ReadLimits& limits) {
    // Everything that is refused is refused there, with its place.
    GPOTRUST_TRY(parse_document(document, limits));
    GPOTRUST_TRY_ASSIGN(const DecodedDocument decoded, decode_document(document));
    pugi::xml_document tree;
    if (!tree.load_buffer(decoded.text.data(), decoded.text.size(), k_parse_flags, pugi::encoding_utf8))
        return core::fail(ErrorCode::internal, "a document was read and is not read again");
    NodeDocument result;
    for (const pugi::xml_node& node : tree.children()) result.nodes.push_back(to_node(node));
    result.style.encoding = decoded.utf16 ? Encoding::utf16le_bom : Encoding::utf8;
    result.style.crlf = decoded.text.find("\r\n") != std::string::npos;
    result.style.final_newline = decoded.text.ends_with('\n');
    return result;
}

core::Result<core::Bytes> serialize_nodes(const NodeDocument& document) {
    pugi::xml_document tree;
    for (const Node& node : document.nodes) GPOTRUST_TRY(append(node, tree));
    return write_document(tree, document.style);
}

}  // namespace gpotrust::xml
