// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// Each reads one file with registry settings into the item: its PolicyFile, and its settings behind those that are there. A damaged one leaves its error in the
/// PolicyFile. `path` is relative to the item.
void add_registry_pol(InspectedItem& item, std::string path, std::optional<trust::Side> side, core::BytesView content);
void add_samba_policy(InspectedItem& item, std::string path, std::optional<trust::Side> side, core::BytesView content);
/// `side` is that of the GPO the preferences belong to; without one the hives tell. A hive that is not the side's stands in the key.
void add_preferences(InspectedItem& item, std::string path, std::optional<trust::Side> side, core::BytesView content);
void add_reg_file(InspectedItem& item, std::string path, core::BytesView content);

/// Sets the item's error to the first error of its policies unless it has one, and decodes its certificates.
void finish_policies(InspectedItem& item);

}  // namespace gpotrust::audit
