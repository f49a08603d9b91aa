// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "bundle/finding_list.hpp"
#include "gpotrust/bundle/manifest.hpp"

namespace gpotrust::bundle {

/// Makes every artefact again from the policy and the manifest, and reports each file that is missing, too much, listed under another format or not what comes out:
/// the same input gives the same octets. Files of another version of this program are compared by what they do; what cannot be compared so is said
/// (PACKAGE_OTHER_VERSION). Files of which something was already said are passed over.
void check_artefacts(const Manifest& manifest, const trust::TrustPolicy& policy, const core::FileTree& files, FindingList& findings);

}  // namespace gpotrust::bundle
