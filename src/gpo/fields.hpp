// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"
#include "gpotrust/xml/element.hpp"

// Elements and attributes by their local names: prefixes are whatever the writer bound to the namespace.
namespace gpotrust::gpo {

/// "Path" of "bkp:Path".
[[nodiscard]] std::string_view local_name(std::string_view name);
/// Without white space at either end: a pretty-printed document has it around plain text.
[[nodiscard]] std::string trimmed(std::string_view text);
[[nodiscard]] const std::string* attribute_of(const xml::Element& element, std::string_view name);

/// A document's element at fault; `place` is its path ("GroupPolicyCoreSettings/ID").
[[nodiscard]] tl::unexpected<core::Error> fault(std::string place, std::string message, std::string hint = "");

/// Parses a document whose root has this local name.
[[nodiscard]] core::Result<xml::Element> parse_root(core::BytesView document, std::string_view root_name, const xml::ReadLimits& limits = {});

/// The one child of that name, nullptr when there is none. Fails when there are more: which of them counts would be a guess.
[[nodiscard]] core::Result<const xml::Element*> optional_child(const xml::Element& parent, std::string_view name);
[[nodiscard]] core::Result<const xml::Element*> required_child(const xml::Element& parent, std::string_view name);

/// Texts of such children, trimmed; nothing for an absent one.
[[nodiscard]] core::Result<std::string> optional_text(const xml::Element& parent, std::string_view name);
[[nodiscard]] core::Result<std::string> required_text(const xml::Element& parent, std::string_view name);
/// The same for names and comments, whose own blanks belong to them: only line ends and what indents the document are cut.
[[nodiscard]] core::Result<std::string> optional_name(const xml::Element& parent, std::string_view name);
[[nodiscard]] core::Result<std::string> required_name(const xml::Element& parent, std::string_view name);
/// A GUID, as written.
[[nodiscard]] core::Result<std::string> required_guid(const xml::Element& parent, std::string_view name);
/// A decimal number of 32 bits; 0 where there is none or its text is empty.
[[nodiscard]] core::Result<std::uint32_t> number_or_zero(const xml::Element& parent, std::string_view name);

/// All of it is decimal digits and fits.
[[nodiscard]] std::optional<std::uint32_t> decimal(std::string_view text);

}  // namespace gpotrust::gpo
