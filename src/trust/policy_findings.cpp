// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/policy_findings.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::trust {
namespace {

constexpr std::array k_kinds = {core::FindingKind{
    .code = "CERT_DISALLOWED_OVERLAP",
    .severity = core::Severity::info,
    .message = "the policy trusts this certificate and distrusts it (Disallowed), and distrust wins in Chromium",
    .hint = "make the policy again with one of the two: gpotrust package --gpo-name NAME --store STORE --replace EXPORT",
    .source = "chromium/chromium net/cert/internal/trust_store_win.cc",
}};

}  // namespace

std::vector<core::Finding> findings_about(const TrustPolicy& policy, const TrustedCertificate& entry) {
    const bool distrusted = entry.store == Store::disallowed;
    const auto contradicts = [&](const TrustedCertificate& other) {
        return other.certificate == entry.certificate && (other.store == Store::disallowed) != distrusted;
    };
    if (std::none_of(policy.certificates.begin(), policy.certificates.end(), contradicts)) return {};
    return {core::make_finding(k_kinds[0])};
}

std::span<const core::FindingKind> policy_finding_kinds() { return k_kinds; }

}  // namespace gpotrust::trust
