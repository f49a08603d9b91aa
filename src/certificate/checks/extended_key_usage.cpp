// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "gpotrust/certificate/suitability.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::string_view k_email_protection = "1.3.6.1.5.5.7.3.4";

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_EKU_NO_SERVERAUTH",
        .severity = Severity::error,
        .message = "extendedKeyUsage does not allow TLS servers (serverAuth)",
        .hint = "re-create it with serverAuth: `New-SelfSignedCertificate -DnsName NAME,FQDN` or `openssl req -x509 -newkey rsa:2048 -nodes -keyout "
                "key.pem -out cert.pem -days 365 -subj '/CN=NAME' -addext 'subjectAltName=DNS:NAME' -addext extendedKeyUsage=serverAuth`",
        .source =
            "chromium/chromium net/cert/internal/trust_store_win.cc IsCertTrustedForServerAuth; google/boringssl pki/verify_certificate_chain.cc "
            "VerifyExtendedKeyUsage",
    },
    FindingKind{
        .code = "CERT_EKU_MISSING",
        .severity = Severity::info,
        .message = "no extendedKeyUsage: the certificate is valid for all purposes",
        .hint = "narrow the trust to TLS servers: package it with --restrict-eku",
        .source = "CertGetEnhancedKeyUsage",
    },
    FindingKind{
        .code = "CERT_EKU_ANY",
        .severity = Severity::warning,
        .message = "extendedKeyUsage lists anyExtendedKeyUsage",
        .hint = "add serverAuth, best in place of anyExtendedKeyUsage: `New-SelfSignedCertificate -DnsName NAME,FQDN`; until then narrow the trust "
                "to TLS servers: package it with --restrict-eku",
        .source = "e_sub_cert_eku_check",
    },
    FindingKind{
        .code = "CERT_EKU_CODESIGN",
        .severity = Severity::warning,
        .message = "extendedKeyUsage allows more than TLS, and Trusted People also gates MSIX packages, S/MIME and EFS",
        .hint = "narrow the trust to TLS servers: package it with --restrict-eku",
        .source = "MicrosoftDocs/win32 desktop-src/appxpkg",
    },
};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    if (!facts.extended_key_usages) return add(findings, k_kinds[1]);
    if (!allows(facts, Usage::tls_server)) add(findings, k_kinds[0]);
    if (lists_usage(facts, k_usage_any)) add(findings, k_kinds[2]);
    if (lists_usage(facts, k_usage_code_signing) && !options.wants(Usage::code_signing)) add(findings, k_kinds[3], "codeSigning");
    if (lists_usage(facts, k_email_protection)) add(findings, k_kinds[3], "emailProtection");
}

}  // namespace

extern const Check extended_key_usage_check;
const Check extended_key_usage_check{
    "extended_key_usage", "extendedKeyUsage allows TLS servers, and nothing it need not.", Refusal::fitness, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
