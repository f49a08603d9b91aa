// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "gpotrust/report/ledger_outcome.hpp"
#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

/// What belongs on standard error after a run, each thing once: what failed and, for exports that were read and are not fit, which findings are the reason.
/// `--quiet` prints nothing else.
[[nodiscard]] std::vector<core::Error> errors_of(const CheckOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const PackageOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const InspectOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const VerifyOutcome& outcome);
/// That the two differ is one line.
[[nodiscard]] std::vector<core::Error> errors_of(const DiffOutcome& outcome);
/// With findings at --fail-on or above, how many.
[[nodiscard]] std::vector<core::Error> errors_of(const DoctorOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const FormatsOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const ApplyOutcome& outcome);
/// With --fail-on what is due or expired is an error, too.
[[nodiscard]] std::vector<core::Error> errors_of(const StatusOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const RemindOutcome& outcome);
/// None: a table cannot fail.
[[nodiscard]] std::vector<core::Error> errors_of(const ExplainOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const LedgerShowOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const LedgerVerifyOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const LedgerRebuildOutcome& outcome);
[[nodiscard]] std::vector<core::Error> errors_of(const LedgerMarkOutcome& outcome);

}  // namespace gpotrust::report
