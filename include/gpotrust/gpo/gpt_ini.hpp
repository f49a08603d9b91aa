// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::gpo {

/// GPT.INI of a GPO's folder in SYSVOL ([MS-GPOL] 2.2.4): section [General].
struct GptIni {
    std::optional<std::uint32_t> version = {};  ///< absent: no Version line
    std::string display_name = {};              ///< displayName; Windows writes "New Group Policy Object" whatever the name is
    std::string computer_extensions = {};       ///< gPCMachineExtensionNames, as written; only in a local policy (LGPO.exe)
    std::string user_extensions = {};

    [[nodiscard]] std::uint32_t computer_version() const { return version.value_or(0) & 0xFFFFU; }  ///< low half
    [[nodiscard]] std::uint32_t user_version() const { return version.value_or(0) >> 16U; }         ///< high half
};

/// Reads one: ANSI, UTF-8 or UTF-16 with byte-order mark, any of the three line ends; keys and sections in any case, others passed over; at most 1 MiB. Fails (malformed_input, with the
/// line) on a Version that is no number of 32 bits, on a second [General] section or key, and when there is no [General].
[[nodiscard]] core::Result<GptIni> parse_gpt_ini(core::BytesView file);

}  // namespace gpotrust::gpo
