// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a plan becomes in an estate: the first revision, the next one, or nothing new.
#pragma once

#include <map>

#include "app/base.hpp"
#include "app/estate.hpp"
#include "app/plan.hpp"

namespace gpotrust::app {

/// A plan settled against what the estate holds.
struct Decision {
    RevisionName revision;
    trust::TrustPolicy policy;
    std::vector<bundle::ManifestCertificate> told;  ///< evidence and findings, in the policy's order
    bundle::Secrets secrets;
    std::string_view kind = ledger::kind::packaged;        ///< of the event, when it is no `unchanged`
    std::vector<trust::TrustedCertificate> retiring = {};  ///< what this revision sends on its way out
    std::vector<trust::TrustedCertificate> dropped = {};   ///< what the revision before had and this one has not
    std::optional<report::MergeSummary> merge = {};        ///< of a policy with a base
    std::optional<ledger::Event> unchanged = {};           ///< the newest revision, when it says the same already
};

/// Slugs given out in this run, so that two new GPOs do not get the same.
using AssignedSlugs = std::map<std::string, core::Guid, std::less<>>;

/// Settles slug, revision and policy. Fails with choice_needed when the GPO exists with other certificates and the request does not say what to do.
[[nodiscard]] core::Result<Decision> decide(const Plan& plan, const PackageRequest& request, const std::optional<GivenBase>& base, const Estate& estate,
                                            AssignedSlugs& assigned);

/// Gives a settled policy its number: that of the newest revision when it says the same, else the next.
[[nodiscard]] core::Result<void> number_revision(Decision& decision, const std::optional<ledger::Event>& recorded, const Estate& estate);

}  // namespace gpotrust::app
