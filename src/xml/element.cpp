// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/xml/element.hpp"

#include <algorithm>

namespace gpotrust::xml {

const std::string* Element::attribute(std::string_view attribute_name) const {
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [attribute_name](const auto& pair) { return pair.first == attribute_name; });
    return found == attributes.end() ? nullptr : &found->second;
}

const Element* Element::child(std::string_view child_name) const {
    const auto found = std::find_if(children.begin(), children.end(), [child_name](const Element& element) { return element.name == child_name; });
    return found == children.end() ? nullptr : &*found;
}

}  // namespace gpotrust::xml
