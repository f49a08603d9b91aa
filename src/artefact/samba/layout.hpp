// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::artefact::samba {

inline constexpr std::string_view k_script = "scripts/import-samba.sh";
inline constexpr std::string_view k_load = "artefacts/samba/gpo-load.json";
/// The folder `samba-tool gpo restore` is pointed at. Of every SYSVOL file it holds the octets (.SAMBABACKUP) and what Samba's parser makes of them (.xml).
inline constexpr std::string_view k_restore = "artefacts/samba/restore/";
inline constexpr std::string_view k_gpt_ini = "GPT.INI";

inline constexpr std::array<trust::Side, 2> k_sides{trust::Side::computer, trust::Side::user};

/// "Machine/Registry.pol" or the user's, below the GPO's folder in SYSVOL.
[[nodiscard]] constexpr std::string_view registry_pol_of(trust::Side side) {
    return side == trust::Side::computer ? "Machine/Registry.pol" : "User/Registry.pol";
}
/// The attribute that names a side's extensions.
[[nodiscard]] constexpr std::string_view extensions_attribute(trust::Side side) {
    return side == trust::Side::computer ? "gPCMachineExtensionNames" : "gPCUserExtensionNames";
}

[[nodiscard]] inline core::RelativePath in_restore(std::string_view name, std::string_view suffix) {
    return core::RelativePath::of(std::string(k_restore) + std::string(name) + std::string(suffix));
}
inline constexpr std::string_view k_raw = ".SAMBABACKUP";
inline constexpr std::string_view k_parsed = ".xml";
inline constexpr std::string_view k_attribute = ".SAMBAEXT";

}  // namespace gpotrust::artefact::samba
