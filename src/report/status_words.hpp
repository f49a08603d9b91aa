// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What every form of `status` and `remind` says about a trust policy.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

/// How many trust policies are in each state.
struct StateCounts {
    std::size_t ok = 0;
    std::size_t due = 0;
    std::size_t expired = 0;
    std::size_t retired = 0;
};
[[nodiscard]] StateCounts count_states(const std::vector<renewal::TrustStatus>& trusts);
[[nodiscard]] std::vector<std::string> slugs_in(const std::vector<renewal::TrustStatus>& trusts, renewal::State state);
/// "1 expired, 2 due, 3 ok"; states nobody is in are left out.
[[nodiscard]] std::string counts_text(const StateCounts& counts);

/// The one that ends first first, retired ones last, then by slug.
[[nodiscard]] std::vector<const renewal::TrustStatus*> by_urgency(const std::vector<renewal::TrustStatus>& trusts);

/// The command that is to be run next, or nothing.
[[nodiscard]] std::string next_command(const renewal::TrustStatus& trust);
/// What that command is for, or why nothing is to be done: one sentence without a full stop.
[[nodiscard]] std::string advice(const renewal::TrustStatus& trust);
/// "40 days left", "ends within a day", "expired 3 days ago", "retired".
[[nodiscard]] std::string time_left(const renewal::TrustStatus& trust, core::UtcTime now);
/// "revision 2 waits for its import; 1 is the newest that was marked as imported", or nothing.
[[nodiscard]] std::string import_note(const renewal::TrustStatus& trust);
/// The name a certificate goes by: its first DNS name, else its subject's CN, else the thumbprint.
[[nodiscard]] std::string name_of(const ledger::RecordedCertificate& certificate);
/// The subject's common name, or nothing.
[[nodiscard]] std::string common_name(std::string_view subject);
/// "in use until 2027-01-01", "next, valid from ...", "retiring, leaves the policy on ...", "distrusted".
[[nodiscard]] std::string role_text(const renewal::CertificateStatus& certificate, core::UtcTime now);

/// Days before the end at which a renewal that was not made becomes urgent: the largest threshold below the renewal window, else half of it.
[[nodiscard]] unsigned urgent_days(const renewal::Schedule& schedule);

}  // namespace gpotrust::report
