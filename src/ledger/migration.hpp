// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// From schema version 1 to the newest.
#pragma once

#include <filesystem>

#include "statement.hpp"

namespace gpotrust::ledger {

/// Brings a ledger of version 1 up to the newest schema in one transaction, after its octets were kept beside it as "ledger.db.version-1" (or -2, -3 ... behind that: no
/// copy is ever overwritten; one that is the same serves again). Ended at any moment it leaves the old ledger or the new one. Returns where the copy is.
[[nodiscard]] core::Result<std::filesystem::path> migrate(const Connection& connection, const std::filesystem::path& file);
/// The same ledger in memory with the newest schema, for who may not write.
[[nodiscard]] core::Result<Connection> migrated_copy(const Connection& connection);

}  // namespace gpotrust::ledger
