// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gpotrust::xml {

/// White space of XML 1.0 2.3 (S).
[[nodiscard]] constexpr bool is_white_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
[[nodiscard]] bool is_white_space(std::string_view text);

/// The offset of the first octet that is not part of a Char of XML 1.0 2.2: control characters, U+FFFE, U+FFFF. The text must be well-formed UTF-8.
[[nodiscard]] std::optional<std::size_t> find_forbidden_character(std::string_view text);

/// True if a numeric character reference may name it: a Char of XML 1.0 2.2.
[[nodiscard]] bool is_character(std::uint32_t code_point);

}  // namespace gpotrust::xml
