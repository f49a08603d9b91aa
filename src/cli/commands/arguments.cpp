// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "cli/help_text.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::cli {

core::Result<std::optional<std::vector<std::string>>> read_arguments(const Verb& verb, CommandLine& line, GlobalOptions& globals,
                                                                     std::vector<std::string> arguments) {
    declare_global(line, globals);
    GPOTRUST_TRY_ASSIGN(std::vector<std::string> operands, line.parse(std::move(arguments)));
    if (!globals.help) return std::optional(std::move(operands));
    GPOTRUST_TRY(write_output(verb_help(verb)));
    return std::nullopt;
}

core::Result<std::vector<std::filesystem::path>> paths_of(const std::vector<std::string>& operands, const Verb& verb) {
    std::vector<std::filesystem::path> paths;
    for (const std::string& operand : operands) {
        if (operand.empty()) return core::fail(core::ErrorCode::usage, "an empty argument names no file");
        paths.push_back(platform::path_from_utf8(operand));
    }
    if (!paths.empty()) return paths;
    const std::string name(verb.name);
    return core::fail(core::ErrorCode::usage, name + " needs " + std::string(verb.operands), "`gpotrust " + name + " --help` has examples");
}

}  // namespace gpotrust::cli
