// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "gpotrust/bundle/manifest.hpp"

namespace gpotrust::bundle {

/// The base a package carries in its GPO backup: what is there, without our block of records. Fails (malformed_input) when it is not the one the manifest describes; null where the manifest names none.
[[nodiscard]] core::Result<std::shared_ptr<const trust::BaseGpo>> carried_base(const Manifest& manifest, const core::FileTree& package);

}  // namespace gpotrust::bundle
