// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a row of the plan becomes in the estate.
#pragma once

#include "app/commit.hpp"
#include "app/listed_trust.hpp"

namespace gpotrust::app {

/// A decision that is to be carried out, and what its revision is to be told with.
struct AppliedDecision {
    Decision decision;
    Run run;
};

/// Settles a row that makes a revision or may: a listed trust with the certificates on record may have other options. Nothing for rows about which nothing is to be done. `listed` is null for a trust that
/// is not in the file. May turn the row's action into what it comes to, with the reason.
[[nodiscard]] core::Result<std::optional<AppliedDecision>> decide_row(renewal::PlannedTrust& row, const ListedWork* listed,
                                                                      const ApplyRequest& request, const Estate& estate, AssignedSlugs& assigned);

}  // namespace gpotrust::app
