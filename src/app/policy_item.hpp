// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The one policy a person means by an operand.
#pragma once

#include <filesystem>
#include <string>

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::app {

/// Reads the policy of a path (package, GPO backup or a folder or zip that holds exactly one, SYSVOL folder, Samba backup, registry.pol, .reg, Registry.xml) or of a slug, GPO name or GUID of the
/// estate (its newest revision). The item's path is that of the package, GPO or file itself ("/a/b.zip!/{BACKUPID}"). Damage stands in the item. Fails with choice_needed and a list where a folder or zip holds several, with usage where the estate knows no such package, with
/// file_system where a path is not there.
[[nodiscard]] core::Result<audit::InspectedItem> find_policy(const std::string& operand, const std::filesystem::path& estate);

}  // namespace gpotrust::app
