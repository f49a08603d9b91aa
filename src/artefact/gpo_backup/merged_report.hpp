// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact::gpo_backup {

/// gpreport.xml of the base (`theirs`; `own` again where it has none) with what merging changes: name, versions, enabled sides, and the certificates. `own` is the report of the policy alone, whose Public Key elements are taken over. Certificates
/// that are no longer in registry.pol are taken out; all other settings stay as the base shows them.
[[nodiscard]] core::Result<core::Bytes> merged_report(const trust::TrustPolicy& policy, const BuildContext& context, core::BytesView theirs,
                                                      core::BytesView own);

}  // namespace gpotrust::artefact::gpo_backup
