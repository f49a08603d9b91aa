// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/bundle/package.hpp"

namespace gpotrust::bundle {

/// Fails when a new package holds a secret: unfit when a text of the operator brought it in, internal otherwise. Names that the package would say for any other
/// export too (fixed texts, facts of the public certificates, the operator's own words) are no secrets.
[[nodiscard]] core::Result<void> refuse_secrets(const core::FileTree& files, const trust::TrustPolicy& policy, const AssembleOptions& options);

}  // namespace gpotrust::bundle
