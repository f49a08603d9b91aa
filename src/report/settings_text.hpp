// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/report/outcome.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// Settings in file order below their keys; runs of one key share its line, and so do keys without values that have one parent.
void settings_block(Page& page, const audit::InspectedItem& item);
/// Certificates found in policy stores, with every property; what names the exporting machine is marked.
void stored_block(Page& page, const std::vector<audit::StoredCertificate>& stored, core::UtcTime now);

}  // namespace gpotrust::report
