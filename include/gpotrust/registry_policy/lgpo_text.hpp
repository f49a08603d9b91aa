// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::registry_policy {

/// One entry of the text LGPO.exe 3.0 takes with /t and writes with /parse: four lines.
struct LgpoEntry {
    bool is_computer = true;   ///< "Computer", else "User"
    std::string account = {};  ///< "User:NAME"; empty for all users
    Setting setting;           ///< deletions as registry.pol spells them: **del.NAME, **delvals., **DeleteKeys
    bool is_clear = false;     ///< CLEAR: takes the value back out of the local policy; type and data say nothing then
    friend bool operator==(const LgpoEntry&, const LgpoEntry&) = default;
};

/// The largest LGPO text that is read, in octets.
inline constexpr std::size_t k_lgpo_text_limit = 64U << 20U;

/// Reads LGPO text in UTF-8 or UTF-16LE. Comments are lines with ';' in column 0. Errors name the line.
[[nodiscard]] core::Result<std::vector<LgpoEntry>> parse_lgpo_text(core::BytesView file);

/// Writes it in UTF-8 with a byte-order mark, without which LGPO.exe takes a text for ANSI, and CR LF. `comments` stand at the top, one line each. Fails with malformed_input on what the
/// text cannot hold: line ends in names, names that look like comments, types without a word (only REG_NONE for key-only entries has one), strings that are not
/// terminated.
[[nodiscard]] core::Result<core::Bytes> serialize_lgpo_text(std::span<const LgpoEntry> entries, std::span<const std::string> comments);

}  // namespace gpotrust::registry_policy
