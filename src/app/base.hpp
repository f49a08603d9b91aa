// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// --base: from a folder on disk to the GPO a policy is merged into, and what becomes of it.
#pragma once

#include <memory>
#include <optional>

#include "app/estate.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/gpo/base.hpp"

namespace gpotrust::app {

/// A base as it was given.
struct GivenBase {
    std::string path;  ///< absolute
    gpo::ReadBase read;
};

/// Reads --base: a {BACKUPID} folder, or a folder with exactly one of them. Nothing where none was given. Fails with choice_needed when there are several, with unsupported_input or malformed_input on what cannot be
/// merged.
[[nodiscard]] core::Result<std::optional<GivenBase>> read_given_base(const BaseWish& wish);

/// Gives a policy its base: the given one, or that of the revision before. Tells which certificates of it are the policy's from now on. Fails with choice_needed when the given one is a backup of another GPO, with usage on
/// --enable-side without a base.
[[nodiscard]] core::Result<std::vector<trust::TakenOver>> set_base(trust::TrustPolicy& policy, const trust::TrustPolicy* before,
                                                                   const std::optional<GivenBase>& given, bool enable_side);

/// The three-way summary of a settled policy; nothing where it has no base. Fails with unfit when the base has every side disabled that the policy uses, with unsupported_input on what cannot be merged.
[[nodiscard]] core::Result<std::optional<report::MergeSummary>> summarize(const trust::TrustPolicy& policy, const trust::TrustPolicy* before,
                                                                         const std::optional<GivenBase>& given, std::vector<trust::TakenOver> taken);

/// What somebody should know of a merge before it is imported, in sentences.
[[nodiscard]] std::vector<std::string> advice_on(const report::MergeSummary& summary, const trust::TrustPolicy& policy);

}  // namespace gpotrust::app
