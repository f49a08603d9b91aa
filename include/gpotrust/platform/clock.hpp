// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::platform {

/// The system's clock, cut to whole seconds. Only the shell asks: pure modules get the time as an argument.
[[nodiscard]] core::UtcTime system_time();

}  // namespace gpotrust::platform
