// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gpotrust::core {

/// Owned octets: file contents, DER, registry data.
using Bytes = std::vector<std::uint8_t>;
/// Borrowed octets; never outlives what it looks at.
using BytesView = std::span<const std::uint8_t>;

/// Copies the octets of a text (no encoding conversion).
[[nodiscard]] Bytes to_bytes(std::string_view text);
/// Looks at octets as text (no encoding conversion, no copy).
[[nodiscard]] std::string_view as_text(BytesView bytes);
/// Looks at text as octets (no copy).
[[nodiscard]] BytesView as_bytes(std::string_view text);
/// Appends octets to an owned buffer.
void append(Bytes& target, BytesView more);

/// Appends an unsigned integer in little-endian order, as every Windows structure here has it.
void append_u16_le(Bytes& target, std::uint16_t value);
void append_u32_le(Bytes& target, std::uint32_t value);
/// Reads little-endian integers; the view must hold at least 2 or 4 octets (a contract, not an input check).
[[nodiscard]] std::uint16_t read_u16_le(BytesView bytes);
[[nodiscard]] std::uint32_t read_u32_le(BytesView bytes);

}  // namespace gpotrust::core
