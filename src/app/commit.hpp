// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// From a decision to a package in the estate: the one way for package, renew, retire and apply.
#pragma once

#include "app/decision.hpp"
#include "gpotrust/bundle/package.hpp"

namespace gpotrust::app {

/// What all revisions made by one run have in common.
struct Run {
    core::UtcTime now{};
    std::string profile = "default";  ///< as the manifest names it
    std::string operator_name;
    std::string tool_version;
    bool dry_run = false;
    bool allow_network_share = false;
};
/// "default", "strict", "legacy-exchange".
[[nodiscard]] std::string profile_name(certificate::Profile profile);
/// Of a request that judges exports: package, renew.
template <class Request>
[[nodiscard]] Run run_of(const Request& request) {
    return {.now = request.judgement.now,
            .profile = profile_name(request.judgement.profile),
            .operator_name = request.operator_name,
            .tool_version = request.tool_version,
            .dry_run = request.dry_run,
            .allow_network_share = request.allow_network_share};
}

/// Opens the estate, for looking in a dry run, else for writing, and then recovers it and notes what that did. Nothing when that failed for a reason the outcome now tells; fails
/// where the user must decide.
[[nodiscard]] core::Result<std::optional<Estate>> open_estate(const std::filesystem::path& root, const Run& run, report::PackageOutcome& outcome);

/// Builds the package of a decision in memory. Touches nothing: several may be built at once.
[[nodiscard]] core::Result<bundle::Package> build(const Decision& decision, const Run& run);
/// Puts a new revision that was built into the estate and the ledger; in a dry run tells what that would be.
[[nodiscard]] core::Result<report::PackagedTrust> place(const Decision& decision, bundle::Package package, const Run& run, Estate& estate);
/// Builds and places a new revision, or keeps the newest one and mends what is damaged of it.
[[nodiscard]] core::Result<report::PackagedTrust> commit(const Decision& decision, const Run& run, Estate& estate);

/// Tells what merging means before anything is written: the summary to whoever asked for it, and the warnings.
void tell_merge(const Decision& decision, const BaseWish& wish, report::PackageOutcome& outcome);
/// Adds an error and what it means for the exit status.
void add_error(report::PackageOutcome& outcome, core::Error error);
/// Adds a package, with a warning where its folder holds what does not belong to it.
void add_package(report::PackageOutcome& outcome, report::PackagedTrust package);
/// A question or a wrong command, which ends a run instead of standing in its outcome.
[[nodiscard]] bool is_for_the_user(const core::Error& error);
/// A run that ends with a question has no outcome to tell in what it did before.
[[nodiscard]] core::Error with_notices(core::Error error, const Notices& notices);

}  // namespace gpotrust::app
