// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gpotrust/xml/element.hpp"

namespace gpotrust::xml {

/// What is wrong with a document's markup, and where.
struct LexicalFault {
    std::string message;
    std::size_t offset = 0;
};

/// Walks the markup once, without recursion and without building anything, before the library sees the document: one root element, balanced tags, limits, no
/// DOCTYPE, only the five named entities and valid character references, quoted attributes. The library is lenient in all of these.
[[nodiscard]] std::optional<LexicalFault> find_lexical_fault(std::string_view text, const ReadLimits& limits);

}  // namespace gpotrust::xml
