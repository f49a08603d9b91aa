// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact::gpo_backup {

/// Writes the backup directory that docs/explanation/gpo-backup.md describes. A side is used when the policy's scope includes it, also when it has no setting left: clients must then
/// process the removal. With a base its files, records and documents stand there with what merging adds.
[[nodiscard]] core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context);

/// Reads the settings back and compares manifest.xml, bkupInfo.xml, Backup.xml, gpreport.xml and the files with one another. Fails (malformed_input) with
/// the file and the element that disagree.
[[nodiscard]] core::Result<ReadBack> read(const core::FileTree& package);

/// Reads a backup that was merged into a base: the settings of both sides, foreign ones among them. What is ours in it must agree as in read(); what the base brought along is as it is.
[[nodiscard]] core::Result<ReadBack> read_merged(const core::FileTree& package);

}  // namespace gpotrust::artefact::gpo_backup
