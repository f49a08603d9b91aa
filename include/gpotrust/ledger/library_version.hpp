// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace gpotrust::ledger {

/// The version of SQLite the program runs with, e.g. "3.40.1".
[[nodiscard]] std::string sqlite_version();

}  // namespace gpotrust::ledger
