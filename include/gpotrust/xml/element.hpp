// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::xml {

/// One element of a parsed document, as a plain value. Names are as written, prefix included ("bkp:Path").
struct Element {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;  ///< in document order
    std::string text;                                             ///< all text and CDATA directly inside, joined (a split "]]>" is whole again);
                                                                  ///< empty when it is only white space between child elements
    std::vector<Element> children;                                ///< elements only, in document order

    /// The attribute's value, or nullptr.
    [[nodiscard]] const std::string* attribute(std::string_view attribute_name) const;
    /// The first child element of that name, or nullptr.
    [[nodiscard]] const Element* child(std::string_view child_name) const;
};

/// Limits of the reader; a document beyond them is malformed_input.
struct ReadLimits {
    std::size_t octets = 16U << 20U;
    std::size_t depth = 64;
    std::size_t elements = 500'000;
};

/// Parses UTF-8 or UTF-16 XML (by byte-order mark or declaration). No DTD, no external entities, no custom entities. Errors name the octet offset.
[[nodiscard]] core::Result<Element> parse_document(core::BytesView document, const ReadLimits& limits = {});

}  // namespace gpotrust::xml
