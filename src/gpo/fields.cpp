// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpo/fields.hpp"

#include <algorithm>
#include <charconv>

#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::gpo {

using xml::Element;

namespace {

constexpr std::size_t k_shown_text = 60;

std::string in_quotes(std::string_view text) { return "\"" + core::printable(text.substr(0, k_shown_text)) + "\""; }

/// "DoD IE11 STIG - User (SHB v10.1.0) " of nsacyber/Windows-Secure-Host-Baseline ends in a blank.
std::string without_indentation(std::string_view text) {
    constexpr std::string_view k_blanks = " \t\r\n";
    const std::size_t first = std::min(text.find_first_not_of(k_blanks), text.size());
    if (text.substr(0, first).find('\n') != std::string_view::npos) text.remove_prefix(first);
    const std::size_t end = text.find_last_not_of(k_blanks) + 1;  // 0 when there is nothing else
    if (text.substr(end).find('\n') != std::string_view::npos) text = text.substr(0, end);
    return std::string(text);
}

std::string place_of(const Element& parent, std::string_view name) { return std::string(local_name(parent.name)) + "/" + std::string(name); }

}  // namespace

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

std::string trimmed(std::string_view text) {
    constexpr std::string_view k_blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(k_blanks);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(k_blanks) - first + 1));
}

const std::string* attribute_of(const Element& element, std::string_view name) {
    const auto found = std::find_if(element.attributes.begin(), element.attributes.end(),
                                    [name](const auto& attribute) { return local_name(attribute.first) == name; });
    return found == element.attributes.end() ? nullptr : &found->second;
}

tl::unexpected<core::Error> fault(std::string place, std::string message, std::string hint) {
    return core::fail(core::Error{core::ErrorCode::malformed_input, std::move(message), std::move(hint), {std::move(place)}});
}

core::Result<Element> parse_root(core::BytesView document, std::string_view root_name, const xml::ReadLimits& limits) {
    GPOTRUST_TRY_ASSIGN(Element root, xml::parse_document(document, limits));
    if (local_name(root.name) != root_name) {
        return fault(core::printable(root.name), "the document's root is not " + std::string(root_name),
                     "the file has the name of another kind of document; get it again from where the GPO was backed up");
    }
    return root;
}

core::Result<const Element*> optional_child(const Element& parent, std::string_view name) {
    const Element* found = nullptr;
    for (const Element& child : parent.children) {
        if (local_name(child.name) != name) continue;
        if (found != nullptr) return fault(place_of(parent, name), "the element stands there twice");
        found = &child;
    }
    return found;
}

core::Result<const Element*> required_child(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* const child, optional_child(parent, name));
    if (child == nullptr) return fault(place_of(parent, name), "the element is missing");
    return child;
}

core::Result<std::string> optional_text(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* const child, optional_child(parent, name));
    return child == nullptr ? std::string() : trimmed(child->text);
}

core::Result<std::string> required_text(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* const child, required_child(parent, name));
    return trimmed(child->text);
}

core::Result<std::string> optional_name(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* const child, optional_child(parent, name));
    return child == nullptr ? std::string() : without_indentation(child->text);
}

core::Result<std::string> required_name(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* const child, required_child(parent, name));
    return without_indentation(child->text);
}

core::Result<std::string> required_guid(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(std::string text, required_text(parent, name));
    if (!core::parse_guid(text)) return fault(place_of(parent, name), "not a GUID: " + in_quotes(text));
    return text;
}

core::Result<std::uint32_t> number_or_zero(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const std::string text, optional_text(parent, name));
    if (text.empty()) return 0U;
    const std::optional<std::uint32_t> number = decimal(text);
    if (!number) return fault(place_of(parent, name), "not a number of 32 bits: " + in_quotes(text));
    return *number;
}

std::optional<std::uint32_t> decimal(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace gpotrust::gpo
