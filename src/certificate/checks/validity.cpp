// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <chrono>

#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

using namespace std::chrono_literals;

enum Kind : std::size_t { order, not_yet, expired, expiring, no_expiry, too_long };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_VALIDITY_ORDER",
        .severity = Severity::error,
        .message = "the certificate ends before it begins",
        .hint = "re-create it: `New-SelfSignedCertificate -DnsName NAME,FQDN -NotAfter (Get-Date).AddYears(1)`",
        .source = "e_validity_time_not_positive",
    },
    FindingKind{
        .code = "CERT_NOT_YET_VALID",
        .severity = Severity::error,
        .message = "the certificate is not valid yet",
        .hint = "check the clock; to distribute it beforehand: `--accept CERT_NOT_YET_VALID=\"distributed before the change\"`",
        .source = "RFC 5280 4.1.2.5",
    },
    FindingKind{
        .code = "CERT_EXPIRED",
        .severity = Severity::error,
        .message = "the certificate has expired",
        .hint = "make a new one on the server: `Get-ExchangeCertificate -Thumbprint THUMBPRINT | New-ExchangeCertificate -PrivateKeyExportable "
                "$true`; elsewhere: `New-SelfSignedCertificate -DnsName NAME,FQDN -NotAfter (Get-Date).AddYears(1)`",
        .source = "RFC 5280 4.1.2.5",
    },
    FindingKind{
        .code = "CERT_EXPIRING",
        .severity = Severity::warning,
        .message = "the certificate ends soon",
        .hint = "make the next one on the server: `Get-ExchangeCertificate -Thumbprint THUMBPRINT | New-ExchangeCertificate -PrivateKeyExportable "
                "$true`; elsewhere: `New-SelfSignedCertificate -DnsName NAME,FQDN -NotAfter (Get-Date).AddYears(1)`; then distribute it beside this "
                "one, with --add and the same --gpo-name",
        .source = {},
    },
    FindingKind{
        .code = "CERT_NO_EXPIRY",
        .severity = Severity::warning,
        .message = "the certificate has no end (99991231235959Z)",
        .hint = "re-create it with an end: `New-SelfSignedCertificate -DnsName NAME,FQDN -NotAfter (Get-Date).AddYears(1)`",
        .source = "RFC 5280 4.1.2.5",
    },
    FindingKind{
        .code = "CERT_VALIDITY_LONG",
        .severity = Severity::info,
        .message = "the certificate is valid for long",
        .hint = "one year is the recipe's cycle: `New-SelfSignedCertificate -DnsName NAME,FQDN -NotAfter (Get-Date).AddYears(1)`",
        .source = "e_tls_server_cert_valid_time_longer_than_398_days",
    },
};

constexpr auto k_clock_tolerance = 5min;
constexpr core::UtcTime k_no_end = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31} + 23h + 59min + 59s;

std::string days(std::int64_t count) { return fmt::format("{} day{}", count, count == 1 ? "" : "s"); }

void check_end(const CertificateFacts& facts, core::UtcTime now, std::vector<Finding>& findings) {
    const std::string date = core::to_date(facts.not_after);
    if (facts.not_after < now)
        return add(findings, k_kinds[expired], fmt::format("ended {} ago, on {}", days(core::days_between(facts.not_after, now)), date));
    const std::int64_t left = core::days_between(now, facts.not_after);
    if (left >= 60) return;
    add_with(findings, k_kinds[expiring], left < 30 ? Severity::warning : Severity::info, fmt::format("{} left, until {}", days(left), date));
}

void check_length(const CertificateFacts& facts, std::vector<Finding>& findings) {
    if (facts.not_after == k_no_end) return add(findings, k_kinds[no_expiry]);
    // A day that has begun counts.
    const std::int64_t length = core::days_between(facts.not_before, facts.not_after - 1s) + 1;
    if (length > 825) {
        add_with(findings, k_kinds[too_long], Severity::warning, fmt::format("{}; clients of Apple refuse more than 825", days(length)));
    } else if (length > 398) {
        add(findings, k_kinds[too_long], fmt::format("{}; more than 398 only public CAs may not issue", days(length)));
    }
}

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const CertificateFacts& facts = certificate.facts();
    if (facts.not_after < facts.not_before) {
        return add(findings, k_kinds[order], fmt::format("from {} to {}", core::to_iso8601(facts.not_before), core::to_iso8601(facts.not_after)));
    }
    if (facts.not_before > options.now + k_clock_tolerance) {
        add(findings, k_kinds[not_yet], fmt::format("it begins on {}", core::to_iso8601(facts.not_before)));
    }
    check_end(facts, options.now, findings);
    check_length(facts, findings);
}

}  // namespace

extern const Check validity_check;
const Check validity_check{"validity", "Now lies between the certificate's dates, and they make sense.", Refusal::expired, k_kinds, applies_always,
                           run};

}  // namespace gpotrust::certificate
