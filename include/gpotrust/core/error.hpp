// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gpotrust::core {

/// Why an operation on the world or on an input failed. Decides the exit status (exit_code.hpp holds the one table).
enum class ErrorCode {
    usage,              ///< arguments that cannot be meant
    choice_needed,      ///< the input allows several readings and only the user can choose
    unfit,              ///< the input was read and found not fit for the purpose
    malformed_input,    ///< damaged, or not what it claims to be
    unsupported_input,  ///< well-formed, but of a kind or algorithm that is not supported
    wrong_password,     ///< a password was given and does not open the file
    password_needed,    ///< the file needs a password and none was given
    file_system,        ///< reading or writing failed
    ledger_locked,      ///< another process holds the estate for too long
    ledger_damaged,     ///< the ledger cannot be read or does not verify
    internal,           ///< a fault of this program
};

/// A failure, told so that a person can act on it: what happened, where, what to do next.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;                    ///< what is wrong, one sentence without a full stop
    std::string hint = {};                  ///< what to do next; may be empty
    std::vector<std::string> context = {};  ///< where: outermost first, e.g. the file, then the element or byte offset
    std::string finding_code = {};          ///< the code of the findings catalogue that names this failure ("PFX_MALFORMED"); mostly empty

    /// Adds an outer place ("mail.pfx") and returns the error, for use on the way up.
    [[nodiscard]] Error in(std::string place) &&;
    /// "outer: inner: CODE: message", without the hint; the code only if there is one.
    [[nodiscard]] std::string text() const;
};

}  // namespace gpotrust::core
