// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A trust of the estate file as a request that `package` would get, and what its exports offer.
#pragma once

#include "app/plan.hpp"
#include "gpotrust/renewal/plan.hpp"

namespace gpotrust::app {

/// The request a [[trust]] table stands for; `run` says the rest. Fails with malformed_input, naming the table's line, for what `package` would refuse as a wrong command.
[[nodiscard]] core::Result<PackageRequest> request_of(const renewal::ListedTrust& trust, const std::filesystem::path& folder,
                                                      const ApplyRequest& run);

/// The exports of one trust, opened and judged.
struct OpenedTrust {
    std::vector<report::AssessedExport> exports = {};
    Plan plan = {};  ///< identity, and the certificates that are meant
    renewal::Offer offer = {};
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// Everything known of one listed trust.
struct ListedWork {
    const renewal::ListedTrust* trust = nullptr;
    PackageRequest request = {};
    OpenedTrust opened = {};
    bool follows = false;  ///< its policy trusts certificates already: the next one may come in ahead of its time
};
/// The exports of `work`. Never asks at two prompts at once. `folder` is where relative paths begin. Several may be opened at the same time.
[[nodiscard]] OpenedTrust open_listed(const ListedWork& work, const std::filesystem::path& folder, const Passwords& passwords);

/// A failure of one trust among many: questions that a command would ask have no answer here and make it unfit.
[[nodiscard]] core::Error isolated(core::Error error);

}  // namespace gpotrust::app
