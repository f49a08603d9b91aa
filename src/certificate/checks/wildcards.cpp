// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "certificate/served_names.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_SAN_WILDCARD",
    .severity = Severity::warning,
    .message = "a name has a wildcard",
    .hint = "re-create it with its hosts' names one by one",
    .source = "RFC 9525 6.3; e_dnsname_wildcard_only_in_left_label",
}};

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    std::vector<std::string> usable;
    std::vector<std::string> useless;
    for (const std::string& name : dns_names_of(certificate)) {
        if (name.find('*') == std::string::npos) continue;
        (is_usable_wildcard(name) ? usable : useless).push_back(name);
    }
    if (!useless.empty())
        add_with(findings, k_kinds[0], Severity::error,
                 listed(useless) + ", which clients match with nothing: only the whole first part of a name of three or more may be *");
    if (!usable.empty()) add(findings, k_kinds[0], listed(usable) + " serves names one level deep only");
}

}  // namespace

extern const Check wildcards_check;
const Check wildcards_check{"wildcards", "Wildcards are where clients take them.", Refusal::name_mismatch, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
