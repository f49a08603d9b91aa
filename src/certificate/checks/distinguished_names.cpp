// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "certificate/finding_kinds.hpp"

namespace gpotrust::certificate {

// An error where nothing of the certificate can be read for it; a warning as this rule reports it.
const FindingKind k_cert_name_string{
    .code = "CERT_NAME_STRING",
    .severity = Severity::error,
    .message = "subject or issuer hold a string of a kind that clients read differently, or not at all",
    .hint = "re-create it with plain text in its subject",
    .source = "RFC 5280 4.1.2.4",
};

namespace {

bool has_nul(const std::string& name) { return name.find('\0') != std::string::npos; }

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    // A NUL in the common name is an error of its own for TLS servers: CERT_SAN_NUL.
    const bool told_as_nul = options.wants(Usage::tls_server) && std::any_of(facts.common_names.begin(), facts.common_names.end(), has_nul);
    std::vector<std::string> faults = facts.name_faults;
    if (told_as_nul) std::erase_if(faults, [](const std::string& fault) { return fault.starts_with("CN of the subject holds"); });
    if (!faults.empty()) add_with(findings, k_cert_name_string, Severity::warning, listed(faults));
}

}  // namespace

extern const Check distinguished_names_check;
const Check distinguished_names_check{
    "distinguished_names", "Subject and issuer are made of ordinary strings.", Refusal::fitness, {&k_cert_name_string, 1}, applies_always, run};

}  // namespace gpotrust::certificate
