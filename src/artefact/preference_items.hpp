// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Registry.xml of Group Policy Preferences: a file of its own for the editor, and a part of the GPO backup.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "artefact/registry_sides.hpp"
#include "gpotrust/core/slots.hpp"

namespace gpotrust::artefact {

/// One item for every certificate of a side, in the ordinary store: texts "changed", "uid", "description", "hive", "key" and "value". The same item has the same uid in every revision
/// and wherever it stands, so that a client which has it is not told of a new one.
[[nodiscard]] core::Result<std::vector<core::Slots>> preference_items(const trust::TrustPolicy& policy, const BuildContext& context,
                                                                      const RegistrySide& side);
/// Registry.xml with these items. Each is put in place whenever the policy is applied, and taken away when it no longer applies.
[[nodiscard]] core::Result<core::Bytes> serialize_preferences(std::vector<core::Slots> items);

/// What a Registry.xml makes a client do.
struct ReadPreferences {
    std::vector<registry_policy::Setting> settings;
    std::vector<std::pair<std::string, std::string>> told;  ///< uid and time of each item, under the name of the file
};
/// Reads what serialize_preferences() writes; `name` stands in errors. Fails (malformed_input) on items for another hive and on those that would stay behind.
[[nodiscard]] core::Result<ReadPreferences> parse_preferences(core::BytesView document, const RegistrySide& side, const std::string& name);

}  // namespace gpotrust::artefact
