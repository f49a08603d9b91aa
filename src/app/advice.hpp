// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::app {

/// What somebody should know of a package before it is imported, in sentences: who will not see the user side alone, a client of --for that it does
/// not or may not serve, peer usages that widen trust.
[[nodiscard]] std::vector<std::string> advice_on(const report::PackagedTrust& package, const PackageRequest& request);

}  // namespace gpotrust::app
