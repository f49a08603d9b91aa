// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "gpotrust/certificate/suitability.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_EXT_UNKNOWN_CRITICAL",
    .severity = Severity::error,
    .message = "a critical extension is unknown: Chromium and clients of CryptoAPI reject the certificate",
    .hint = "re-create it without this extension, or with it not critical: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
    .source = "google/boringssl pki/verify_certificate_chain.cc VerifyNoUnconsumedCriticalExtensions",
}};

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    std::vector<std::string> unknown;
    for (const Extension& extension : certificate.facts().extensions) {
        if (is_unknown_critical(extension)) unknown.push_back(extension.oid);
    }
    if (!unknown.empty()) add(findings, k_kinds[0], listed(unknown));
}

}  // namespace

extern const Check unknown_critical_check;
const Check unknown_critical_check{
    "unknown_critical", "Every critical extension is one that verifiers know.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
