// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/finding.hpp"

#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {
constexpr FindingKind k_expired{"CERT_EXPIRED", Severity::error, "the certificate has expired", "run gpotrust renew", "RFC 5280 4.1.2.5"};
constexpr FindingKind k_mismatch{.code = "KEY_MISMATCH", .severity = Severity::error, .message = "m", .hint = "", .source = "", .acceptable = false};
}  // namespace

TEST_CASE("finding: is made from its kind, with the detail after a colon") {
    const Finding finding = make_finding(k_expired, "on 2026-11-22");
    CHECK(finding.code == "CERT_EXPIRED");
    CHECK(finding.message == "the certificate has expired: on 2026-11-22");
    CHECK(finding.hint == "run gpotrust renew");
    CHECK(finding.source == "RFC 5280 4.1.2.5");
    CHECK(finding.acceptable);
    CHECK(make_finding(k_expired).message == "the certificate has expired");
    CHECK_FALSE(make_finding(k_mismatch).acceptable);
}

TEST_CASE("finding: only errors that nobody accepted block") {
    Finding finding = make_finding(k_expired);
    CHECK(finding.is_blocking());
    finding.accepted_because = "test system";
    CHECK_FALSE(finding.is_blocking());
    finding = make_finding(k_expired);
    finding.severity = Severity::warning;
    CHECK_FALSE(finding.is_blocking());

    CHECK_FALSE(any_blocking({}));
    const std::vector<Finding> some{finding, make_finding(k_expired)};
    CHECK(any_blocking(some));
    CHECK_FALSE(any_blocking(std::span(some).first(1)));
}

TEST_CASE("finding: severities have the words of the JSON schema") {
    CHECK(to_text(Severity::info) == "info");
    CHECK(to_text(Severity::warning) == "warning");
    CHECK(to_text(Severity::error) == "error");
}
