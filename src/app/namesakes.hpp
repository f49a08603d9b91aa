// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::app {

/// Adds the newest revisions of GPOs that bear a name, case folded, and whose GUID does not follow from it: a policy that was merged into a GPO has that one's. Their slugs follow from the name.
[[nodiscard]] core::Result<void> add_merged_namesakes(const ledger::Ledger& ledger, const std::string& name, std::vector<ledger::Event>& found);

}  // namespace gpotrust::app
