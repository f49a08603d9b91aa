// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a trust policy becomes when its certificates are renewed, taken away or distrusted: pure functions from policy to policy.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "gpotrust/core/finding.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::renewal {

/// How long a replaced certificate stays trusted beside the next one when nobody says otherwise: laptops may be away for weeks.
inline constexpr std::chrono::days k_default_overlap{30};

/// A certificate that comes in.
struct NextCertificate {
    certificate::Certificate certificate;
    std::string friendly_name;
};

/// The next policy, and what changed on the way to it.
struct Change {
    trust::TrustPolicy policy;                        ///< normalized, `withdrawn` carried on
    std::vector<trust::TrustedCertificate> retiring;  ///< replaced by this change and trusted for the overlap, as they now stand
    std::vector<trust::TrustedCertificate> dropped;   ///< no longer in the policy, as they stood
    /// What the change itself says against a next certificate: a gap, an earlier end, names or usages lost, a weaker key. Severity error; they can be accepted.
    std::map<core::Sha1Thumbprint, std::vector<core::Finding>> findings = {};
};

struct RenewOptions {
    core::UtcTime now{};
    std::chrono::days overlap = k_default_overlap;  ///< 0: what is replaced leaves at once
    /// Somebody asked for that overlap: it also holds, counted from now, for what a certificate that is in already has replaced.
    bool set_overlap_anew = false;
    std::vector<core::Sha1Thumbprint> replaces = {};  ///< which to replace; empty: those whose names the next one covers
};

/// Brings next certificates into a policy. Each goes into the stores of those it replaces, as `next` while it is not yet valid, else as `current`; the replaced ones become `retiring` until
/// min(their end, max(now, the next one's notBefore) + overlap). Retiring certificates that have reached their end leave the policy. A next certificate that is in the policy as current or
/// next already changes nothing; one that is retiring is brought back.
///
/// Fails with choice_needed where it cannot be told what is replaced (never a guess; also where more certificates of the same names are in use than come in); with usage for a thumbprint in `replaces` that is no current certificate, for a next certificate
/// that the policy distrusts, and for no overlap before one that is not yet valid: clients would trust neither.
[[nodiscard]] core::Result<Change> renew(const trust::TrustPolicy& before, std::span<const NextCertificate> next, const RenewOptions& options);

struct RetireOptions {
    core::UtcTime now{};
    bool distrust = false;                        ///< into Disallowed instead of out of the policy
    std::vector<core::Sha1Thumbprint> only = {};  ///< these alone; empty: every certificate
};

/// Takes trust away. What stands in Disallowed stays there unless it is named. Fails with usage for a thumbprint that is not in the policy, and where nothing is left to distrust.
[[nodiscard]] core::Result<Change> retire(const trust::TrustPolicy& before, const RetireOptions& options);

/// The policy without the retiring certificates that have reached their end, and with what is valid by now as `current` instead of `next`.
[[nodiscard]] core::Result<Change> without_ended(const trust::TrustPolicy& before, core::UtcTime now);

/// What `before` held or had withdrawn and `after` does not hold becomes `after.withdrawn`.
void carry_withdrawn(const trust::TrustPolicy& before, trust::TrustPolicy& after);

/// Every code of Change::findings.
[[nodiscard]] std::span<const core::FindingKind> renewal_finding_kinds();

}  // namespace gpotrust::renewal
