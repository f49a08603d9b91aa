// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::certificate {

enum class Profile { standard, strict, legacy_exchange };

/// What the certificate is to be judged against.
struct AssessmentOptions {
    core::UtcTime now{};
    Profile profile = Profile::standard;
    bool tls_server = true;   ///< false: the TLS rules (SAN, serverAuth, CN in SAN) do not apply
};

/// A rule, or a close family of rules: one file in src/certificate/checks/ and one line in the list there.
struct Check {
    std::string_view id;                        ///< e.g. "validity"
    std::string_view description;               ///< one sentence
    std::span<const core::FindingKind> kinds;   ///< every code it can report
    bool (*applies)(const Certificate&, const AssessmentOptions&);
    void (*run)(const Certificate&, const AssessmentOptions&, std::vector<core::Finding>&);
};

/// All rules in the order of judgement: parse, structure, self-signature, key, dates, usage, names.
[[nodiscard]] std::span<const Check* const> checks();

/// Runs every rule that applies. Severities are those of the profile. A stronger finding replaces the weaker one for the same fact.
[[nodiscard]] std::vector<core::Finding> assess(const Certificate& certificate, const AssessmentOptions& options);

}  // namespace gpotrust::certificate
