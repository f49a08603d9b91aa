// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The XML reader, and example documents: the input is read as a document, and used as an example and as a value.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gpotrust/xml/element.hpp"
#include "gpotrust/xml/example_document.hpp"

using namespace gpotrust;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

core::Slots slots_with(std::string_view value) {
    const core::Slots entry{{{"v", "x"}}, {{"f", true}}, {}};
    return {{{"v", std::string(value)}}, {{"f", false}}, {{"l", {entry, entry}}}};
}

// What a value becomes must be what a reader gets back, apart from line ends.
void check_value(std::string_view value) {
    const auto filled =
        xml::fill_example("<r><a b=\"@{v}\"/><![CDATA[@{v}]]></r>", {{{"v", std::string(value)}}, {}, {}}, {xml::Encoding::utf8, false, true});
    if (!filled) return;
    const auto read = xml::parse_document(*filled);
    require(read.has_value());
    require(*read->children.at(0).attribute("b") == value);
    if (value.find('\r') == std::string_view::npos && value.find_first_not_of(" \t\n") != std::string_view::npos) require(read->text == value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const core::BytesView input(octets, size);
    static_cast<void>(xml::parse_document(input));
    const auto filled = xml::fill_example(core::as_text(input), slots_with("<&>"), {xml::Encoding::utf16le_bom, true, true});
    if (filled) require(xml::parse_document(core::BytesView(*filled)).has_value() || core::as_text(input).find("encoding") != std::string_view::npos);
    check_value(core::as_text(input));
    return 0;
}
