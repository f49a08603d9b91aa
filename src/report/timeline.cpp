// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace gpotrust::report {
namespace {

using core::UtcTime;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;

constexpr days k_most_back{365};
constexpr days k_most_ahead{730};
constexpr days k_least_back{30};
constexpr days k_least_ahead{90};
constexpr std::size_t k_most_ticks = 6;
constexpr std::int64_t k_whole = 10'000;

std::string hundredths_text(std::int64_t hundredths) { return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100); }

std::string month_label(const year_month& month) {
    constexpr std::array<std::string_view, 12> k_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{} {}", k_names.at(static_cast<unsigned>(month.month()) - 1), static_cast<int>(month.year()));
}

year_month month_of(UtcTime time) {
    const std::chrono::year_month_day date{std::chrono::floor<days>(time)};
    return {date.year(), date.month()};
}

/// The first month from `first` on whose number fits the step: quarters begin in January.
year_month aligned(year_month first, unsigned step) {
    while ((static_cast<unsigned>(first.month()) - 1) % step != 0) first += months{1};
    return first;
}

}  // namespace

Timeline::Timeline(const std::vector<renewal::TrustStatus>& trusts, UtcTime now) : m_from(now - k_least_back), m_to(now + k_least_ahead) {
    for (const renewal::TrustStatus& trust : trusts) {
        for (const renewal::CertificateStatus& certificate : trust.certificates) {
            m_from = std::min(m_from, certificate.recorded.not_before);
            m_to = std::max(m_to, certificate.recorded.not_after + days{14});
        }
    }
    m_from = std::max(m_from, now - k_most_back);
    m_to = std::min(m_to, now + k_most_ahead);
}

std::int64_t Timeline::hundredths(UtcTime time) const {
    return (std::clamp(time, m_from, m_to) - m_from).count() * k_whole / (m_to - m_from).count();
}

std::string Timeline::position(UtcTime time) const { return hundredths_text(hundredths(time)); }

std::string Timeline::width(UtcTime begin, UtcTime end) const {
    return hundredths_text(std::max<std::int64_t>(hundredths(end) - hundredths(begin), 0));
}

std::vector<Timeline::Tick> Timeline::ticks() const {
    std::vector<Tick> found;
    for (const unsigned step : {1U, 2U, 3U, 6U, 12U}) {
        found.clear();
        for (year_month month = aligned(month_of(m_from) + months{1}, step); sys_days{month / 1} < m_to; month += months{step})
            found.push_back({sys_days{month / 1}, month_label(month)});
        if (found.size() <= k_most_ticks) break;
    }
    return found;
}

}  // namespace gpotrust::report
