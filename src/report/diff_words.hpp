// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

/// What would happen, in one or two sentences an administrator acts on.
[[nodiscard]] std::string verdict_of(const DiffOutcome& outcome);
/// The command that helps, or nothing.
[[nodiscard]] std::string next_step_of(const DiffOutcome& outcome);
/// "1 certificate added, 12 other settings lost", for one line.
[[nodiscard]] std::string summary_of(const audit::Difference& difference);

}  // namespace gpotrust::report
