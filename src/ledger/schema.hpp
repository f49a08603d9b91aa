// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "statement.hpp"

namespace gpotrust::ledger {

/// "GPTR": tells our ledger from any other SQLite file (PRAGMA application_id).
inline constexpr std::int64_t k_application_id = 0x47505452;
/// The schema this program writes (PRAGMA user_version). Version 1 is brought up to it; docs/reference/ledger.md tells both.
inline constexpr std::int64_t k_schema_version = 2;

/// What a SQLite file is to us.
enum class Schema { empty, version_1, ours };

/// Settings every connection gets: waiting, foreign keys, full synchronisation, no trust in what a schema brings along.
[[nodiscard]] core::Result<void> configure(const Connection& connection);
/// Fails with ledger_damaged on a foreign database and on a newer version.
[[nodiscard]] core::Result<Schema> recognize(const Connection& connection);
/// Makes the tables, inside the caller's transaction.
[[nodiscard]] core::Result<void> create_schema(const Connection& connection);
/// Brings the tables of version 1 up to version 2, inside the caller's transaction. No row changes: those that are there keep their serialisation and so their chain values.
[[nodiscard]] core::Result<void> upgrade_schema(const Connection& connection);

}  // namespace gpotrust::ledger
