// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::registry_policy {

/// The largest registry.pol that is read, in octets.
inline constexpr std::size_t k_registry_pol_limit = 64U << 20U;

/// Reads a registry.pol ([MS-GPREG] 2.2.1) completely: signature, version 1, every entry, nothing after the last. Tolerates what real files have
/// (type 0, empty names, unknown types, more data than the specification allows); refuses damage with the octet offset in the message ("at octet
/// 1234"). Settings are in file order.
[[nodiscard]] core::Result<std::vector<Setting>> parse_registry_pol(core::BytesView file);

/// How much a writer takes.
enum class WriteRules {
    strict,   ///< what the specification allows: for settings this program makes
    as_read,  ///< everything parse_registry_pol() returns, so that foreign entries go through byte for byte
};

/// Writes a registry.pol of the settings in the order given. Strict rules refuse an empty key, a key with a leading or trailing backslash, value names
/// over 259 UTF-16 units and data over 65,535 octets. Either way what the format cannot carry is refused: a NUL in a name, ill-formed UTF-8. Fails
/// with malformed_input, naming key and value. `serialize(parse(file), as_read)` is `file`.
[[nodiscard]] core::Result<core::Bytes> serialize_registry_pol(std::span<const Setting> settings, WriteRules rules = WriteRules::strict);

}  // namespace gpotrust::registry_policy
