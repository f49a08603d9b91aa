// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gpotrust/core/exit_code.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::report {

/// Rows of the ledger, in order.
struct LedgerShowOutcome {
    std::string estate;     ///< absolute
    std::string slug = {};  ///< empty: every row
    std::vector<ledger::Event> events = {};
    std::optional<core::Error> error = {};  ///< why the rows end here
    core::ExitCode exit_code = core::ExitCode::fine;
};

struct LedgerVerifyOutcome {
    std::string estate;  ///< absolute
    std::size_t rows = 0;
    bool chain_holds = false;                           ///< of every row
    std::optional<core::Sha256Digest> last_chain = {};  ///< of the last row that fits: worth keeping elsewhere
    std::size_t revisions = 0;                          ///< compared with the disk
    std::vector<core::Finding> findings = {};           ///< LEDGER_*; each with the folder or zip it concerns
    std::optional<core::Error> error = {};
    core::ExitCode exit_code = core::ExitCode::fine;
};

struct LedgerRebuildOutcome {
    std::string estate;                        ///< absolute
    std::optional<core::Error> damage = {};    ///< what the old ledger had
    std::optional<std::string> moved_to = {};  ///< where the old ledger is now; absolute
    std::size_t rows = 0;                      ///< of the new one
    std::vector<std::string> notices = {};     ///< what was adopted, and what was not and why
    std::optional<core::Error> error = {};
    core::ExitCode exit_code = core::ExitCode::fine;
};

struct LedgerMarkOutcome {
    std::string estate;  ///< absolute
    std::optional<ledger::Event> marked = {};
    std::vector<std::string> notices = {};  ///< what recovery did
    std::optional<core::Error> error = {};
    core::ExitCode exit_code = core::ExitCode::fine;
};

}  // namespace gpotrust::report
