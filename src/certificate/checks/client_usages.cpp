// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::string_view k_any = "2.5.29.37.0";

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_EKU_NO_USAGE",
    .severity = Severity::error,
    .message = "extendedKeyUsage does not allow what the certificate is wanted for",
    .hint = "re-create it with that usage: New-SelfSignedCertificate -Type Custom -Subject 'CN=NAME' -TextExtension @('2.5.29.37={text}OID')",
    .source = "RFC 5280 4.2.1.12; MicrosoftDocs/windows-dev-docs package/create-certificate-package-signing",
}};

struct Demand {
    Usage usage;
    std::string_view oid;
    std::string_view title;
    std::string_view hint;
    bool must_be_listed;  ///< neither a missing extension nor anyExtendedKeyUsage will do
};
constexpr std::array k_demands = {
    Demand{Usage::code_signing, "1.3.6.1.5.5.7.3.3", "codeSigning is not listed",
           "re-create it to sign code: New-SelfSignedCertificate -Type Custom -Subject 'CN=PUBLISHER' -KeyUsage DigitalSignature -TextExtension "
           "@('2.5.29.37={text}1.3.6.1.5.5.7.3.3','2.5.29.19={text}')",
           true},
    Demand{Usage::tls_client, "1.3.6.1.5.5.7.3.2", "clientAuth is not listed",
           "re-create it for TLS clients: New-SelfSignedCertificate -Type Custom -Subject 'CN=NAME' -TextExtension "
           "@('2.5.29.37={text}1.3.6.1.5.5.7.3.2')",
           false},
    Demand{Usage::file_encryption, "1.3.6.1.4.1.311.10.3.4", "Encrypting File System is not listed",
           "re-create it for EFS: New-SelfSignedCertificate -Type Custom -Subject 'CN=NAME' -KeyUsage KeyEncipherment -TextExtension "
           "@('2.5.29.37={text}1.3.6.1.4.1.311.10.3.4')",
           false},
};

bool is_met(const Demand& demand, const std::optional<std::vector<std::string>>& usages) {
    if (!usages) return !demand.must_be_listed;
    const auto lists = [&usages](std::string_view oid) { return std::find(usages->begin(), usages->end(), oid) != usages->end(); };
    return lists(demand.oid) || (!demand.must_be_listed && lists(k_any));
}

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    for (const Demand& demand : k_demands) {
        if (!options.wants(demand.usage) || is_met(demand, certificate.facts().extended_key_usages)) continue;
        add(findings, k_kinds[0], demand.title);
        findings.back().hint = demand.hint;
    }
}

}  // namespace

extern const Check client_usages_check;
const Check client_usages_check{
    "client_usages", "extendedKeyUsage allows what clients other than TLS servers' want of it.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
