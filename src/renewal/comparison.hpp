// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/finding.hpp"

namespace gpotrust::renewal {

/// What speaks against putting `after` in the place of `before`: a time ahead in which neither is valid, an earlier end, names or usages lost, a weaker key.
[[nodiscard]] std::vector<core::Finding> worse_than(const certificate::Certificate& before, const certificate::Certificate& after, core::UtcTime now);

}  // namespace gpotrust::renewal
