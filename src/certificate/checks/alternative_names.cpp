// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <map>
#include <set>

#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_SAN_MISSING",
        .severity = Severity::error,
        .message = "no subjectAltName: Chrome, Edge and Firefox ignore the common name",
        .hint = "re-create it with its names: `New-ExchangeCertificate -DomainName NAME,FQDN` or `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 9525; e_ext_san_missing",
        .legacy_exchange = Severity::warning,
    },
    FindingKind{
        .code = "CERT_SAN_EMPTY",
        .severity = Severity::error,
        .message = "the subjectAltName holds nothing that TLS clients look for",
        .hint = "re-create it with its names: `New-ExchangeCertificate -DomainName NAME,FQDN` or `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "e_ext_san_no_entries",
    },
    FindingKind{
        .code = "CERT_CN_NOT_IN_SAN",
        .severity = Severity::warning,
        .message = "the common name is not among the alternative names",
        .hint = "re-create it with the common name among its names: `New-ExchangeCertificate -SubjectName CN=NAME -DomainName NAME,FQDN` or "
                "`New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 9525 2; e_subject_common_name_not_from_san",
    },
    FindingKind{
        .code = "CERT_SAN_DUPLICATE",
        .severity = Severity::info,
        .message = "the subjectAltName has an entry twice",
        .hint = {},
        .source = {},
    },
};

std::vector<std::string> repeated_names(const std::vector<AlternativeName>& names) {
    std::map<std::pair<AlternativeName::Kind, std::string>, unsigned> times;
    std::vector<std::string> repeated;
    for (const AlternativeName& name : names) {
        if (name.kind == AlternativeName::Kind::other) continue;  // known by their type alone
        if (++times[{name.kind, core::ascii_lower(name.value)}] == 2) repeated.push_back(name.value);
    }
    return repeated;
}

std::vector<std::string> lone_common_names(const Certificate& certificate) {
    std::set<std::string> names;
    for (const std::string& name : certificate.names()) names.insert(core::ascii_lower(name));
    std::vector<std::string> lone;
    for (const std::string& name : certificate.facts().common_names) {
        if (name.find('\0') != std::string::npos) continue;  // CERT_SAN_NUL says the greater fault
        if (names.insert(core::ascii_lower(name)).second) lone.push_back(core::printable(name));
    }
    return lone;
}

bool is_for_tls(const AlternativeName& name) { return name.kind == AlternativeName::Kind::dns || name.kind == AlternativeName::Kind::ip; }

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    if (!facts.alternative_names) return add(findings, k_kinds[0]);
    if (facts.alternative_names->empty()) return add(findings, k_kinds[1], "it has no entry");
    if (std::none_of(facts.alternative_names->begin(), facts.alternative_names->end(), is_for_tls)) {
        // Exchange's own clients take the common name, as they do without the extension.
        const bool has_other = options.profile == Profile::legacy_exchange && !facts.common_names.empty();
        return add_with(findings, k_kinds[1], has_other ? Severity::warning : Severity::error, "it has no DNS name and no address");
    }
    if (const auto lone = lone_common_names(certificate); !lone.empty()) add(findings, k_kinds[2], listed(lone));
    if (const auto repeated = repeated_names(*facts.alternative_names); !repeated.empty()) add(findings, k_kinds[3], listed(repeated));
}

}  // namespace

extern const Check alternative_names_check;
const Check alternative_names_check{"alternative_names",    "The certificate carries its names where TLS clients look for them.",
                                    Refusal::name_mismatch, k_kinds,
                                    applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
