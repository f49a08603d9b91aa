// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "gpotrust/core/exit_code.hpp"

namespace gpotrust::cli {

/// The whole program but for its arguments' encoding: finds the command, runs it, tells what failed.
[[nodiscard]] core::ExitCode run_program(std::vector<std::string> arguments);

}  // namespace gpotrust::cli
