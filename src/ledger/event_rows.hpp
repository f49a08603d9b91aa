// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Events to rows and back.
#pragma once

#include <vector>

#include "chain.hpp"
#include "gpotrust/ledger/ledger.hpp"
#include "statement.hpp"

namespace gpotrust::ledger {

/// Which events a query wants; the text after SELECT ... FROM event.
inline constexpr std::string_view k_all = " ORDER BY sequence";
inline constexpr std::string_view k_last = " ORDER BY sequence DESC LIMIT 1";
inline constexpr std::string_view k_at_sequence = " WHERE sequence = ?";
/// The condition of the indices must stand here word for word: SQLite uses a partial index only then.
inline constexpr std::string_view k_newest_of_slug = " WHERE slug = ? AND kind <> 'imported' ORDER BY revision DESC, sequence DESC LIMIT 1";
inline constexpr std::string_view k_newest_of_gpo = " WHERE gpo_guid = ? AND kind <> 'imported' ORDER BY revision DESC, sequence DESC LIMIT 1";
inline constexpr std::string_view k_revision_of_slug = " WHERE slug = ? AND revision = ? AND kind <> 'imported' ORDER BY sequence DESC LIMIT 1";
/// Without being told, SQLite takes the index of all events and walks a policy's history to find that none was imported.
inline constexpr std::string_view k_newest_import_of_slug = " INDEXED BY import_by_slug WHERE slug = ? AND kind = 'imported' ORDER BY sequence DESC LIMIT 1";
inline constexpr std::string_view k_all_of_slug = " WHERE slug = ? ORDER BY sequence";

/// From one value of an index to the next, so that the cost is by value and not by row: each step is a look-up of the least value above the last.
inline constexpr std::string_view k_slugs =
    "WITH RECURSIVE each(value) AS (SELECT (SELECT min(slug) FROM event WHERE kind <> 'imported') UNION ALL "
    "SELECT (SELECT min(slug) FROM event WHERE slug > each.value AND kind <> 'imported') FROM each WHERE each.value IS NOT NULL) "
    "SELECT value FROM each WHERE value IS NOT NULL";
/// A slug and what begins with it and a dash, '.' being the character after '-'.
inline constexpr std::string_view k_slugs_like =
    "SELECT DISTINCT slug FROM event WHERE kind <> 'imported' AND (slug = ?1 OR (slug > ?1 || '-' AND slug < ?1 || '.')) ORDER BY slug";
inline constexpr std::string_view k_domains =
    "WITH RECURSIVE each(value) AS (SELECT (SELECT min(domain) FROM event) UNION ALL "
    "SELECT (SELECT min(domain) FROM event WHERE domain > each.value) FROM each WHERE each.value IS NOT NULL) "
    "SELECT value FROM each WHERE value IS NOT NULL";

/// An event as its row has it.
struct Row {
    Event event;
    RowFormat format = k_row_format;
};

/// Prepares the query for whole events; bind what `which` asks for.
[[nodiscard]] core::Result<Statement> select_events(const Connection& connection, std::string_view which);
/// Prepares the query for the chain value of the row whose sequence is bound, and reads it where the query stands.
[[nodiscard]] core::Result<Statement> select_chain(const Connection& connection);
[[nodiscard]] core::Sha256Digest chain_at(const Statement& row);
/// The row the query stands on, with its certificates and accepted findings. Fails (ledger_damaged) on a row that cannot be one.
[[nodiscard]] core::Result<Row> row_at(const Connection& connection, const Statement& row);
/// The first row of a query, or nothing.
[[nodiscard]] core::Result<std::optional<Row>> first_row(const Connection& connection, Statement query);
/// The texts a query returns.
[[nodiscard]] core::Result<std::vector<std::string>> texts_of(const Connection& connection, std::string_view fixed_sql);
/// The same of a query with one text in it.
[[nodiscard]] core::Result<std::vector<std::string>> texts_of(const Connection& connection, std::string_view fixed_sql, std::string_view text);
/// Writes an event whose sequence and chain are set, as a row of the newest format.
[[nodiscard]] core::Result<void> insert_event(const Connection& connection, const Event& event);

}  // namespace gpotrust::ledger
