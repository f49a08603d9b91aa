// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Events to rows and back.
#pragma once

#include <vector>

#include "gpotrust/ledger/ledger.hpp"
#include "statement.hpp"

namespace gpotrust::ledger {

/// Which events a query wants; the text after SELECT ... FROM event.
inline constexpr std::string_view k_all = " ORDER BY sequence";
inline constexpr std::string_view k_last = " ORDER BY sequence DESC LIMIT 1";
inline constexpr std::string_view k_at_sequence = " WHERE sequence = ?";
inline constexpr std::string_view k_newest_of_slug = " WHERE slug = ? ORDER BY revision DESC, sequence DESC LIMIT 1";
inline constexpr std::string_view k_newest_of_gpo = " WHERE gpo_guid = ? ORDER BY revision DESC, sequence DESC LIMIT 1";
inline constexpr std::string_view k_revision_of_slug = " WHERE slug = ? AND revision = ? ORDER BY sequence DESC LIMIT 1";

/// Prepares the query for whole events; bind what `which` asks for.
[[nodiscard]] core::Result<Statement> select_events(const Connection& connection, std::string_view which);
/// Prepares the query for the chain value of the row whose sequence is bound, and reads it where the query stands.
[[nodiscard]] core::Result<Statement> select_chain(const Connection& connection);
[[nodiscard]] core::Sha256Digest chain_at(const Statement& row);
/// The event of the row the query stands on, with its certificates and accepted findings. Fails (ledger_damaged) on a row that cannot be one.
[[nodiscard]] core::Result<Event> event_at(const Connection& connection, const Statement& row);
/// The first event of a query, or nothing.
[[nodiscard]] core::Result<std::optional<Event>> first_event(const Connection& connection, Statement query);
/// Writes an event whose sequence and chain are set.
[[nodiscard]] core::Result<void> insert_event(const Connection& connection, const Event& event);

}  // namespace gpotrust::ledger
