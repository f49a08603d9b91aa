// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "gpotrust/core/error.hpp"

namespace gpotrust::core {

/// The exit statuses scripts rely on. The table below is the only place that gives them meaning.
enum class ExitCode : int {
    fine = 0,
    unfit = 1,
    usage = 2,
    malformed = 3,
    password = 4,
    file_system = 5,
    ledger = 6,
    renewal_due = 10,
    expired = 11,
    internal = 70,
};

/// One row of the table that `gpotrust help exit-codes` and docs/reference/exit-codes.md print.
struct ExitCodeRow {
    ExitCode code;
    std::string_view meaning;
};
[[nodiscard]] std::span<const ExitCodeRow> exit_code_table();

/// The exit status an error leads to.
[[nodiscard]] ExitCode exit_code_for(ErrorCode code);
/// Of two outcomes of one run the one that must be reported: internal, ledger, file system, password, malformed, usage, unfit, expired,
/// renewal due, fine.
[[nodiscard]] ExitCode worse(ExitCode a, ExitCode b);

}  // namespace gpotrust::core
