// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "gpotrust/core/finding.hpp"

namespace gpotrust::report {

/// Every kind of finding of every module, sorted by code, then severity (worst first). A code whose severity depends on the circumstances stands once for each.
[[nodiscard]] std::vector<const core::FindingKind*> all_finding_kinds();

}  // namespace gpotrust::report
