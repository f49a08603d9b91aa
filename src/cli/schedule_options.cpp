// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/schedule_options.hpp"

namespace gpotrust::cli {

void declare_schedule(CommandLine& line, ScheduleOptions& options) {
    line.group("Schedule");
    line.value("--within", "DAYS", options.within,
               "a renewal is due that long before the end: 60, 60d or 8w; default the estate file's, else 60d, and never more than a third of the "
               "certificate's life");
    line.value("--thresholds", "LIST", options.thresholds,
               "days before the end on which to remind; default the estate file's, else 120,60,30,14,7,1");
}

core::Result<app::ScheduleWish> schedule_of(const ScheduleOptions& options) {
    app::ScheduleWish schedule;
    if (options.within) {
        auto days = renewal::parse_days(*options.within);
        if (!days) return core::fail(std::move(days).error().in("--within"));
        schedule.renew_days = *days;
    }
    if (options.thresholds) {
        auto thresholds = renewal::parse_thresholds(*options.thresholds);
        if (!thresholds) return core::fail(std::move(thresholds).error().in("--thresholds"));
        schedule.thresholds = *std::move(thresholds);
    }
    return schedule;
}

}  // namespace gpotrust::cli
