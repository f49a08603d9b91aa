// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/verb.hpp"

namespace gpotrust::cli {

/// `gpotrust`: what it is and four worked examples.
[[nodiscard]] std::string first_screen();
/// `gpotrust --help`.
[[nodiscard]] std::string program_help();
/// `gpotrust VERB --help`: usage, options, worked examples, exit codes.
[[nodiscard]] std::string verb_help(const Verb& verb);
/// `gpotrust --version`.
[[nodiscard]] std::string version_text();

/// docs/reference/command-line.md and docs/man/gpotrust.1.
[[nodiscard]] std::string command_line_markdown();
[[nodiscard]] std::string man_page();

}  // namespace gpotrust::cli
