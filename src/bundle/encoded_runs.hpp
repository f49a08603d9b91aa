// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Other writings of the same octets: hex, Base64, decimal numbers and UTF-16 text inside a file, decoded so that one scanner can look at all of them.
#pragma once

#include <functional>
#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::bundle {

/// Gets each decoded run and how it was written. The view ends with the call.
using DecodedRun = std::function<void(core::BytesView decoded, std::string_view writing)>;

/// Shortest run of digits or characters that is decoded.
inline constexpr std::size_t k_shortest_run = 24;

/// Decodes every run of hex digits, with what people put between them (blanks, line ends, commas, colons, hyphens, backslashes, 0x), and every run of Base64 characters,
/// line-wrapped or not, and every list of decimal numbers up to 255 with blanks, line ends, commas or semicolons between them. A run of digits is decoded at each phase its start could have been mistaken for, so octets in front of it hide nothing.
void decode_text_runs(core::BytesView text, const DecodedRun& found);

/// Narrows every run of UTF-16 characters below U+0080, of either byte order and alignment, to one octet each.
void narrow_utf16_runs(core::BytesView octets, const DecodedRun& found);

}  // namespace gpotrust::bundle
