// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "ROLE_SELF_SIGNED_UNSUPPORTED",
    .severity = Severity::error,
    .message = "Outlook Anywhere does not work with a self-signed certificate, and ActiveSync only on devices that got it by hand",
    .hint = "use a certificate of a CA for the published names: `New-ExchangeCertificate -GenerateRequest -RequestFile C:\\mail.req -DomainName "
            "PUBLISHED`; or leave --published out; to go on all the same: `--accept ROLE_SELF_SIGNED_UNSUPPORTED=\"domain members only\"`",
    .source = "docs/explanation/exchange-names.md 2",
}};

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    if (certificate.facts().self_signature != SelfSignature::not_self_issued)
        add(findings, k_kinds[0], "published as " + listed(options.checklist.published));
}

bool applies(const Certificate&, const AssessmentOptions& options) {
    return options.wants(Usage::tls_server) && !options.checklist.roles.empty() && !options.checklist.published.empty();
}

}  // namespace

extern const Check role_issuer_check;
const Check role_issuer_check{"role_issuer", "What is published is not self-signed.", Refusal::untrusted_issuer, k_kinds, applies, run};

}  // namespace gpotrust::certificate
