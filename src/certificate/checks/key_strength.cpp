// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_KEY_RSA_TOO_SMALL",
        .severity = Severity::error,
        .message = "the RSA key has less than 1024 bits: Windows and Chromium block it",
        .hint = "re-create it with 2048 bits: `New-ExchangeCertificate -DomainName NAME,FQDN -KeySize 2048` or `New-SelfSignedCertificate -DnsName "
                "NAME,FQDN -KeyLength 2048`",
        .source = "KB2661254; Chromium weak key",
    },
    FindingKind{
        .code = "CERT_KEY_RSA_WEAK",
        .severity = Severity::warning,
        .message = "the RSA key has less than 2048 bits",
        .hint = "re-create it with 2048 bits: `New-ExchangeCertificate -DomainName NAME,FQDN -KeySize 2048` or `New-SelfSignedCertificate -DnsName "
                "NAME,FQDN -KeyLength 2048`",
        .source = "e_rsa_mod_less_than_2048_bits",
        .strict = Severity::error,
    },
    FindingKind{
        .code = "CERT_KEY_CURVE",
        .severity = Severity::warning,
        .message = "clients do not all take this elliptic curve",
        .hint = "re-create it with P-256: `New-SelfSignedCertificate -DnsName NAME,FQDN -KeyAlgorithm ECDSA_nistP256 -CurveExport CurveName` or "
                "`openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 365 -subj '/CN=NAME' "
                "-addext 'subjectAltName=DNS:NAME'`",
        .source = "e_ec_improper_curves",
    },
    FindingKind{
        .code = "CERT_KEY_TYPE",
        .severity = Severity::error,
        .message = "no TLS client on Windows takes this kind of key",
        .hint = "re-create it with RSA or ECDSA: `New-SelfSignedCertificate -DnsName NAME,FQDN -KeyAlgorithm RSA -KeyLength 2048`",
        .source = "e_public_key_type_not_allowed",
    },
};

constexpr unsigned k_smallest_curve_bits = 224;

void check_rsa(const PublicKey& key, std::vector<Finding>& findings) {
    if (key.bits < 1024) return add(findings, k_kinds[0], key.text);
    if (key.bits < 2048) add(findings, k_kinds[1], key.text);
}

void check_curve(const PublicKey& key, std::vector<Finding>& findings) {
    if (key.curve == "prime256v1" || key.curve == "secp384r1") return;
    if (key.bits < k_smallest_curve_bits) return add_with(findings, k_kinds[2], Severity::error, key.text + ", weaker than 112 bits");
    add(findings, k_kinds[2], key.curve == "secp521r1" ? key.text + ", which Chrome does not take" : key.text);
}

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    const PublicKey& key = certificate.facts().key;
    if (!key.readable) return add(findings, k_kinds[3], key.text + ", which cannot be read");
    switch (key.algorithm) {
        case PublicKey::Algorithm::rsa:
            return check_rsa(key, findings);
        case PublicKey::Algorithm::ec:
            return check_curve(key, findings);
        case PublicKey::Algorithm::other:
            return add(findings, k_kinds[3], key.text);
    }
}

}  // namespace

extern const Check key_strength_check;
const Check key_strength_check{"key_strength", "The key is RSA or ECDSA and strong enough.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
