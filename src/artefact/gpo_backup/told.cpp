// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/told.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

void add_element(Told& told, const std::string& place, const xml::Element& element) {
    told.emplace_back(place, element.text);
    for (const auto& [name, value] : element.attributes) told.emplace_back(place + "@" + name, value);
    for (const xml::Element& child : element.children) add_element(told, place + "/" + child.name, child);
}

}  // namespace

void add_told(Told& told, std::string_view file, const xml::Element& root) { add_element(told, std::string(file) + ": " + root.name, root); }

}  // namespace gpotrust::artefact::gpo_backup
