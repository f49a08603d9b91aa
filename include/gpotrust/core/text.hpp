// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::core {

/// True for well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text);

/// UTF-8 to UTF-16LE octets, without byte-order mark and terminator. Fails on ill-formed UTF-8.
[[nodiscard]] Result<Bytes> utf8_to_utf16le(std::string_view text);
/// UTF-16LE octets (an even number, no terminator) to UTF-8. Fails on lone surrogates, naming the octet offset.
[[nodiscard]] Result<std::string> utf16le_to_utf8(BytesView octets);
/// The number of UTF-16 units of UTF-8 text; an ill-formed sequence counts as one.
[[nodiscard]] std::size_t utf16_length(std::string_view text);

/// Replaces what would harm a terminal or a log line (control characters, bidirectional overrides, ill-formed UTF-8) by U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// ASCII case folding only; other characters stay.
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] std::string ascii_upper(std::string_view text);
[[nodiscard]] bool ascii_iequals(std::string_view a, std::string_view b);

/// Upper-case or lower-case hex without separators.
[[nodiscard]] std::string to_hex_upper(BytesView octets);
[[nodiscard]] std::string to_hex_lower(BytesView octets);
/// Reads pairs of hex digits of either case, nothing else between them.
[[nodiscard]] Result<Bytes> parse_hex(std::string_view text);

/// RFC 4648 section 4 with padding, one line.
[[nodiscard]] std::string to_base64(BytesView octets);
/// RFC 4648 section 4; blanks and line ends are skipped, padding is required, anything else is an error.
[[nodiscard]] Result<Bytes> parse_base64(std::string_view text);

/// The nearest of the candidates by edit distance if it is close enough to be a typing error, else empty.
[[nodiscard]] std::string_view nearest_match(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace gpotrust::core
