// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_SIGALG_MISMATCH",
        .severity = Severity::error,
        .message = "the certificate names two different signature algorithms",
        .hint = "export it again; if the fault stays, re-create it: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 5280 4.1.1.2",
    },
    FindingKind{
        .code = "CERT_SIG_MD5",
        .severity = Severity::error,
        .message = "the signature uses a broken digest (MD2, MD4 or MD5)",
        .hint = "re-create it with SHA-256: `New-SelfSignedCertificate -DnsName NAME,FQDN -HashAlgorithm SHA256` or `openssl req -x509 -newkey "
                "rsa:2048 -nodes -keyout key.pem -out cert.pem -days 365 -subj '/CN=NAME' -addext 'subjectAltName=DNS:NAME' -sha256`",
        .source = "CERT_CHAIN_DISABLE_MD2_MD4; e_signature_algorithm_not_supported",
    },
    FindingKind{
        .code = "CERT_SIG_SHA1",
        .severity = Severity::warning,
        .message = "the signature uses SHA-1: usual for Exchange 2007, accepted for a certificate that is trusted directly",
        .hint = "next time: `New-SelfSignedCertificate -DnsName NAME,FQDN -HashAlgorithm SHA256`",
        .source = "blogs.windows.com 2016-11-18; e_sub_cert_or_sub_ca_using_sha1",
        .strict = Severity::error,
    },
};

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    if (!facts.signature_algorithms_agree) add(findings, k_kinds[0]);
    // MD2 is so old that the library may know neither its digest nor its name.
    const bool md2 = facts.signature_algorithm == "1.2.840.113549.1.1.2";
    const std::string& digest = facts.signature_digest;
    if (md2 || digest == "md2" || digest == "md4" || digest == "md5") add(findings, k_kinds[1], facts.signature_algorithm);
    if (digest == "sha1") add(findings, k_kinds[2], facts.signature_algorithm);
}

}  // namespace

extern const Check signature_algorithm_check;
const Check signature_algorithm_check{"signature_algorithm", "The signature's digest is not broken and both places name the same algorithm.",
                                      Refusal::fitness,      k_kinds,
                                      applies_always,        run};

}  // namespace gpotrust::certificate
