// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/finding.hpp"

#include <algorithm>

namespace gpotrust::core {

std::string_view to_text(Severity severity) {
    switch (severity) {
        case Severity::info:
            return "info";
        case Severity::warning:
            return "warning";
        case Severity::error:
            break;
    }
    return "error";
}

Finding make_finding(const FindingKind& kind, std::string_view detail) {
    Finding finding;
    finding.code = kind.code;
    finding.severity = kind.severity;
    finding.message = kind.message;
    if (!detail.empty()) finding.message.append(": ").append(detail);
    finding.hint = kind.hint;
    finding.source = kind.source;
    finding.acceptable = kind.acceptable;
    return finding;
}

bool any_blocking(std::span<const Finding> findings) {
    return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.is_blocking(); });
}

}  // namespace gpotrust::core
