// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact::samba {

/// The import script, gpo-load.json (where gpo load can carry the policy) and the folder for `samba-tool gpo restore`.
[[nodiscard]] core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context);

/// Reads the policies of the restore folder; its parsed form, gpo-load.json and what the script says of the package must agree with them. Fails with
/// malformed_input, naming the file.
[[nodiscard]] core::Result<ReadBack> read(const core::FileTree& package);

}  // namespace gpotrust::artefact::samba
