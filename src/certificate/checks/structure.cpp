// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_VERSION",
        .severity = Severity::error,
        .message = "the version does not fit the certificate",
        .hint = "re-create it in version 3: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 5280 4.1.2.1; e_invalid_certificate_version; e_cert_extensions_version_not_3",
    },
    FindingKind{
        .code = "CERT_EXT_DUPLICATE",
        .severity = Severity::error,
        .message = "an extension occurs twice",
        .hint = "re-create it, each extension once: `New-SelfSignedCertificate -DnsName NAME,FQDN`; with openssl req, leave out the -addext for what "
                "the configuration file has",
        .source = "RFC 5280 4.2; e_ext_duplicate_extension",
    },
    FindingKind{
        .code = "CERT_UNIQUE_ID",
        .severity = Severity::warning,
        .message = "the certificate has an issuerUniqueID or subjectUniqueID, which nobody reads",
        .hint = "re-create it without: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 5280 4.1.2.8; e_cert_contains_unique_identifier",
    },
};

void check_version(const CertificateFacts& facts, std::vector<Finding>& findings) {
    if (facts.version == 3) return;
    if (facts.extensions.empty() && facts.version == 1) {
        add_with(findings, k_kinds[0], Severity::warning, "version 1, which has no extensions and so no alternative names");
    } else {
        add(findings, k_kinds[0], fmt::format("version {} {} extensions", facts.version, facts.extensions.empty() ? "without" : "with"));
    }
}

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    check_version(certificate.facts(), findings);
    if (certificate.facts().has_unique_identifiers) add(findings, k_kinds[2]);
    std::vector<std::string> repeated;
    std::map<std::string_view, unsigned> times;
    for (const Extension& extension : certificate.facts().extensions) {
        if (++times[extension.oid] == 2) repeated.push_back(extension.oid);
    }
    if (!repeated.empty()) add(findings, k_kinds[1], listed(repeated));
}

}  // namespace

extern const Check structure_check;
const Check structure_check{
    "structure", "The version is 3, no extension occurs twice and there are no unique identifiers.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
