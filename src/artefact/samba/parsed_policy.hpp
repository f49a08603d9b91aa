// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::artefact::samba {

/// Registry.pol.xml as Samba's GPPolParser reads it (python/samba/gp_parse/gp_pol.py): binary data in Base64, several texts as several values, the value of a
/// key-only entry is not looked at.
[[nodiscard]] core::Result<core::Bytes> serialize_parsed_policy(const std::vector<registry_policy::Setting>& settings);
/// Reads what serialize_parsed_policy() writes. Fails with malformed_input on anything else.
[[nodiscard]] core::Result<std::vector<registry_policy::Setting>> parse_parsed_policy(core::BytesView document);

}  // namespace gpotrust::artefact::samba
