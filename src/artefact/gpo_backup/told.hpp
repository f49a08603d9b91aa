// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gpotrust/xml/element.hpp"

namespace gpotrust::artefact::gpo_backup {

/// Everything a document says, as (place, text) in document order: ("Backup.xml: GroupPolicyObject/GroupPolicyCoreSettings/Options", "0").
using Told = std::vector<std::pair<std::string, std::string>>;

/// Adds every element and attribute of a document. Comments and white space between elements say nothing.
void add_told(Told& told, std::string_view file, const xml::Element& root);

}  // namespace gpotrust::artefact::gpo_backup
