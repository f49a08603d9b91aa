// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gpotrust::trust {

/// True if well-formed UTF-8 text holds a control character (C0, DEL, C1).
[[nodiscard]] bool has_control_characters(std::string_view text);
/// True if well-formed UTF-8 text holds U+FFFE or U+FFFF, which XML 1.0 cannot carry.
[[nodiscard]] bool has_noncharacters(std::string_view text);
/// True for text without anything but ASCII blanks and U+00A0, U+3000.
[[nodiscard]] bool is_blank(std::string_view text);

/// The longest beginning of well-formed UTF-8 text that has at most so many UTF-16 units and ends between characters.
[[nodiscard]] std::string_view cut_to_utf16_units(std::string_view text, std::size_t units);
/// Text that a foreign certificate or an operator supplied, fit for a name: without control characters, bidirectional controls and ill-formed octets,
/// without blanks at either end, cut to so many UTF-16 units.
[[nodiscard]] std::string sanitised(std::string_view text, std::size_t units);

}  // namespace gpotrust::trust
