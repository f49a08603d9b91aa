// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "statement.hpp"

namespace gpotrust::ledger {

/// "GPTR": tells our ledger from any other SQLite file (PRAGMA application_id).
inline constexpr std::int64_t k_application_id = 0x47505452;
/// The only schema there is so far (PRAGMA user_version).
inline constexpr std::int64_t k_schema_version = 1;

/// What a SQLite file is to us.
enum class Schema { empty, ours };

/// Settings every connection gets: waiting, foreign keys, full synchronisation, no trust in what a schema brings along.
[[nodiscard]] core::Result<void> configure(const Connection& connection);
/// Fails with ledger_damaged on a foreign database and on a newer version.
[[nodiscard]] core::Result<Schema> recognize(const Connection& connection);
/// Makes the tables, inside the caller's transaction.
[[nodiscard]] core::Result<void> create_schema(const Connection& connection);

}  // namespace gpotrust::ledger
