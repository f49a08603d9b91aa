// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::string_view k_source = "chromium/chromium net/cert/internal/trust_store_win.cc WithRequireLeafSelfSigned";

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_NOT_SELF_ISSUED",
        .severity = Severity::error,
        .message = "the certificate was issued by another one: Chromium will not trust it in Trusted People",
        .hint = "put the CA's own certificate (here CA.cer) into Trusted Root Certification Authorities instead: `gpotrust package --store Root "
                "--allow-root CA.cer`",
        .source = k_source,
    },
    FindingKind{
        .code = "CERT_SELF_SIG_INVALID",
        .severity = Severity::error,
        .message = "the certificate's signature does not verify with its own key: it is damaged or was substituted",
        .hint = "export it again, and compare the thumbprint with the one on the server: `Get-ChildItem Cert:\\LocalMachine\\My`",
        .source = k_source,
        .acceptable = false,
    },
    FindingKind{
        .code = "CERT_SELF_SIG_UNVERIFIABLE",
        .severity = Severity::error,
        .message = "the certificate's signature cannot be verified",
        .hint = "re-create it with RSA or ECDSA and SHA-256: `New-SelfSignedCertificate -DnsName NAME,FQDN -KeyAlgorithm RSA -KeyLength 2048 "
                "-HashAlgorithm SHA256`",
        .source = k_source,
    },
};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    switch (facts.self_signature) {
        case SelfSignature::valid:
            return;
        case SelfSignature::not_self_issued:
            // An intermediate CA is issued by another one, and stands beside it in its own store.
            return add_with(findings, k_kinds[0], options.as_authority && facts.is_ca ? Severity::info : Severity::error, "issuer " + facts.issuer);
        case SelfSignature::invalid:
            return add(findings, k_kinds[1]);
        case SelfSignature::unverifiable:
            return add(findings, k_kinds[2], fmt::format("{} with a key of {}", facts.signature_algorithm, facts.key.text));
    }
}

}  // namespace

extern const Check self_signature_check;
const Check self_signature_check{"self_signature",
                                 "Issuer and subject are equal and the signature verifies with the certificate's own key.",
                                 Refusal::untrusted_issuer,
                                 k_kinds,
                                 applies_always,
                                 run};

}  // namespace gpotrust::certificate
