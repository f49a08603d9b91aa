// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::artefact::samba {

/// The texts of a REG_MULTI_SZ. Fails with malformed_input on data that is no list of UTF-16 texts with its two terminators.
[[nodiscard]] core::Result<std::vector<std::string>> parse_multi_string(const registry_policy::Setting& setting);

/// The number of a REG_DWORD. Fails with malformed_input on data of another size than four octets.
[[nodiscard]] core::Result<std::uint32_t> parse_dword(const registry_policy::Setting& setting);
[[nodiscard]] core::Bytes serialize_dword(std::uint32_t number);

/// A type of setting that the policies of this program never hold: an internal error.
[[nodiscard]] tl::unexpected<core::Error> not_carried(const registry_policy::Setting& setting);

}  // namespace gpotrust::artefact::samba
