// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"

namespace gpotrust::core {

/// A GUID as its 16 octets in the order of RFC 4122 text (not Windows' mixed-endian memory order).
struct Guid {
    std::array<std::uint8_t, 16> octets{};
    friend auto operator<=>(const Guid&, const Guid&) = default;
};

/// "{31B2F340-016D-11D2-945F-00C04FB984F9}": upper case with braces, as GPOs and backups are named.
[[nodiscard]] std::string to_braced_upper(const Guid& guid);
/// "{31b2f340-...}": lower case with braces, as bkupInfo.xml writes GPODomainGuid.
[[nodiscard]] std::string to_braced_lower(const Guid& guid);
/// Accepts 8-4-4-4-12 hex digits of either case, with or without braces. Fails with malformed_input.
[[nodiscard]] Result<Guid> parse_guid(std::string_view text);

}  // namespace gpotrust::core
