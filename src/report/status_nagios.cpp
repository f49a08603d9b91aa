// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Monitoring Plugins Development Guidelines: "Plugin Output for Nagios", "Threshold and Ranges", "Plugin Return Codes".
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report {
namespace {

using renewal::State;
using renewal::TrustStatus;

constexpr int k_unknown = 3;
constexpr std::array<std::string_view, 4> k_words{"OK", "WARNING", "CRITICAL", "UNKNOWN"};

/// One line, and no '|', which begins the performance data.
std::string on_one_line(std::string_view text) {
    std::string line = core::printable(text);
    std::replace(line.begin(), line.end(), '|', '/');
    return line;
}

std::string named(const StatusOutcome& outcome) {
    constexpr std::size_t k_most = 5;
    std::string list;
    std::size_t number = 0;
    for (const TrustStatus* trust : by_urgency(outcome.trusts)) {
        if (trust->state != State::due && trust->state != State::expired) continue;
        if (++number <= k_most) list.append(list.empty() ? ": " : ", ").append(trust->slug + " (" + time_left(*trust, outcome.now) + ")");
    }
    return number > k_most ? fmt::format("{} and {} more", list, number - k_most) : list;
}

/// Warning and critical as ranges that are right: at least the days of the renewal window, at least none past.
std::string performance(const StatusOutcome& outcome, const StateCounts& counts) {
    std::string data = fmt::format("trusts={};;;0 due={};0;;0 expired={};;0;0", outcome.trusts.size(), counts.due, counts.expired);
    for (const TrustStatus& trust : outcome.trusts) {
        if (!trust.not_after || !trust.renew_from || !trust.days_left) continue;
        data += fmt::format(" {}={};{}:;0:", trust.slug, *trust.days_left, core::days_between(*trust.renew_from, *trust.not_after));
    }
    return data;
}

}  // namespace

int nagios_status(const StatusOutcome& outcome) {
    // A check that looks at the wrong folder must not be green.
    if (outcome.error || !outcome.has_ledger) return k_unknown;
    const StateCounts counts = count_states(outcome.trusts);
    if (counts.expired != 0) return 2;
    return counts.due != 0 ? 1 : 0;
}

std::string to_nagios(const StatusOutcome& outcome) {
    const std::string head = fmt::format("GPOTRUST {} - ", k_words.at(static_cast<std::size_t>(nagios_status(outcome))));
    if (outcome.error) return head + on_one_line(outcome.error->text()) + "\n";
    if (!outcome.has_ledger) return head + on_one_line("no ledger in " + outcome.estate) + "\n";
    const StateCounts counts = count_states(outcome.trusts);
    const std::string told = outcome.trusts.empty() ? std::string("no trust policy") : counts_text(counts) + named(outcome);
    return head + on_one_line(told) + " | " + performance(outcome, counts) + "\n";
}

}  // namespace gpotrust::report
