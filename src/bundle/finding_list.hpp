// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::bundle {

/// Collects findings; the path says which file.
class FindingList {
public:
    explicit FindingList(std::vector<core::Finding>& findings) : m_findings(findings) {}

    void add(const core::FindingKind& kind, std::string path, std::string_view detail = {}) {
        core::Finding finding = core::make_finding(kind, core::printable(detail));
        finding.path = std::move(path);
        m_findings.push_back(std::move(finding));
    }
    /// True if something was already said of the file.
    [[nodiscard]] bool names(std::string_view path) const {
        return std::any_of(m_findings.begin(), m_findings.end(), [&](const core::Finding& finding) { return finding.path == path; });
    }

private:
    std::vector<core::Finding>& m_findings;
};

}  // namespace gpotrust::bundle
