// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr unsigned k_key_cert_sign = 1U << 5U;

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_BC_CA",
        .severity = Severity::error,
        .message = "the certificate may sign others: a leaked key could sign anything, should it ever stand in Trusted Root",
        .hint = "re-create it as an end-entity certificate: `New-SelfSignedCertificate -DnsName NAME,FQDN` or `openssl req -x509 -newkey rsa:2048 "
                "-nodes -keyout key.pem -out cert.pem -days 365 -subj '/CN=NAME' -addext 'subjectAltName=DNS:NAME' -addext "
                "basicConstraints=critical,CA:FALSE`; to take it as it is: `--accept CERT_BC_CA=\"cannot be replaced yet\"`",
        .source = "RFC 5280 4.2.1.9; e_ext_key_usage_cert_sign_without_ca",
    },
    FindingKind{
        .code = "CERT_BC_CA_UNCONSTRAINED",
        .severity = Severity::error,
        .message = "the certificate is a CA without name constraints and path length: a leaked key could sign anything, should it ever stand in "
                   "Trusted Root",
        .hint = "re-create it as an end-entity certificate: `New-SelfSignedCertificate -DnsName NAME,FQDN` or `openssl req -x509 -newkey rsa:2048 "
                "-nodes -keyout key.pem -out cert.pem -days 365 -subj '/CN=NAME' -addext 'subjectAltName=DNS:NAME' -addext "
                "basicConstraints=critical,CA:FALSE`; to take it as it is: `--accept CERT_BC_CA_UNCONSTRAINED=\"cannot be replaced yet\"`",
        .source = "RFC 5280 4.2.1.10",
    },
    FindingKind{
        .code = "CERT_BC_MISSING",
        .severity = Severity::info,
        .message = "no basicConstraints, which is fine for an end-entity certificate",
        .hint = {},
        .source = "RFC 5280 4.2.1.9",
    },
};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    const Severity severity = options.as_authority ? Severity::info : Severity::error;
    const bool may_sign = (facts.key_usage.value_or(0) & k_key_cert_sign) != 0;
    if (facts.is_ca && !facts.has_name_constraints && !facts.path_length) {
        add_with(findings, k_kinds[1], severity);
    } else if (facts.is_ca || may_sign) {
        add_with(findings, k_kinds[0], severity, facts.is_ca ? "CA:TRUE" : "keyCertSign");
    }
    if (!facts.has_basic_constraints) add(findings, k_kinds[2]);
}

}  // namespace

extern const Check basic_constraints_check;
const Check basic_constraints_check{"basic_constraints", "The certificate is no CA.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
