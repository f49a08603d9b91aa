// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::ledger {

/// What stands where the first row has no row before it.
inline constexpr core::Sha256Digest k_chain_start{};

/// The chain value of a row: SHA-256 over a tag, the chain value of the row before, and every field of the event in declared order. Each text and each list carries its
/// length in front, so no two events share a serialisation. `event.chain` itself does not count.
[[nodiscard]] core::Sha256Digest chain_value(const Event& event, const core::Sha256Digest& before);

}  // namespace gpotrust::ledger
