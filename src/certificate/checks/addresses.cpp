// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_SAN_IP",
    .severity = Severity::info,
    .message = "it serves addresses",
    .hint = "re-create it with plain addresses: `New-SelfSignedCertificate -Subject 'CN=NAME' -TextExtension "
            "@('2.5.29.17={text}DNS=NAME&IPAddress=ADDRESS')`",
    .source = "RFC 5280 4.2.1.6",
}};

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    if (!certificate.facts().alternative_names) return;
    std::array<std::vector<std::string>, 3> sorted;
    for (const AlternativeName& name : *certificate.facts().alternative_names) {
        if (name.kind != AlternativeName::Kind::ip) continue;
        const bool has_mask = name.fault == AlternativeName::Fault::address_with_mask;
        sorted[name.well_formed ? 0 : has_mask ? 1 : 2].push_back(name.value);
    }
    if (!sorted[1].empty()) add_with(findings, k_kinds[0], Severity::error, listed(sorted[1]) + " has a mask, and clients match it with nothing");
    if (!sorted[2].empty())
        add_with(findings, k_kinds[0], Severity::error, listed(sorted[2]) + " has neither 4 nor 16 octets, and clients match it with nothing");
    if (!sorted[0].empty()) add(findings, k_kinds[0], listed(sorted[0]));
}

}  // namespace

extern const Check addresses_check;
const Check addresses_check{"addresses", "Addresses have 4 or 16 octets.", Refusal::name_mismatch, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
