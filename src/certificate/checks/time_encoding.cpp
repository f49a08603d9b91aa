// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_TIME_ENCODING",
    .severity = Severity::warning,
    .message = "a date is not written as RFC 5280 asks, and clients may read it differently",
    .hint = "re-create it with dates that are written well: `New-SelfSignedCertificate -DnsName NAME,FQDN -NotAfter (Get-Date).AddYears(1)`",
    .source = "RFC 5280 4.1.2.5; e_utc_time_*; e_generalized_time_*",
}};

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    for (const std::string& fault : certificate.facts().time_faults) add(findings, k_kinds[0], fault);
}

}  // namespace

extern const Check time_encoding_check;
const Check time_encoding_check{
    "time_encoding", "Both dates have seconds, are in UTC and of the right type.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
