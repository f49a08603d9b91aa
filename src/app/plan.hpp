// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// From judged exports to the policies wanted: still without a look at the estate.
#pragma once

#include "app/exports.hpp"

namespace gpotrust::app {

/// One certificate to be packaged, with what is known of it.
struct WantedCertificate {
    certificate::Certificate certificate;
    certificate::KeyEvidence key_evidence = certificate::KeyEvidence::not_provable;
    std::vector<core::Finding> findings;
};

/// One policy the user asked for.
struct Plan {
    trust::GpoIdentity identity;
    std::vector<WantedCertificate> wanted;
    bundle::Secrets secrets;
};

struct Plans {
    std::vector<Plan> plans;
    std::vector<core::Error> errors;  ///< of policies that cannot be made, e.g. because one of their exports is unfit
};

/// Everything that can be said against a request before an export is read: options that contradict each other, names that cannot be. Fails with usage.
[[nodiscard]] core::Result<void> check_request(const PackageRequest& request);
/// One policy of all exports with --gpo-name, else one per export. Two exports of one certificate without --gpo-name are one policy; two
/// exports that would share a GPO name with different certificates are the user's choice (choice_needed).
[[nodiscard]] core::Result<Plans> make_plans(const PackageRequest& request, const std::vector<OpenedExport>& exports);

/// Adds what was selected of an export, with its evidence, its findings and its secrets.
void add_export(Plan& plan, const OpenedExport& opened);

}  // namespace gpotrust::app
