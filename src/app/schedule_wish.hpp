// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::app {

/// A schedule with what was said for every trust policy in its place.
[[nodiscard]] inline renewal::Schedule wished(renewal::Schedule schedule, const ScheduleWish& wish) {
    if (wish.renew_days) schedule.renew_days = *wish.renew_days;
    if (wish.thresholds) schedule.thresholds = *wish.thresholds;
    return schedule;
}

}  // namespace gpotrust::app
