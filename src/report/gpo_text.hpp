// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/audit/inspect.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// Identity, sides, extension lists and complaints of a GPO. A package's own block has told its identity.
void gpo_block(Page& page, const audit::InspectedItem& item);
/// Its files that are neither documents nor registry settings.
void other_files_block(Page& page, const audit::Gpo& gpo);

}  // namespace gpotrust::report
