// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "gpotrust/report/outcome.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// Name, dates, key and thumbprints of one certificate, below a heading the caller printed.
void certificate_block(Page& page, std::size_t indent, const certificate::Certificate& certificate, core::UtcTime now);
/// Findings worst first: errors and warnings with their hints, infos in one line each.
void findings_block(Page& page, std::size_t indent, std::span<const core::Finding> findings);
/// One export with verdict, certificates and findings.
void export_block(Page& page, const AssessedExport& assessed, core::UtcTime now);

[[nodiscard]] Colour colour_of(Verdict verdict);

}  // namespace gpotrust::report
