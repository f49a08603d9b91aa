// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/exit_code.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::core {
namespace {

constexpr std::array k_table{
    ExitCodeRow{ExitCode::fine, "fine"},
    ExitCodeRow{ExitCode::unfit, "not fit: findings at error level, a verification that failed, drift, differences"},
    ExitCodeRow{ExitCode::usage, "usage, or a choice that only the user can make"},
    ExitCodeRow{ExitCode::malformed, "malformed or unsupported input"},
    ExitCodeRow{ExitCode::password, "wrong or missing password"},
    ExitCodeRow{ExitCode::file_system, "file system: reading or writing failed"},
    ExitCodeRow{ExitCode::ledger, "ledger locked, damaged or tampered with"},
    ExitCodeRow{ExitCode::renewal_due, "renewal due"},
    ExitCodeRow{ExitCode::expired, "expired (wins over renewal due)"},
    ExitCodeRow{ExitCode::internal, "internal error"},
};

constexpr std::array k_worst_first{ExitCode::internal, ExitCode::ledger, ExitCode::file_system, ExitCode::password,    ExitCode::malformed,
                                   ExitCode::usage,    ExitCode::unfit,  ExitCode::expired,     ExitCode::renewal_due, ExitCode::fine};

}  // namespace

std::span<const ExitCodeRow> exit_code_table() { return k_table; }

ExitCode exit_code_for(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
        case ErrorCode::choice_needed:
            return ExitCode::usage;
        case ErrorCode::unfit:
            return ExitCode::unfit;
        case ErrorCode::malformed_input:
        case ErrorCode::unsupported_input:
            return ExitCode::malformed;
        case ErrorCode::wrong_password:
        case ErrorCode::password_needed:
            return ExitCode::password;
        case ErrorCode::file_system:
            return ExitCode::file_system;
        case ErrorCode::ledger_locked:
        case ErrorCode::ledger_damaged:
            return ExitCode::ledger;
        case ErrorCode::internal:
            break;
    }
    return ExitCode::internal;
}

ExitCode worse(ExitCode a, ExitCode b) {
    return std::find(k_worst_first.begin(), k_worst_first.end(), a) < std::find(k_worst_first.begin(), k_worst_first.end(), b) ? a : b;
}

}  // namespace gpotrust::core
