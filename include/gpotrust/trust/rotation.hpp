// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {

/// How long a computer that is switched on takes at most to fetch a changed policy: 90 minutes and a random 30 (Windows' default refresh interval).
inline constexpr std::chrono::minutes k_policy_refresh{120};

/// The days of a change from one certificate to the next, while a policy holds both.
struct Rotation {
    core::UtcTime import_from{};    ///< the package is there: import it
    core::UtcTime reached{};        ///< computers that are switched on have it by now; laptops when they next reach the domain
    core::UtcTime switch_from{};    ///< from here the server may present the new certificate: reached, and the new one is valid
    core::UtcTime switch_before{};  ///< the first of the retiring certificates leaves the policy or ends
    core::UtcTime dropped_after{};  ///< from here the next revision leaves the retiring ones out
    friend bool operator==(const Rotation&, const Rotation&) = default;
};

/// The rotation a policy made at `created` describes; nothing when none of its certificates is retiring.
[[nodiscard]] std::optional<Rotation> rotation_of(const TrustPolicy& policy, core::UtcTime created);

}  // namespace gpotrust::trust
