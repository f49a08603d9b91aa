// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::ledger {

/// What stands where the first row has no row before it.
inline constexpr core::Sha256Digest k_chain_start{};

/// How a row was serialised for its chain value. Rows keep theirs for good: those of schema version 1 stay what they are when the tables grow.
enum class RowFormat : std::int64_t { first = 1, second = 2 };
/// What new rows get.
inline constexpr RowFormat k_row_format = RowFormat::second;

/// The chain value of a row: SHA-256 over the format's tag, the chain value of the row before, and every field of the event in declared order. Each text and each list carries its
/// length in front, so no two events share a serialisation. `event.chain` itself does not count. The first format knows nothing of `until`, subject, names and targets: see
/// fits_format().
[[nodiscard]] core::Sha256Digest chain_value(const Event& event, const core::Sha256Digest& before, RowFormat format = k_row_format);
/// False for a row of the first format with a value in a field that it does not cover: somebody wrote it there later.
[[nodiscard]] bool fits_format(const Event& event, RowFormat format);

}  // namespace gpotrust::ledger
