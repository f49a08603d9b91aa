// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
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
    std::vector<std::size_t> record_offsets = {};  ///< where each of item.settings begins in its registry.pol; k_no_offset where that is not known
};
inline constexpr std::size_t k_no_offset = static_cast<std::size_t>(-1);

/// Of one code and severity at most this many findings are kept for an item; the last of them tells how many more there are. A registry.pol can hold millions of odd records.
inline constexpr std::size_t k_most_alike = 100;

/// Collects what the checks say of an item.
class Diagnoses {
public:
    void add(Diagnosis diagnosis);
    [[nodiscard]] bool empty() const { return m_diagnoses.empty(); }
    /// Most serious first, then by file and place.
    [[nodiscard]] std::vector<Diagnosis> sorted() &&;

private:
    std::vector<Diagnosis> m_diagnoses = {};
    std::map<std::pair<std::string, core::Severity>, std::size_t> m_counts = {};  ///< how often each code was added at a severity
};

/// One rule of the audit, or a close family: a file in src/audit/checks/ and a line in the list of src/audit/CMakeLists.txt.
struct DoctorCheck {
    std::span<const core::FindingKind> kinds;  ///< every code of its own; reused ones stand with their owners
    void (*examine)(const Patient& patient, Diagnoses& diagnoses);
};
[[nodiscard]] std::span<const DoctorCheck* const> doctor_checks();
/// Every code of the audit, those it reuses (certificate::checks(), bundle::package_finding_kinds()) not among them.
[[nodiscard]] std::vector<const core::FindingKind*> doctor_finding_kinds();

/// Everything the checks say of an item, most serious first, then by file and place. A package of ours is also verified (its findings are those of `verify`); what its manifest
/// says was meant (an entry in Root, a certificate that is not valid yet in role next, accepted findings) is no finding.
[[nodiscard]] std::vector<Diagnosis> examine(const InspectedItem& item, const DoctorOptions& options);

/// The registry settings of a file that stands alone, recognised by its content, or by its name where that ends in .pol; nothing for any other file.
[[nodiscard]] std::optional<InspectedItem> inspect_policy_file(const std::string& path, core::BytesView content);

/// Findings about a file that is no policy: a PFX or a private key lying about (GPO_PRIVATE_KEY), whatever its name. `path` as shown.
[[nodiscard]] std::vector<Diagnosis> examine_loose_file(const std::string& path, core::BytesView content);

/// A manifest.xml and the folders beside it that hold backups: GPO_MANIFEST_INCOMPLETE where they disagree. `folder` as shown; the files by their path
/// from it, of which only the manifest is read. Nothing for a manifest.xml of another program.
[[nodiscard]] std::vector<Diagnosis> diagnose_manifest(const std::string& folder, const GpoFiles& files);

/// GPO_UNREADABLE: a file or folder that could not be looked at.
[[nodiscard]] Diagnosis unreadable_finding(const std::string& path, const core::Error& error);

}  // namespace gpotrust::audit
