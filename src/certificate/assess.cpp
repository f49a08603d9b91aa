// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/assess.hpp"

#include <algorithm>

#include "certificate/hints.hpp"

namespace gpotrust::certificate {
namespace {

std::optional<core::Severity> deviation(const core::FindingKind& kind, Profile profile) {
    switch (profile) {
        case Profile::standard:
            break;
        case Profile::strict:
            return kind.strict;
        case Profile::legacy_exchange:
            return kind.legacy_exchange;
    }
    return std::nullopt;
}

// A profile moves the severity of a code as a whole, but never turns what the rule itself took for a lesser case into a greater one.
void apply_profile(const Check& check, Profile profile, core::Finding& finding) {
    const auto kind = std::find_if(check.kinds.begin(), check.kinds.end(), [&finding](const core::FindingKind& k) { return k.code == finding.code; });
    if (kind == check.kinds.end() || finding.severity != kind->severity) return;
    finding.severity = deviation(*kind, profile).value_or(finding.severity);
}

}  // namespace

std::string_view to_text(ServerRole role) {
    switch (role) {
        case ServerRole::client_access:
            return "client-access";
        case ServerRole::hub_transport:
            return "hub-transport";
        case ServerRole::edge_transport:
            return "edge-transport";
        case ServerRole::unified_messaging:
            break;
    }
    return "unified-messaging";
}

std::optional<Refusal> refusal_of(std::string_view code) {
    for (const Check* check : checks()) {
        const bool reports_it =
            std::any_of(check->kinds.begin(), check->kinds.end(), [code](const core::FindingKind& kind) { return kind.code == code; });
        if (reports_it) return check->refusal;
    }
    return std::nullopt;
}

std::vector<core::Finding> assess(const Certificate& certificate, const AssessmentOptions& options) {
    std::vector<core::Finding> findings;
    const HintFiller hints(certificate, options);
    for (const Check* check : checks()) {
        if (!check->applies(certificate, options)) continue;
        const std::size_t before = findings.size();
        check->run(certificate, options, findings);
        for (std::size_t i = before; i < findings.size(); ++i) {
            apply_profile(*check, options.profile, findings[i]);
            findings[i].hint = hints.filled(findings[i].hint);
        }
    }
    return findings;
}

}  // namespace gpotrust::certificate
