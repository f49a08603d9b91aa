// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "gpotrust/core/finding.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {

/// What a policy as a whole says against one of its entries: CERT_DISALLOWED_OVERLAP for a certificate that is trusted and distrusted at once.
[[nodiscard]] std::vector<core::Finding> findings_about(const TrustPolicy& policy, const TrustedCertificate& entry);

/// Every code of findings_about().
[[nodiscard]] std::span<const core::FindingKind> policy_finding_kinds();

}  // namespace gpotrust::trust
