// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::xml {

/// A document's text in UTF-8 without byte-order mark, and how its octets were stored.
struct DecodedDocument {
    std::string text;
    bool utf16 = false;
    std::size_t mark_octets = 0;  ///< size of the byte-order mark

    /// Where a place in `text` lies in the document's own octets.
    [[nodiscard]] std::size_t original_offset(std::size_t text_offset) const;
};

/// Finds the encoding (XML 1.0 appendix F: byte-order mark, or UTF-16 without one by its first characters; otherwise UTF-8) and decodes. Ill-formed octets and a
/// declaration of another encoding are errors.
[[nodiscard]] core::Result<DecodedDocument> decode_document(core::BytesView document);

}  // namespace gpotrust::xml
