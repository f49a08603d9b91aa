// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "gpotrust/core/finding.hpp"

namespace gpotrust::audit {

/// The codes about files that are part of no GPO: private keys, manifests of folders of backups, what cannot be read.
[[nodiscard]] std::span<const core::FindingKind> loose_file_kinds();

}  // namespace gpotrust::audit
