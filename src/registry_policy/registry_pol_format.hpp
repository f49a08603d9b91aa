// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace gpotrust::registry_policy {

/// [MS-GPREG] 2.2.1: "PReg" and version 1, both little-endian.
inline constexpr std::array<std::uint8_t, 4> k_signature = {'P', 'R', 'e', 'g'};
inline constexpr std::uint32_t k_version = 1;
inline constexpr std::size_t k_header_size = 8;

/// Octets of an entry besides the two names and the data: six delimiters, two terminators, type and size.
inline constexpr std::size_t k_entry_overhead = 24;

/// Delimiters are UTF-16 units.
inline constexpr char k_entry_begin = '[';
inline constexpr char k_separator = ';';
inline constexpr char k_entry_end = ']';

}  // namespace gpotrust::registry_policy
