// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/report/print.hpp"
#include "support/catch.hpp"

/// Trust policies made by hand, seen on 2026-11-22.
namespace gpotrust::test {

inline core::UtcTime at(const char* text) { return *core::parse_utc_time(text); }

inline ledger::RecordedCertificate recorded(const char* name, const char* role, const char* not_before, const char* not_after,
                                            const char* until = nullptr) {
    ledger::RecordedCertificate certificate;
    certificate.sha1.octets.fill(static_cast<std::uint8_t>(name[0] + not_after[3]));
    certificate.store = "TrustedPeople";
    certificate.role = role;
    certificate.not_before = at(not_before);
    certificate.not_after = at(not_after);
    if (until != nullptr) certificate.until = at(until);
    certificate.subject = std::string("O=Contoso, CN=") + name;
    certificate.names = {name};
    return certificate;
}

inline ledger::TrustState policy(const char* slug, const char* gpo_name, unsigned revision, std::vector<ledger::RecordedCertificate> certificates) {
    ledger::TrustState state;
    state.newest.slug = slug;
    state.newest.gpo_name = gpo_name;
    state.newest.domain = "contoso.com";
    state.newest.gpo_guid.octets.fill(static_cast<std::uint8_t>(slug[0]));
    state.newest.revision = revision;
    state.newest.scope = "both";
    state.newest.time = at("2026-03-01T10:00:00Z");
    state.newest.operator_name = "CHG-1";
    state.newest.certificates = std::move(certificates);
    return state;
}

inline report::StatusOutcome outcome_of(const std::vector<ledger::TrustState>& states, core::UtcTime now = at("2026-11-22")) {
    report::StatusOutcome outcome;
    outcome.estate = "/srv/trust-estate";
    outcome.has_ledger = true;
    outcome.now = now;
    for (const ledger::TrustState& state : states) outcome.trusts.push_back(renewal::status_of(state, outcome.schedule, now));
    return outcome;
}

/// One of each: in order with an overlap, due, expired, retired. Sorted by slug.
inline report::StatusOutcome sample_status() {
    ledger::TrustState app = policy("app", "Trust App Signer", 3,
                                    {recorded("app.contoso.com", "retiring", "2025-06-01", "2027-06-01", "2026-12-24"),
                                     recorded("app.contoso.com", "current", "2026-11-01", "2028-11-01")});
    app.imported = app.newest;
    app.imported->revision = 2;
    return outcome_of(
        {app, policy("mail", "Trust mail, \"inside\"; & <b>outside</b>", 2, {recorded("mail.contoso.com", "current", "2026-01-01", "2027-01-01")}),
         policy("old", "=HYPERLINK(1)", 1, {recorded("old.contoso.com", "current", "2025-11-19", "2026-11-19")}),
         policy("past", "Trust past", 4, {})});
}

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline std::vector<std::string> lines_of(const std::string& text, const std::string& line_end) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find(line_end, start);
        REQUIRE(end != std::string::npos);  // the last line has its end, too
        lines.push_back(text.substr(start, end - start));
        start = end + line_end.size();
    }
    return lines;
}

}  // namespace gpotrust::test
