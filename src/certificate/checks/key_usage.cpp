// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr unsigned k_digital_signature = 1U << 0U;
constexpr unsigned k_key_encipherment = 1U << 2U;

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_KU_MISSING",
        .severity = Severity::info,
        .message = "no keyUsage: the key may be used for everything",
        .hint = {},
        .source = "RFC 5280 4.2.1.3",
    },
    FindingKind{
        .code = "CERT_KU_NO_DIGSIG",
        .severity = Severity::warning,
        .message = "keyUsage without digitalSignature: ECDHE and TLS 1.3 fail in Chrome",
        .hint = "re-create it with digitalSignature: `New-SelfSignedCertificate -DnsName NAME,FQDN -KeyUsage DigitalSignature,KeyEncipherment` or "
                "`openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 365 -subj '/CN=NAME' -addext "
                "'subjectAltName=DNS:NAME' -addext keyUsage=critical,digitalSignature,keyEncipherment`",
        .source = "RFC 5280 4.2.1.3",
    },
    FindingKind{
        .code = "CERT_KU_NO_KEYENC",
        .severity = Severity::info,
        .message = "an RSA key whose keyUsage lacks keyEncipherment: only the old RSA key transport suffers",
        .hint = {},
        .source = "RFC 5280 4.2.1.3",
    },
    FindingKind{
        .code = "CERT_KU_ENCODING",
        .severity = Severity::warning,
        .message = "keyUsage is not encoded as RFC 5280 asks",
        .hint = "re-create it: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 5280 4.2.1.3; X.690 11.2.2; e_superfluous_ku_encoding",
    },
};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    if (!facts.key_usage) return add(findings, k_kinds[0]);
    if (!facts.key_usage_fault.empty()) add(findings, k_kinds[3], facts.key_usage_fault);
    if (!options.wants(Usage::tls_server)) return;
    if ((*facts.key_usage & k_digital_signature) == 0) add(findings, k_kinds[1]);
    if (facts.key.algorithm == PublicKey::Algorithm::rsa && (*facts.key_usage & k_key_encipherment) == 0) add(findings, k_kinds[2]);
}

}  // namespace

extern const Check key_usage_check;
const Check key_usage_check{"key_usage", "keyUsage allows what TLS does with the key.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
