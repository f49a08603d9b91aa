// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "certificate/served_names.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

enum Kind : std::size_t { not_ia5, nul, bad_label, too_long, underscore, internal, address };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_SAN_NOT_IA5",
        .severity = Severity::error,
        .message = "a DNS name holds characters beyond ASCII, and clients match it with nothing",
        .hint = "re-create it with the A-label (xn--...) of the name",
        .source = "RFC 5280 4.2.1.6; e_ext_san_dns_not_ia5_string",
    },
    FindingKind{
        .code = "CERT_SAN_NUL",
        .severity = Severity::error,
        .message = "a name holds a NUL character, at which careless clients stop reading",
        .hint = "find out who made this certificate; re-create it: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "CVE-2009-2408; e_san_dns_name_includes_null_char",
    },
    FindingKind{
        .code = "CERT_SAN_BAD_LABEL",
        .severity = Severity::warning,
        .message = "a DNS name has an empty part, or a character that host names do not have",
        .hint = "re-create it with the names as clients type them, without the faulty ones: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 1123 2.1; e_dnsname_bad_character_in_label; e_dnsname_empty_label; e_dnsname_hyphen_in_sld",
    },
    FindingKind{
        .code = "CERT_SAN_TOO_LONG",
        .severity = Severity::warning,
        .message = "a DNS name has more than 253 characters, or a part of more than 63",
        .hint = "re-create it with names that DNS can hold: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 1035 2.3.4; e_dnsname_label_too_long; e_ext_san_dns_name_too_long",
    },
    FindingKind{
        .code = "CERT_SAN_UNDERSCORE",
        .severity = Severity::warning,
        .message = "a DNS name has an underscore, which NetBIOS names may have and host names may not",
        .hint = "re-create it with the host's DNS name beside this one",
        .source = "RFC 1123 2.1; w_dnsname_underscore_in_trd",
    },
    FindingKind{
        .code = "CERT_SAN_INTERNAL",
        .severity = Severity::info,
        .message = "it serves internal names, as only a self-signed certificate can",
        .hint = {},
        .source = "CA/Browser Forum Baseline Requirements 4.2.2; RFC 6761; RFC 6762 appendix G",
    },
    FindingKind{
        .code = "CERT_SAN_IP_AS_DNS",
        .severity = Severity::warning,
        .message = "an address is written as a DNS name, and clients of today do not match it",
        .hint = "re-create it with the address as such: `New-SelfSignedCertificate -Subject 'CN=NAME' -TextExtension "
                "@('2.5.29.17={text}DNS=NAME&IPAddress=ADDRESS')`",
        .source = "RFC 5280 4.2.1.6; RFC 9525 6.5",
    },
};

// Names that nobody can register: RFC 2606, 6761, 6762 appendix G, 7686, 8375 and 9476, ICANN's decisions on corp, home, mail (2018) and internal (2024).
constexpr std::array<std::string_view, 21> k_internal_endings = {"alt",   "corp",      "domain",  "example", "home",    "host",  "internal",
                                                                 "intra", "intranet",  "invalid", "lan",     "loc",     "local", "localdomain",
                                                                 "mail",  "localhost", "onion",   "priv",    "private", "test",  "workgroup"};

bool is_host_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

/// What wildcards and underscores are to say is theirs.
bool is_bad(std::string_view label) {
    if (label.empty() || label.front() == '-' || label.back() == '-') return true;
    return !std::all_of(label.begin(), label.end(), [](char c) { return is_host_character(c) || c == '_' || c == '*'; });
}

bool is_internal(const std::vector<std::string_view>& labels) {
    if (labels.size() == 1) return labels.front() != "*";
    if (core::ascii_iequals(labels.back(), "arpa")) return core::ascii_iequals(labels[labels.size() - 2], "home");
    const auto is_ending = [&labels](std::string_view ending) { return core::ascii_iequals(ending, labels.back()); };
    return std::any_of(k_internal_endings.begin(), k_internal_endings.end(), is_ending);
}

struct Sorted {
    std::array<std::vector<std::string>, k_kinds.size()> names;
};

void sort_name(const std::string& name, Sorted& sorted) {
    constexpr std::size_t k_longest_name = 253;
    constexpr std::size_t k_longest_label = 63;
    if (address_in(name)) return sorted.names[address].push_back(name);
    const std::vector<std::string_view> labels = labels_of(name);
    const bool long_label = std::any_of(labels.begin(), labels.end(), [](std::string_view label) { return label.size() > k_longest_label; });
    if (std::any_of(labels.begin(), labels.end(), is_bad)) {
        sorted.names[bad_label].push_back(fmt::format("\"{}\"", core::printable(name)));
    } else if (is_internal(labels)) {
        sorted.names[internal].push_back(name);
    }
    if (long_label || name.size() > k_longest_name) sorted.names[too_long].push_back(name);
    if (name.find('_') != std::string::npos) sorted.names[underscore].push_back(name);
}

Sorted sort_names(const CertificateFacts& facts) {
    Sorted sorted;
    for (const std::string& common_name : facts.common_names) {
        if (common_name.find('\0') != std::string::npos) sorted.names[nul].push_back("the common name " + core::printable(common_name));
    }
    if (!facts.alternative_names) return sorted;
    for (const AlternativeName& name : *facts.alternative_names) {
        if (name.kind != AlternativeName::Kind::dns) continue;
        if (name.fault == AlternativeName::Fault::nul) {
            sorted.names[nul].push_back(name.value);
        } else if (name.fault == AlternativeName::Fault::not_ia5) {
            sorted.names[not_ia5].push_back(name.value);
        } else {
            sort_name(name.value, sorted);
        }
    }
    return sorted;
}

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    const Sorted sorted = sort_names(certificate.facts());
    for (std::size_t kind = 0; kind < k_kinds.size(); ++kind) {
        if (!sorted.names[kind].empty()) add(findings, k_kinds[kind], listed(sorted.names[kind]));
    }
}

}  // namespace

extern const Check dns_names_check;
const Check dns_names_check{
    "dns_names", "The DNS names are such as clients can type and match.", Refusal::name_mismatch, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
