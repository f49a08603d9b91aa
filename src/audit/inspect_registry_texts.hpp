// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// A registry export (.reg): what it sets, in file order; deletions stand as registry.pol spells them (**del.NAME, **DeleteKeys).
[[nodiscard]] InspectedItem inspect_reg_file(const std::string& path, core::BytesView content);
/// A Group Policy Preferences Registry.xml: its items in document order, disabled ones included.
[[nodiscard]] InspectedItem inspect_preferences(const std::string& path, core::BytesView content);

}  // namespace gpotrust::audit
