// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_EXT_UNKNOWN_CRITICAL",
    .severity = Severity::error,
    .message = "a critical extension is unknown: Chromium and clients of CryptoAPI reject the certificate",
    .hint = "re-create it without this extension, or not critical: New-SelfSignedCertificate -DnsName NAME,FQDN (openssl req -x509: -addext without "
            "the word critical)",
    .source = "google/boringssl pki/verify_certificate_chain.cc VerifyNoUnconsumedCriticalExtensions",
}};

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    for (const Extension& extension : certificate.facts().extensions) {
        if (extension.critical && !extension.understood) add(findings, k_kinds[0], extension.oid);
    }
}

}  // namespace

extern const Check unknown_critical_check;
const Check unknown_critical_check{
    "unknown_critical", "Every critical extension is one that verifiers know.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
