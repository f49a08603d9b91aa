// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <pugixml.hpp>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::xml {

/// Serialises a tree as it is: no indentation of its own, no declaration unless the tree has one.
[[nodiscard]] core::Result<core::Bytes> write_document(const pugi::xml_document& document, const WriteStyle& style);

}  // namespace gpotrust::xml
