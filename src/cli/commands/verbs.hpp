// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/verb.hpp"

namespace gpotrust::cli {

extern const Verb k_package;
extern const Verb k_check;
extern const Verb k_inspect;
extern const Verb k_diff;
extern const Verb k_doctor;
extern const Verb k_verify;
extern const Verb k_renew;
extern const Verb k_retire;
extern const Verb k_apply;
extern const Verb k_formats;
extern const Verb k_ledger;
extern const Verb k_explain;
extern const Verb k_status;
extern const Verb k_remind;
extern const Verb k_help;

/// The operands of a command, or nothing when --help was asked for and printed. `line` has the command's own options; the general ones are added here.
[[nodiscard]] core::Result<std::optional<std::vector<std::string>>> read_arguments(const Verb& verb, CommandLine& line, GlobalOptions& globals,
                                                                                   std::vector<std::string> arguments);
/// Operands as paths; none at all, or an empty one, is a usage error that names what is missing.
[[nodiscard]] core::Result<std::vector<std::filesystem::path>> paths_of(const std::vector<std::string>& operands, const Verb& verb);

}  // namespace gpotrust::cli
