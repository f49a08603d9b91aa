// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// From the newest revision of a policy to its next one: what renew, retire and apply share.
#pragma once

#include "app/commit.hpp"
#include "app/revision.hpp"
#include "gpotrust/renewal/renew.hpp"

namespace gpotrust::app {

/// What a renewal's exports bring in.
struct Newcomers {
    std::vector<WantedCertificate> wanted = {};
    bundle::Secrets secrets = {};
};

/// A --base of a renewal or a retirement.
struct NewBase {
    std::optional<GivenBase> given = {};
    bool enable_side = false;
};

/// A change settled as the next revision of the policy it was made from, or as no change. Without a new base the policy keeps the one it has.
[[nodiscard]] core::Result<Decision> decide_change(const ledger::Event& recorded, const Previous& previous, renewal::Change change,
                                                   std::string_view kind, const Newcomers& newcomers, const NewBase& base, const Estate& estate);

/// What certificates that come into a policy are judged for when nobody says: what those in use are good for.
[[nodiscard]] Purpose purpose_like(const trust::TrustPolicy& policy);

/// The next certificates among newcomers, with the names certmgr will show.
[[nodiscard]] std::vector<renewal::NextCertificate> next_certificates(const Newcomers& newcomers, const std::string& slug,
                                                                      const std::optional<std::string>& friendly_name);

/// Tells the certificates that come in what the change itself says against them, accepted where the judgement accepts it. False when something still blocks.
[[nodiscard]] bool tell_findings(const renewal::Change& change, const Judgement& judgement, Newcomers& newcomers);

}  // namespace gpotrust::app
