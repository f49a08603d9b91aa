// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "certificate/checks/check.hpp"

namespace gpotrust::certificate {
namespace {

enum Kind : std::size_t { negative, zero, too_long };

constexpr std::string_view k_hint = "re-create it, with no serial number of your own: `New-SelfSignedCertificate -DnsName NAME,FQDN`";

constexpr std::array k_kinds = {
    FindingKind{
        .code = "CERT_SERIAL_NEGATIVE",
        .severity = Severity::warning,
        .message = "the serial number is negative, which clients tolerate in a certificate that is trusted directly",
        .hint = k_hint,
        .source = "RFC 5280 4.1.2.2; e_serial_number_not_positive",
    },
    FindingKind{
        .code = "CERT_SERIAL_ZERO",
        .severity = Severity::warning,
        .message = "the serial number is zero, which clients tolerate in a certificate that is trusted directly",
        .hint = k_hint,
        .source = "RFC 5280 4.1.2.2; e_serial_number_not_positive",
    },
    FindingKind{
        .code = "CERT_SERIAL_LONG",
        .severity = Severity::warning,
        .message = "the serial number has more than 20 octets, which clients tolerate in a certificate that is trusted directly",
        .hint = k_hint,
        .source = "RFC 5280 4.1.2.2; e_serial_number_longer_than_20_octets",
    },
};

constexpr std::size_t k_most_octets = 20;

/// The octets of the INTEGER: a first octet of 0x80 and more needs a zero octet before it, which a negative number's mostly does not.
std::size_t octets_of_serial(std::string_view magnitude, bool is_negative) {
    const bool needs_sign = !is_negative && magnitude.front() >= '8';
    return magnitude.size() / 2 + (needs_sign ? 1 : 0);
}

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    std::string_view magnitude = certificate.facts().serial_hex;
    if (magnitude.empty()) return;
    const bool is_negative = magnitude.front() == '-';
    if (is_negative) {
        add(findings, k_kinds[negative]);
        magnitude.remove_prefix(1);
    }
    if (magnitude.find_first_not_of('0') == std::string_view::npos) return add(findings, k_kinds[zero]);
    const std::size_t octets = octets_of_serial(magnitude, is_negative);
    if (octets > k_most_octets) add(findings, k_kinds[too_long], fmt::format("{} octets", octets));
}

}  // namespace

extern const Check serial_number_check;
const Check serial_number_check{
    "serial_number", "The serial number is positive and has at most 20 octets.", Refusal::fitness, k_kinds, applies_always, run};

}  // namespace gpotrust::certificate
