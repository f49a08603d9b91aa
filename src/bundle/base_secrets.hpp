// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the GPO a policy was merged into brings along: it is kept as it is, so it is looked at before.
#pragma once

#include "gpotrust/bundle/package.hpp"

namespace gpotrust::bundle {

/// What the base alone would put into a package.
[[nodiscard]] core::Result<core::FileTree> files_of(const trust::BaseGpo& base);

/// Fails with unsupported_input when the base holds a private key: no package carries one, whosever it is.
[[nodiscard]] core::Result<void> refuse_keys(const core::FileTree& base_files);

/// True for a key container's name that was found in a package's GPO backup. Where the policy has a base it is foreign: our own records are compared octet for octet.
[[nodiscard]] bool is_foreign_metadata(const core::Finding& finding);
/// Turns those into warnings.
void excuse_foreign_metadata(std::vector<core::Finding>& findings);

}  // namespace gpotrust::bundle
