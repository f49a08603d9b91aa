// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/audit/diff.hpp"

namespace gpotrust::audit {

/// What differs between two GPOs as a whole, and in their files.
void compare_facts(const InspectedItem& before, const InspectedItem& after, Difference& difference);
void compare_files(const InspectedItem& before, const InspectedItem& after, Difference& difference);

}  // namespace gpotrust::audit
