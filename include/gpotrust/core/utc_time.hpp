// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"

namespace gpotrust::core {

/// A moment in UTC with one-second resolution: the only kind of time in this program.
using UtcTime = std::chrono::sys_seconds;

/// "2026-11-22T15:00:00Z"; years 0000 to 9999, a moment outside is written as the nearest end.
[[nodiscard]] std::string to_iso8601(UtcTime time);
/// "2026-11-22".
[[nodiscard]] std::string to_date(UtcTime time);
/// Accepts "2026-11-22T15:00:00Z", "2026-11-22" (midnight) and "@1795359600" (seconds since 1970). Dates must exist.
/// Fails with malformed_input.
[[nodiscard]] Result<UtcTime> parse_utc_time(std::string_view text);
/// Whole days from `from` to `to`, rounded towards negative infinity: 0 on the last day, negative once past.
[[nodiscard]] std::int64_t days_between(UtcTime from, UtcTime to);

}  // namespace gpotrust::core
