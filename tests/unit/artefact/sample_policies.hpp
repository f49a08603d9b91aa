// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gpotrust/artefact/format.hpp"

namespace gpotrust::test {

/// A certificate of tests/data/artefact.
[[nodiscard]] certificate::Certificate sample_certificate(std::string_view file);
/// The thirty-two certificates of many.der.
[[nodiscard]] std::vector<certificate::Certificate> thirty_two_certificates();

/// A normalised policy; the running test fails when the parts do not make one.
[[nodiscard]] trust::TrustPolicy policy_of(std::string_view gpo_name, std::string_view domain, trust::Scope scope,
                                           std::vector<trust::TrustedCertificate> certificates);
/// One mail server in Trusted People, for contoso.com.
[[nodiscard]] trust::TrustPolicy mail_policy(trust::Scope scope = trust::Scope::both);

/// The same moment and version for every test; the backup id belongs to the policy and the revision.
[[nodiscard]] artefact::BuildContext context_for(const trust::TrustPolicy& policy, unsigned revision = 1);

/// Policies of every kind the formats must carry, by a name for messages.
[[nodiscard]] std::vector<std::pair<std::string, trust::TrustPolicy>> all_kinds_of_policies();

[[nodiscard]] const artefact::Format& format_named(std::string_view id);
/// What a format makes; the running test fails when it makes nothing.
[[nodiscard]] core::FileTree build(std::string_view format, const trust::TrustPolicy& policy, unsigned revision = 1);
/// The one file of a tree whose path ends so.
[[nodiscard]] const core::Bytes& file_ending(const core::FileTree& tree, std::string_view ending);

}  // namespace gpotrust::test
