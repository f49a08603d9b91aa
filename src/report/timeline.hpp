// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

/// The stretch of time a dashboard shows, and where moments lie on it. Positions are percentages with two decimals, computed in whole numbers: the same everywhere.
class Timeline {
public:
    struct Tick {
        core::UtcTime time{};
        std::string label;  ///< "Jan 2027"
    };

    /// From the first beginning to the last end of the certificates, with `now` in it: at most a year back and two years ahead, at least a month back and three ahead.
    Timeline(const std::vector<renewal::TrustStatus>& trusts, core::UtcTime now);

    [[nodiscard]] core::UtcTime from() const { return m_from; }
    [[nodiscard]] core::UtcTime to() const { return m_to; }
    /// "12.50"; what lies outside is moved to the edge.
    [[nodiscard]] std::string position(core::UtcTime time) const;
    /// The same in whole per cent.
    [[nodiscard]] int percent(core::UtcTime time) const { return static_cast<int>(hundredths(time) / 100); }
    /// The width of what is seen of a stretch, "0.00" when nothing is.
    [[nodiscard]] std::string width(core::UtcTime begin, core::UtcTime end) const;
    /// The first days of months, every one or every 2, 3, 6 or 12, so that there are at most six.
    [[nodiscard]] std::vector<Tick> ticks() const;

private:
    [[nodiscard]] std::int64_t hundredths(core::UtcTime time) const;

    core::UtcTime m_from{};
    core::UtcTime m_to{};
};

}  // namespace gpotrust::report
