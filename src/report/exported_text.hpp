// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/audit/inspect.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// How an export is wrapped and protected, and who made it; nothing where that is not known.
void outline_block(Page& page, const certificate::Outline& outline);
/// The certificates of an opened export with everything beside them, and what the rules say.
void exported_block(Page& page, const audit::InspectedItem& item, core::UtcTime now);

/// "3DES keys, RC2-40 certificates, SHA-1 MAC, 2000 iterations".
[[nodiscard]] std::string protection_text(const certificate::PfxProtection& protection);

}  // namespace gpotrust::report
