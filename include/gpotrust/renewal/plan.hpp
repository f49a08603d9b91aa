// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What `gpotrust apply` is to do: from what an estate file asks for, what its exports hold and what the ledger says. Pure: no file, no clock.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/renewal/estate_file.hpp"
#include "gpotrust/renewal/status.hpp"

namespace gpotrust::renewal {

/// What is to be done about one trust policy.
enum class Action {
    package,    ///< its first revision, one with other options, or trust again after a retirement
    add,        ///< certificates come in, or stay that were on their way out, and none of those in use goes
    renew,      ///< certificates come in, and of those in use some are no longer among the exports
    retire,     ///< trust is taken away
    distrust,   ///< and the certificates go into Disallowed
    drop,       ///< retiring certificates that have ended are taken out, and nothing else
    unchanged,  ///< nothing
    fail,       ///< nothing can be done: see the error
};
[[nodiscard]] std::string_view to_text(Action action);

/// What the exports of one listed trust hold, as far as a plan asks.
struct Offer {
    std::vector<core::Sha1Thumbprint> certificates = {};  ///< those that are meant
    std::optional<core::Error> error = {};                ///< why the exports cannot be used
};

/// One row of a plan.
struct PlannedTrust {
    Action action = Action::unchanged;
    std::optional<std::size_t> listed = {};  ///< its place in EstateFile::trusts; nothing: it is on record and not in the file
    trust::GpoIdentity identity;
    std::string slug = {};                            ///< empty until a first revision is made
    std::optional<unsigned> revision = {};            ///< the newest on record
    std::optional<State> state = {};                  ///< how it stands before
    std::string reason = {};                          ///< why, in words for people
    bool holds_ended = false;                         ///< retiring certificates that have ended stand in it still: every new revision drops them
    std::vector<core::Sha1Thumbprint> arriving = {};  ///< certificates that are not on record, sorted
    std::vector<core::Sha1Thumbprint> staying =
        {};  ///< certificates on their way out that are among the exports: they are to be in use again, sorted
    std::vector<core::Sha1Thumbprint> missing = {};  ///< certificates in use that are not among the exports, sorted
    std::optional<core::Error> error = {};
};

/// The plan: listed trusts in the order of the file, then what is on record and not listed, by slug. Without a file only what has ended is dropped. A trust that was taken out of the file is never retired
/// for that: it is named. `offers` goes with file->trusts, one for each; what is retired needs no offer.
[[nodiscard]] std::vector<PlannedTrust> make_plan(const EstateFile* file, std::span<const Offer> offers, std::span<const ledger::TrustState> states,
                                                  core::UtcTime now);

/// True if the action makes a revision.
[[nodiscard]] bool makes_revision(Action action);

}  // namespace gpotrust::renewal
