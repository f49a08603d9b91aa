// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <vector>

#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;

/// Every code that can come up while an export is judged.
std::vector<const core::FindingKind*> known_kinds() {
    std::vector<const core::FindingKind*> kinds;
    for (const certificate::Check* check : certificate::checks()) {
        for (const core::FindingKind& kind : check->kinds) kinds.push_back(&kind);
    }
    for (const core::FindingKind& kind : certificate::export_finding_kinds()) kinds.push_back(&kind);
    return kinds;
}

core::Error unknown(const std::string& code, const std::vector<const core::FindingKind*>& kinds) {
    std::vector<std::string_view> codes;
    for (const core::FindingKind* kind : kinds) codes.push_back(kind->code);
    const std::string_view nearest = core::nearest_match(core::ascii_upper(code), codes);
    return {ErrorCode::usage,
            fmt::format("--accept: there is no finding {}", core::printable(code)),
            nearest.empty() ? "docs/reference/findings.md lists the codes; `gpotrust check` shows those of an export"
                            : fmt::format("did you mean {}?", nearest),
            {}};
}

core::Result<void> check_acceptance(const std::string& code, const std::string& reason, const std::vector<const core::FindingKind*>& kinds) {
    for (const core::FindingKind* kind : kinds) {
        if (kind->code != code) continue;
        if (!kind->acceptable)
            return core::fail(ErrorCode::usage, fmt::format("--accept: {} is never acceptable: {}", code, kind->message), std::string(kind->hint));
        if (reason.empty())
            return core::fail(ErrorCode::usage, fmt::format("--accept: {} needs a reason", code),
                              fmt::format("--accept {}=\"why this is all right here\"", code));
        return {};
    }
    return core::fail(unknown(code, kinds));
}

}  // namespace

core::Result<void> check_acceptances(const Judgement& judgement) {
    if (judgement.accepted.empty()) return {};
    const std::vector<const core::FindingKind*> kinds = known_kinds();
    for (const auto& [code, reason] : judgement.accepted) GPOTRUST_TRY(check_acceptance(code, reason, kinds));
    return {};
}

}  // namespace gpotrust::app
