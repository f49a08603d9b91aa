// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "gpotrust/certificate/suitability.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_EKU_NO_USAGE",
    .severity = Severity::error,
    .message = "extendedKeyUsage does not allow what the certificate is wanted for",
    .hint = "re-create it with that usage: `New-SelfSignedCertificate -Type Custom -Subject 'CN=NAME' -TextExtension @('2.5.29.37={text}OID')`",
    .source = "RFC 5280 4.2.1.12; MicrosoftDocs/windows-dev-docs package/create-certificate-package-signing",
}};

struct Demand {
    Usage usage;
    std::string_view title;
};
constexpr std::array k_demands = {
    Demand{Usage::code_signing, "codeSigning is not listed"},
    Demand{Usage::tls_client, "clientAuth is not listed"},
    Demand{Usage::file_encryption, "Encrypting File System is not listed"},
};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    for (const Demand& demand : k_demands) {
        if (options.wants(demand.usage) && !allows(certificate.facts(), demand.usage)) add(findings, k_kinds[0], demand.title);
    }
}

}  // namespace

extern const Check client_usages_check;
const Check client_usages_check{
    "client_usages", "extendedKeyUsage allows what clients other than TLS servers' want of it.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
