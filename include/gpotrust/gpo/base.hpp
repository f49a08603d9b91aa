// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gpotrust/trust/base_gpo.hpp"

namespace gpotrust::gpo {

/// The largest backup a policy is merged into, in octets: a package carries all of it.
inline constexpr std::size_t k_base_limit = 64U << 20U;
/// The most files of such a backup: a package's zip holds them beside its own.
inline constexpr std::size_t k_base_files = 3'500;

/// A backup as it was read for `--base`, with what somebody should know of it.
struct ReadBase {
    trust::BaseGpo base;                    ///< every record is foreign yet, see trust::take_over()
    std::vector<std::string> missing = {};  ///< files that Backup.xml names and that are not there, sorted
    std::vector<std::string> unnamed = {};  ///< files that Backup.xml does not name, sorted: an import leaves them out
};

/// Reads the files of a {BACKUPID} folder, by their path below it with '/'. Names are found without case. Refuses, with the file and the element (malformed_input, unsupported_input): what is no backup of one GPO, a
/// registry.pol that is damaged or is named and not there, extension lists that are no lists, names a package cannot carry, more than
/// k_base_limit octets or k_base_files files.
[[nodiscard]] core::Result<ReadBase> read_base(const std::map<std::string, core::Bytes>& files);

}  // namespace gpotrust::gpo
