// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "cli/verb.hpp"

namespace gpotrust::cli {

/// Appends the words of `text`, of which `used` columns of the line are taken, in lines as wide as a help screen, continued at `column`; ends the line.
void append_wrapped(std::string& out, std::string_view text, std::size_t column, std::size_t used);

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
