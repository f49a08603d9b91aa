// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/slots.hpp"

namespace gpotrust::xml {

enum class Encoding {
    utf8,         ///< no byte-order mark
    utf16le_bom,  ///< little endian with byte-order mark, as gpreport.xml
};

/// How a filled example document is written.
struct WriteStyle {
    Encoding encoding = Encoding::utf8;
    bool crlf = true;           ///< every line end becomes CR LF; an example has LF
    bool final_newline = true;  ///< false cuts white space after the root element
};

/// Fills an example document and serialises it.
///
/// An example document is real XML, written as the consumer expects it, in which
///  - `@{name}` inside an attribute value, text or CDATA is replaced by `slots.texts[name]`,
///  - an element with the attribute `slot:each="list"` is repeated for every entry of `slots.lists[list]`, which fills it and its
///    children (names not found in the entry are looked up outwards),
///  - an element with `slot:if="flag"` is kept only when `slots.flags[flag]` is set; `slot:unless` the reverse.
/// `slot:` attributes (and their namespace declaration) never reach the output. Escaping, and the splitting of "]]>" in CDATA, is the XML
/// library's. White space between elements is kept as the example has it; a removed or repeated element takes the white space before it along.
///
/// Line ends of values become the document's in text and CDATA (XML 1.0 2.11) and are kept in attributes. On one element slot:each comes before slot:if.
/// A value counts as used when a part that is left out would show it.
///
/// Fails (internal) on malformed examples, on slots without a value and on values no slot uses; fails (usage) on values XML 1.0 cannot carry
/// (control characters, ill-formed UTF-8, U+FFFE, U+FFFF).
[[nodiscard]] core::Result<core::Bytes> fill_example(std::string_view example, const core::Slots& slots, const WriteStyle& style);

}  // namespace gpotrust::xml
