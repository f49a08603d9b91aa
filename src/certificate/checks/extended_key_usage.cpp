// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::string_view k_server_auth = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view k_code_signing = "1.3.6.1.5.5.7.3.3";
constexpr std::string_view k_email_protection = "1.3.6.1.5.5.7.3.4";
constexpr std::string_view k_any = "2.5.29.37.0";

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_EKU_NO_SERVERAUTH",
        .severity = Severity::error,
        .message = "extendedKeyUsage does not allow TLS servers (serverAuth)",
        .hint = "re-create it with serverAuth: New-SelfSignedCertificate -DnsName NAME,FQDN -TextExtension @('2.5.29.37={text}1.3.6.1.5.5.7.3.1') "
                "(openssl "
                "req -x509: -addext extendedKeyUsage=serverAuth)",
        .source =
            "chromium/chromium net/cert/internal/trust_store_win.cc IsCertTrustedForServerAuth; google/boringssl pki/verify_certificate_chain.cc "
            "VerifyExtendedKeyUsage",
    },
    FindingKind{
        .code = "CERT_EKU_MISSING",
        .severity = Severity::info,
        .message = "no extendedKeyUsage: the certificate is valid for all purposes",
        .hint = "narrow the trust to TLS servers: gpotrust package --restrict-eku",
        .source = "CertGetEnhancedKeyUsage",
    },
    FindingKind{
        .code = "CERT_EKU_ANY",
        .severity = Severity::warning,
        .message = "extendedKeyUsage lists anyExtendedKeyUsage",
        .hint = "narrow the trust to TLS servers: gpotrust package --restrict-eku",
        .source = "e_sub_cert_eku_check",
    },
    FindingKind{
        .code = "CERT_EKU_CODESIGN",
        .severity = Severity::warning,
        .message = "extendedKeyUsage allows more than TLS, and Trusted People also gates MSIX packages, S/MIME and EFS",
        .hint = "narrow the trust to TLS servers: gpotrust package --restrict-eku",
        .source = "MicrosoftDocs/win32 desktop-src/appxpkg",
    },
};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const auto& usages = certificate.facts().extended_key_usages;
    if (!usages) return add(findings, k_kinds[1]);
    const auto lists = [&usages](std::string_view oid) { return std::find(usages->begin(), usages->end(), oid) != usages->end(); };
    if (!lists(k_server_auth) && !lists(k_any)) add(findings, k_kinds[0]);
    if (lists(k_any)) add(findings, k_kinds[2]);
    if (lists(k_code_signing) && !options.wants(Usage::code_signing)) add(findings, k_kinds[3], "codeSigning");
    if (lists(k_email_protection)) add(findings, k_kinds[3], "emailProtection");
}

}  // namespace

extern const Check extended_key_usage_check;
const Check extended_key_usage_check{
    "extended_key_usage", "extendedKeyUsage allows TLS servers, and nothing it need not.", Refusal::fitness, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
