// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The codes about exports and keys that are findings, and the one rule code that the readers of exports report, too.
#pragma once

#include "gpotrust/core/finding.hpp"

namespace gpotrust::certificate {

extern const core::FindingKind k_cert_parse;
extern const core::FindingKind k_spki_differs;
extern const core::FindingKind k_public_only;
extern const core::FindingKind k_key_mismatch;
extern const core::FindingKind k_key_not_comparable;
extern const core::FindingKind k_pfx_no_mac;

}  // namespace gpotrust::certificate
