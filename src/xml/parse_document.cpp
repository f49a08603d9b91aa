// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "gpotrust/core/text.hpp"
#include "gpotrust/xml/element.hpp"
#include "xml/character_data.hpp"
#include "xml/decode.hpp"
#include "xml/lexical_check.hpp"

namespace gpotrust::xml {
namespace {

using core::ErrorCode;

// Comments, processing instructions and the declaration are skipped; white space is kept because it may be all an element holds.
constexpr unsigned k_parse_flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_wconv_attribute | pugi::parse_ws_pcdata;

tl::unexpected<core::Error> malformed(std::string_view what, std::size_t offset) {
    return core::fail(ErrorCode::malformed_input, fmt::format("the XML is malformed at octet {}: {}", offset, what));
}

bool has_attribute_twice(const Element& element) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : element.attributes) names.push_back(name);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
}

// The recursion is as deep as the document, which the lexical check has bounded.
core::Result<Element> to_element(const pugi::xml_node& node) {
    Element element;
    element.name = node.name();
    for (const pugi::xml_attribute& attribute : node.attributes()) element.attributes.emplace_back(attribute.name(), attribute.value());
    if (has_attribute_twice(element)) {
        return core::fail(ErrorCode::malformed_input, fmt::format("the XML element \"{}\" has an attribute twice", core::printable(element.name)));
    }
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) element.text += child.value();
        if (child.type() != pugi::node_element) continue;
        GPOTRUST_TRY_ASSIGN(Element child_element, to_element(child));
        element.children.push_back(std::move(child_element));
    }
    if (!element.children.empty() && is_white_space(element.text)) element.text.clear();
    return element;
}

}  // namespace

core::Result<Element> parse_document(core::BytesView document, const ReadLimits& limits) {
    if (document.size() > limits.octets) {
        return core::fail(ErrorCode::malformed_input, fmt::format("the XML has {} octets; at most {} are read", document.size(), limits.octets));
    }
    GPOTRUST_TRY_ASSIGN(DecodedDocument decoded, decode_document(document));
    if (const auto fault = find_lexical_fault(decoded.text, limits)) return malformed(fault->message, decoded.original_offset(fault->offset));
    std::string buffer = decoded.text;  // parsed in place; the text stays for offsets
    pugi::xml_document tree;
    const pugi::xml_parse_result result = tree.load_buffer_inplace(buffer.data(), buffer.size(), k_parse_flags, pugi::encoding_utf8);
    if (!result)
        return malformed(result.description(), decoded.original_offset(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0))));
    return to_element(tree.document_element());
}

}  // namespace gpotrust::xml
