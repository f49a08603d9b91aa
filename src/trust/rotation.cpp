// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/rotation.hpp"

#include <algorithm>

namespace gpotrust::trust {

std::optional<Rotation> rotation_of(const TrustPolicy& policy, core::UtcTime created) {
    Rotation rotation{created, created + k_policy_refresh, created + k_policy_refresh, core::UtcTime::max(), core::UtcTime::min()};
    for (const TrustedCertificate& entry : policy.certificates) {
        const auto& facts = entry.certificate.facts();
        if (entry.role == Role::next) rotation.switch_from = std::max(rotation.switch_from, facts.not_before);
        if (entry.role != Role::retiring) continue;
        const core::UtcTime leaves = std::min(entry.until.value_or(facts.not_after), facts.not_after);
        rotation.switch_before = std::min(rotation.switch_before, leaves);
        rotation.dropped_after = std::max(rotation.dropped_after, leaves);
    }
    return rotation.dropped_after == core::UtcTime::min() ? std::nullopt : std::optional(rotation);
}

}  // namespace gpotrust::trust
