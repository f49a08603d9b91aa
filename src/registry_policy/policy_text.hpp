// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the readers of text forms share.
#pragma once

#include <string>
#include <string_view>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::registry_policy {

/// UTF-16LE with byte-order mark, UTF-8 with or without one: as UTF-8. Anything else fails with malformed_input.
[[nodiscard]] core::Result<std::string> decoded_text(core::BytesView file, std::string_view kind);

/// "<kind> in line 12: <what>".
[[nodiscard]] tl::unexpected<core::Error> damaged_text(std::string_view kind, std::string_view text, std::size_t at, std::string_view what,
                                                       std::string_view hint);

/// 0 to 15, or -1.
[[nodiscard]] int hex_digit(char c);

}  // namespace gpotrust::registry_policy
