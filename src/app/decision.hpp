// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a plan becomes in an estate: the first revision, the next one, or nothing new.
#pragma once

#include <map>

#include "app/estate.hpp"
#include "app/plan.hpp"

namespace gpotrust::app {

/// A plan settled against what the estate holds.
struct Decision {
    RevisionName revision;
    trust::TrustPolicy policy;
    std::vector<bundle::ManifestCertificate> told;  ///< evidence and findings, in the policy's order
    bundle::Secrets secrets;
    std::optional<ledger::Event> unchanged = {};  ///< the newest revision, when it says the same already
};

/// Slugs given out in this run, so that two new GPOs do not get the same.
using AssignedSlugs = std::map<std::string, core::Guid, std::less<>>;

/// Settles slug, revision and policy. Fails with choice_needed when the GPO exists with other certificates and the request does not say what to do.
[[nodiscard]] core::Result<Decision> decide(const Plan& plan, const PackageRequest& request, const Estate& estate, AssignedSlugs& assigned);

}  // namespace gpotrust::app
