// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/gpo/gpt_ini.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::gpo {

/// A backup of `samba-tool gpo backup`: for each file F of the GPO's folder F.SAMBABACKUP (its octets) and F.xml (parsed), and the directory's extension lists in .SAMBAEXT files.
inline constexpr std::string_view k_samba_raw_ending = ".SAMBABACKUP";
inline constexpr std::string_view k_samba_parsed_ending = ".xml";
inline constexpr std::string_view k_samba_computer_extensions = "gPCMachineExtensionNames.SAMBAEXT";
inline constexpr std::string_view k_samba_user_extensions = "gPCUserExtensionNames.SAMBAEXT";

/// The settings of a Registry.pol.xml (root PolFile), which is read where the raw file is missing. Entities (`&name;` of --entities) cannot be resolved: malformed_input, with the entry.
[[nodiscard]] core::Result<std::vector<registry_policy::Setting>> parse_samba_policy(core::BytesView document);
/// GPT.INI.xml (root IniFile).
[[nodiscard]] core::Result<GptIni> parse_samba_gpt_ini(core::BytesView document);

}  // namespace gpotrust::gpo
