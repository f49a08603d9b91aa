// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"

namespace gpotrust::trust {

/// Unicode 14 simple case folding, character by character, without locale and without normalisation: "STRASSE" becomes "strasse", "Straße" "straße" (so the
/// two stay different), 'İ' (U+0130) stays. Characters that Unicode 14 does not know stay as they are, forever. Fails on ill-formed UTF-8.
[[nodiscard]] core::Result<std::string> fold_case(std::string_view text);

}  // namespace gpotrust::trust
