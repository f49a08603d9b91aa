// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the files of this folder share. A new rule: see src/certificate/CMakeLists.txt.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/assess.hpp"

namespace gpotrust::certificate {

using core::Finding;
using core::FindingKind;
using core::Severity;

inline bool applies_always(const Certificate&, const AssessmentOptions&) { return true; }
inline bool applies_to_tls_servers(const Certificate&, const AssessmentOptions& options) { return options.wants(Usage::tls_server); }

inline void add(std::vector<Finding>& findings, const FindingKind& kind, std::string_view detail = {}) {
    findings.push_back(core::make_finding(kind, detail));
}
/// For codes whose severity depends on the certificate; a profile leaves it alone then.
inline void add_with(std::vector<Finding>& findings, const FindingKind& kind, Severity severity, std::string_view detail = {}) {
    add(findings, kind, detail);
    findings.back().severity = severity;
}

}  // namespace gpotrust::certificate
