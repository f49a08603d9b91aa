// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "renewal/toml.hpp"

namespace gpotrust::renewal {

/// How deep brackets and braces may lie in one another, and how many parts a dotted key may have.
inline constexpr unsigned k_deepest_nesting = 8;

/// The first place where a text is nested deeper than that, seen without building anything: the library limits values, and not the tables that dotted keys make.
/// On a text that is no TOML the answer is about what stands before the fault.
[[nodiscard]] std::optional<Place> nested_too_deeply(std::string_view text);

}  // namespace gpotrust::renewal
