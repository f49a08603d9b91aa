// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/session.hpp"
#include "gpotrust/core/exit_code.hpp"

namespace gpotrust::cli {

struct Example {
    std::string_view command;
    std::string_view meaning;
};

/// One command: everything help, documentation and dispatch need. Defined in src/cli/commands/, listed once in verbs.cpp.
struct Verb {
    std::string_view name;
    std::string_view operands;     ///< "EXPORT...", for the usage line
    std::string_view summary;      ///< one line
    std::string_view description;  ///< paragraphs separated by a line feed
    std::span<const Example> examples;
    std::span<const core::ExitCode> exit_codes;
    void (*declare)(CommandLine& line);  ///< its own options, for help only
    /// Runs it with the arguments behind its name. A failure is told on standard error and decides the exit status.
    core::Result<core::ExitCode> (*run)(std::vector<std::string> arguments, GlobalOptions globals);
};

/// All commands in the order of help.
[[nodiscard]] std::span<const Verb* const> verbs();
/// The command of that name, or a usage error naming the nearest.
[[nodiscard]] core::Result<const Verb*> find_verb(std::string_view name);

}  // namespace gpotrust::cli
