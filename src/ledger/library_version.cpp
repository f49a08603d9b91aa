// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/ledger/library_version.hpp"

#include <sqlite3.h>

namespace gpotrust::ledger {

std::string sqlite_version() { return sqlite3_libversion(); }

}  // namespace gpotrust::ledger
