// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact::gpo_backup {

/// The number n of a used side's version n * 65537: that of the revision, above what the base had. Fails (usage) beyond 65,535.
[[nodiscard]] core::Result<unsigned> side_number(const trust::TrustPolicy& policy, const BuildContext& context, trust::Side side);

/// Backup.xml of the base with what merging changes: identity, versions and extension lists of the sides the policy uses, disabled sides, and the registry.pol files that come or go. The base's own text stays in everything else.
/// Merging into what was merged before changes nothing.
[[nodiscard]] core::Result<core::Bytes> merged_scheme(const trust::TrustPolicy& policy, const BuildContext& context);

}  // namespace gpotrust::artefact::gpo_backup
