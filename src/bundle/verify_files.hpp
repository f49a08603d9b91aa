// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/bundle/verify.hpp"

namespace gpotrust::bundle {

/// Whether the package is scanned for secrets: assemble() has just done so, with more to look for.
enum class SecretScan { with, without };

[[nodiscard]] Verification verify_files(const core::FileTree& files, SecretScan scan);

}  // namespace gpotrust::bundle
