// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "certificate/served_names.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_NAME_MISMATCH",
    .severity = Severity::error,
    .message = "clients connect to a name that the certificate does not serve",
    .hint = "re-create it with all its names: `New-ExchangeCertificate -DomainName NAME,FQDN` or `New-SelfSignedCertificate -DnsName NAME,FQDN`",
    .source = "RFC 9525 6",
}};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    std::vector<std::string> missing;
    for (const std::string& name : options.names) {
        if (!serves(certificate, name) && std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
    }
    if (!missing.empty()) add(findings, k_kinds[0], listed(missing));
}

}  // namespace

extern const Check asked_names_check;
const Check asked_names_check{
    "asked_names", "Every name that clients connect to is served.", Refusal::name_mismatch, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
