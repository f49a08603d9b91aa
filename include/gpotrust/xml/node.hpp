// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A document that others wrote, to be changed in a few places: everything else comes out as it went in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/xml/element.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::xml {

/// What a node is. A document's declaration and processing instructions are `instruction`.
enum class NodeKind { element, text, cdata, comment, instruction };

/// One node of a document, white space between elements included.
struct Node {
    NodeKind kind = NodeKind::element;
    std::string name = {};                                             ///< of elements and instructions, as written, prefix included
    std::string value = {};                                            ///< of the others; line ends are LF
    std::vector<std::pair<std::string, std::string>> attributes = {};  ///< in document order
    std::vector<Node> children = {};
    friend bool operator==(const Node&, const Node&) = default;

    /// The first child element of that name, without its prefix; nullptr when there is none.
    [[nodiscard]] Node* child(std::string_view local_name);
    [[nodiscard]] const Node* child(std::string_view local_name) const;
    /// The attribute's value by its name as written, or nullptr.
    [[nodiscard]] const std::string* attribute(std::string_view attribute_name) const;
    /// All text and CDATA directly inside, joined.
    [[nodiscard]] std::string text() const;
    /// Puts a text in the place of all text and CDATA: as CDATA where there was some, or where the element was empty and `as_cdata` is set.
    void set_text(std::string text, bool as_cdata);
};

/// The name behind the prefix: "Data" of "q1:Data".
[[nodiscard]] std::string_view local_name(std::string_view name);

/// A document with how it is written.
struct NodeDocument {
    std::vector<Node> nodes;  ///< declaration, comments, the root element
    WriteStyle style;         ///< encoding, line ends and end as read
    /// The root element.
    [[nodiscard]] Node& root();
};

/// Reads UTF-8 or UTF-16LE with the limits of parse_document(), and the same refusals (no DTD, no entities of its own).
[[nodiscard]] core::Result<NodeDocument> parse_nodes(core::BytesView document, const ReadLimits& limits = {});
/// Writes it. Fails (usage) on names and values XML 1.0 cannot carry. Reading and writing again gives the same octets.
[[nodiscard]] core::Result<core::Bytes> serialize_nodes(const NodeDocument& document);

}  // namespace gpotrust::xml
