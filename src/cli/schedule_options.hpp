// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/command_line.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {

/// What `status` and `remind` take for due.
struct ScheduleOptions {
    std::optional<std::string> within = {};
    std::optional<std::string> thresholds = {};
};
void declare_schedule(CommandLine& line, ScheduleOptions& options);
/// Fails with usage, naming the option.
[[nodiscard]] core::Result<app::ScheduleWish> schedule_of(const ScheduleOptions& options);

}  // namespace gpotrust::cli
