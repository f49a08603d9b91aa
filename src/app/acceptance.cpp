// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <vector>

#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/renewal/renew.hpp"

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
    for (const core::FindingKind& kind : renewal::renewal_finding_kinds()) kinds.push_back(&kind);
    return kinds;
}

core::Error unknown(const std::string& code) {
    std::vector<std::string_view> codes;
    for (const core::FindingKind* kind : known_kinds()) codes.push_back(kind->code);
    const std::string_view nearest = core::nearest_match(core::ascii_upper(code), codes);
    return {ErrorCode::usage,
            fmt::format("--accept: no finding of an export has the code {}", core::printable(code)),
            nearest.empty() ? "`gpotrust check` prints the codes" : fmt::format("did you mean {}?", nearest),
            {}};
}

enum class Acceptable { unknown, never, yes };

Acceptable acceptable(const std::string& code) {
    Acceptable answer = Acceptable::unknown;
    for (const core::FindingKind* kind : known_kinds()) {
        if (kind->code != code) continue;
        if (kind->acceptable) return Acceptable::yes;
        answer = Acceptable::never;
    }
    return answer;
}

}  // namespace

core::Result<void> check_acceptances(const Judgement& judgement) {
    for (const auto& [code, reason] : judgement.accepted) {
        if (acceptable(code) == Acceptable::unknown) return core::fail(unknown(code));
        if (reason.find_first_not_of(' ') == std::string::npos)
            return core::fail(ErrorCode::usage, fmt::format("--accept {}: a reason is missing", code),
                              fmt::format("--accept \"{}=why this is all right\"", code));
    }
    return {};
}

std::vector<std::string> never_acceptable(const Judgement& judgement) {
    std::vector<std::string> codes;
    for (const auto& [code, reason] : judgement.accepted) {
        if (acceptable(code) == Acceptable::never) codes.push_back(code);
    }
    return codes;
}

}  // namespace gpotrust::app
