// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "artefact/registry_sides.hpp"

namespace gpotrust::artefact::lgpo {

/// artefacts/lgpo/: machine.pol and user.pol, the same as text (computer.txt, user.txt), undo.txt, and apply.cmd and undo.cmd that call LGPO.exe.
[[nodiscard]] core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context);
/// Reads the .pol files and the texts and fails when they say different things.
[[nodiscard]] core::Result<ReadBack> read(const core::FileTree& package);

inline constexpr std::string_view k_folder = "artefacts/lgpo/";
inline constexpr std::string_view k_undo = "undo.txt";
inline constexpr std::array<std::string_view, 2> k_scripts = {"apply.cmd", "undo.cmd"};
/// "machine.pol", "user.pol".
[[nodiscard]] std::string pol_name(const RegistrySide& side);
/// "computer.txt", "user.txt".
[[nodiscard]] std::string text_name(const RegistrySide& side);

}  // namespace gpotrust::artefact::lgpo
