// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::audit {

/// Where in a file a finding points to; what is not known is empty or absent. SARIF and text show it.
struct Place {
    std::optional<trust::Side> side = {};
    std::string key = {};                    ///< registry key
    std::string value = {};                  ///< value name
    std::optional<std::size_t> offset = {};  ///< octets from the file's start
    std::string element = {};                ///< of an XML document
};

/// One finding of the audit. `finding.path` is the file, as shown.
struct Diagnosis {
    core::Finding finding;
    Place place = {};
    std::string sha1 = {};  ///< of the certificate it is about; empty: none
};

struct DoctorOptions {
    core::UtcTime now{};
    std::chrono::days expiring_within{60};  ///< from when on the end of a certificate is worth a word
};

/// What a check looks at.
struct Patient {
    const InspectedItem& item;
    const DoctorOptions& options;
};

/// One rule of the audit: a file in src/audit/checks/ and a line in its list.
struct DoctorCheck {
    std::span<const core::FindingKind> kinds;  ///< every code it can report
    void (*examine)(const Patient& patient, std::vector<Diagnosis>& diagnoses);
};
[[nodiscard]] std::span<const DoctorCheck* const> doctor_checks();
/// Every code of doctor_checks(), those of certificate::checks() it reuses not among them.
[[nodiscard]] std::span<const core::FindingKind> doctor_finding_kinds();

/// Everything the checks say of an item, most serious first, then by file and place. A package of ours is also verified (its findings are those of `verify`); what its manifest
/// says was meant (an entry in Root, a certificate that is not valid yet in role next, accepted findings) is no finding.
[[nodiscard]] std::vector<Diagnosis> examine(const InspectedItem& item, const DoctorOptions& options);

/// Findings about a file that is no policy: a PFX or a private key lying about (GPO_PRIVATE_KEY), whatever its name. `path` as shown.
[[nodiscard]] std::vector<Diagnosis> examine_loose_file(const std::string& path, core::BytesView content, const DoctorOptions& options);

}  // namespace gpotrust::audit
