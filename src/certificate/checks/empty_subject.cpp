// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_SUBJECT_EMPTY",
    .severity = Severity::warning,
    .message = "the subject is empty",
    .hint = "re-create it with a subject, which the first name is: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
    .source = "RFC 5280 4.1.2.6",
}};

constexpr std::string_view k_alternative_name = "2.5.29.17";

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    if (!facts.subject.empty()) return;
    const auto critical_names = [](const Extension& extension) { return extension.oid == k_alternative_name && extension.critical; };
    const bool has_critical = std::any_of(facts.extensions.begin(), facts.extensions.end(), critical_names);
    add(findings, k_kinds[0], has_critical ? "" : "no critical subjectAltName stands for it");
}

}  // namespace

extern const Check empty_subject_check;
const Check empty_subject_check{"empty_subject", "The subject says whose certificate it is.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
