// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "artefact/registry_sides.hpp"

namespace gpotrust::artefact::reg {

/// artefacts/reg/policy.computer.reg and its kind: one file that sets and one that removes, for the policy's keys and for the ordinary stores, on each side.
[[nodiscard]] core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context);
/// Reads all of them and fails when they do not belong together.
[[nodiscard]] core::Result<ReadBack> read(const core::FileTree& package);

/// "policy.computer.reg", "store.user.remove.reg".
[[nodiscard]] std::string file_name(std::string_view place, const RegistrySide& side, bool removes);
inline constexpr std::string_view k_folder = "artefacts/reg/";
inline constexpr std::string_view k_policy = "policy";
inline constexpr std::string_view k_store = "store";

}  // namespace gpotrust::artefact::reg
