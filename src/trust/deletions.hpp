// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::trust {

/// True if a record is one of the special values that delete ([MS-GPREG] 3.2.5.1: **del.NAME, **delvals., **DeleteValues, **DeleteKeys) and would take a setting away that came before it. Without
/// case; names of subkeys and whole paths are both taken for what **DeleteKeys lists, because real files have both.
[[nodiscard]] bool deletes(const registry_policy::Setting& record, const registry_policy::Setting& setting);

}  // namespace gpotrust::trust
