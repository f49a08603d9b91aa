// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the revisions of a trust policy hand on from one to the next.
#pragma once

#include "app/estate.hpp"
#include "app/plan.hpp"

namespace gpotrust::app {

/// A revision's policy with what its manifest tells.
struct Previous {
    trust::TrustPolicy policy;
    bundle::Manifest manifest;
};

/// The newest revision, out of its folder or, where that is missing or damaged, out of its zip. Fails with malformed_input when both are.
[[nodiscard]] core::Result<Previous> previous_revision(const Estate& estate, const ledger::Event& recorded);

/// Evidence and findings for every entry of a policy, in its order: of the certificates that come in, else what the revision before told.
[[nodiscard]] std::vector<bundle::ManifestCertificate> told_about(const trust::TrustPolicy& policy, const std::vector<WantedCertificate>& wanted,
                                                                  const std::vector<bundle::ManifestCertificate>& earlier);

/// The number after the newest one, recorded or on disk. Fails with usage beyond 65,535.
[[nodiscard]] core::Result<unsigned> next_revision(const std::string& slug, const std::optional<ledger::Event>& recorded, const Estate& estate);

/// "gpotrust <slug> until YYYY-MM": the name a certificate gets in certmgr when nobody says otherwise.
[[nodiscard]] std::string default_friendly_name(const std::string& slug, const certificate::Certificate& certificate);

}  // namespace gpotrust::app
