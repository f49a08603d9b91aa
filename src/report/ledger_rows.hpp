// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::report {

/// When the policy of a revision ends: the first end of a certificate that is current or next, as renewal counts it; nothing where none is.
[[nodiscard]] std::optional<core::UtcTime> end_of(const ledger::Event& event);

}  // namespace gpotrust::report
