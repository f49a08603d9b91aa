// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/utc_time.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// The reasons for which Windows refuses a certificate (untrusted issuer, revoked, expired, name mismatch), each with a verdict even where nothing is wrong, and
/// all else as fitness; the findings stand under their heading, worst first.
void refusals_block(Page& page, std::size_t indent, const certificate::Certificate& certificate, std::span<const core::Finding> findings,
                    core::UtcTime now);

}  // namespace gpotrust::report
