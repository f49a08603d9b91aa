// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "gpotrust/report/outcome.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// One line per client family of a package, grouped by what it does for them; the clients of --for first, and the others in short then.
void clients_block(Page& page, const PackagedTrust& package, const std::vector<std::string_view>& asked_for);

}  // namespace gpotrust::report
