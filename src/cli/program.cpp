// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/program.hpp"

#include <algorithm>
#include <utility>

#include "cli/help_text.hpp"
#include "cli/verb.hpp"

namespace gpotrust::cli {
namespace {

core::Result<core::ExitCode> print(const std::string& text) {
    GPOTRUST_TRY(write_output(text));
    return core::ExitCode::fine;
}

core::Result<core::ExitCode> dispatch(std::vector<std::string> arguments) {
    if (arguments.empty()) return print(first_screen());
    GlobalOptions globals;
    bool version = false;
    CommandLine line;
    declare_global(line, globals);
    line.flag("--version", version, "");
    GPOTRUST_TRY_ASSIGN(std::vector<std::string> rest, line.parse_leading(std::move(arguments)));
    if (version) return print(version_text());
    if (globals.help) return print(program_help());
    if (rest.empty()) return core::fail(core::ErrorCode::usage, "a command is missing", "`gpotrust --help` lists the commands");
    GPOTRUST_TRY_ASSIGN(const Verb* const verb, find_verb(rest.front()));
    rest.erase(rest.begin());
    return verb->run(std::move(rest), std::move(globals));
}

}  // namespace

core::ExitCode run_program(std::vector<std::string> arguments) {
    const bool no_color = std::find(arguments.begin(), arguments.end(), "--no-color") != arguments.end();
    const auto exit_code = dispatch(std::move(arguments));
    if (exit_code) return *exit_code;
    write_error(exit_code.error(), error_style(no_color));
    return core::exit_code_for(exit_code.error().code);
}

}  // namespace gpotrust::cli
