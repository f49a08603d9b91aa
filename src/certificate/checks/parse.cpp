// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/finding_kinds.hpp"

namespace gpotrust::certificate {

const FindingKind k_cert_parse{
    .code = "CERT_PARSE",
    .severity = Severity::error,
    .message = "this is not a well-formed DER X.509 certificate",
    .hint = "export the certificate again as \"DER encoded binary X.509 (.CER)\"; if the fault stays, re-create it",
    .source = "RFC 5280 4.1",
    .acceptable = false,
};

namespace {

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    for (const std::string& fault : certificate.facts().encoding_faults) add(findings, k_cert_parse, fault);
}

}  // namespace

extern const Check parse_check;
const Check parse_check{"parse", "The certificate is DER and everything in it can be decoded.", Refusal::fitness, {&k_cert_parse, 1}, applies_always,
                        run};

}  // namespace gpotrust::certificate
