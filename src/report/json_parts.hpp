// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "gpotrust/report/print.hpp"

namespace gpotrust::report {

/// Keeps the order of insertion: a person reads it top down, and the bytes do not depend on a library's sorting.
using Json = nlohmann::ordered_json;

[[nodiscard]] Json to_json_value(const core::Error& error);
/// `certificate` names the certificate the finding is about, where it stands among findings of others.
[[nodiscard]] Json to_json_value(const core::Finding& finding, const std::optional<core::Sha1Thumbprint>& certificate = std::nullopt);
[[nodiscard]] Json to_json_value(const certificate::Certificate& certificate);
[[nodiscard]] Json to_json_value(const certificate::ExportedCertificate& exported);
[[nodiscard]] Json to_json_value(const AssessedExport& assessed);
[[nodiscard]] Json to_json_value(const audit::ScopedSetting& scoped);
[[nodiscard]] Json to_json_value(const audit::StoredCertificate& stored);
[[nodiscard]] Json to_json_value(const bundle::Manifest& manifest);
/// An event as every JSON of the ledger has it (docs/reference/ledger.md).
[[nodiscard]] Json to_json_value(const ledger::Event& event);

template <class Range>
[[nodiscard]] Json to_json_array(const Range& values) {
    Json array = Json::array();
    for (const auto& value : values) array.push_back(to_json_value(value));
    return array;
}

/// The envelope every report has (docs/reference/schema), indented, ASCII, with a line feed at the end.
[[nodiscard]] std::string in_envelope(std::string_view kind, Json data, const JsonEnvelope& envelope);

/// What `package`, `renew`, `retire` and `apply` have made.
[[nodiscard]] Json data_of(const PackageOutcome& outcome);

/// What can be seen of an export without opening it.
[[nodiscard]] Json outline_json(const certificate::Outline& outline);
/// The certificates of an opened export, with days left, usages and dropped properties.
[[nodiscard]] Json inspected_certificates(const audit::InspectedItem& item, core::UtcTime now);
/// Those found in policy stores, with days left.
[[nodiscard]] Json stored_certificates(const audit::InspectedItem& item, core::UtcTime now);
/// A GPO's identity, sides, other files and complaints.
[[nodiscard]] Json gpo_json(const audit::Gpo& gpo);
/// The files an item's settings stand in, in the settings' order.
[[nodiscard]] Json policies_json(const std::vector<audit::PolicyFile>& policies);
/// Findings on an opened export, then those on its certificates with their thumbprints.
[[nodiscard]] Json inspected_findings(const audit::InspectedItem& item);

}  // namespace gpotrust::report
