// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// What a registry export (.reg) sets, in file order; deletions stand as registry.pol spells them (**del.NAME, **DeleteKeys).
[[nodiscard]] core::Result<std::vector<ScopedSetting>> settings_of_reg_file(core::BytesView content);
/// The items of a Group Policy Preferences Registry.xml in document order, disabled ones included. Their side is `side`, else what the hive tells; a hive that is not
/// that side's stands in the key.
[[nodiscard]] core::Result<std::vector<ScopedSetting>> settings_of_preferences(core::BytesView content, std::optional<trust::Side> side);

}  // namespace gpotrust::audit
