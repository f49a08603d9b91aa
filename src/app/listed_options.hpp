// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The options a [[trust]] table says, beside a change of its certificates.
#pragma once

#include "app/choice.hpp"

namespace gpotrust::app {

/// Gives a policy that a renewal made the scope, stores and settings that were asked for, wherever nothing is lost by it; what arrived goes into every store asked for. Returns what was asked
/// for and would be lost, which stays: empty for nothing.
[[nodiscard]] std::string take_options(trust::TrustPolicy& policy, const PackageRequest& request, const std::vector<core::Sha1Thumbprint>& arrived);

}  // namespace gpotrust::app
