// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/trust_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "trust/order.hpp"
#include "trust/text_rules.hpp"

namespace gpotrust::trust {
namespace {

core::Result<void> check_options(const TrustPolicy& policy) {
    if (policy.peer_usages && !includes(policy.scope, Side::computer)) {
        return core::fail(core::ErrorCode::usage, "peer usages are a setting of the computer side and the scope is user",
                          "use --scope computer or both, or leave --peer-usages out");
    }
    std::string text = policy.comment;
    std::erase_if(text, [](char c) { return c == '\t' || c == '\r' || c == '\n'; });
    if (!core::is_utf8(text) || has_control_characters(text) || has_noncharacters(text)) {
        return core::fail(core::ErrorCode::usage, "the GPO comment holds control characters or is not UTF-8", "give plain text with --comment");
    }
    return {};
}

/// A base has its own, and both stay as they are.
core::Result<void> check_base(const TrustPolicy& policy) {
    if (policy.base == nullptr) return {};
    if (!policy.comment.empty())
        return core::fail(core::ErrorCode::usage, "--comment and --base contradict each other: the GPO's own comment stays", "leave --comment out");
    if (policy.preferences_in_backup)
        return core::fail(core::ErrorCode::usage, "--preferences-in-backup and --base contradict each other: the GPO's own preferences stay",
                          "leave --preferences-in-backup out");
    return {};
}

core::Result<void> check_certificate(const TrustedCertificate& trusted, Scope scope) {
    if (includes(scope, Side::user) && (trusted.store == Store::root || trusted.store == Store::intermediate)) {
        return core::fail(core::ErrorCode::usage,
                          fmt::format("the user side of a GPO has no store {} ({})", to_text(trusted.store), title(trusted.store)),
                          "use --scope computer: it serves every user of the computer too");
    }
    if (trusted.role == Role::distrusted && trusted.store != Store::disallowed) {
        return core::fail(
            core::ErrorCode::usage,
            fmt::format("certificate {} is distrusted and stands in store {}", core::to_hex(trusted.certificate.sha1()), to_text(trusted.store)),
            "distrusted certificates belong into store Disallowed");
    }
    return {};
}

core::Result<void> check_no_duplicates(const std::vector<TrustedCertificate>& sorted) {
    const auto same_key = [](const TrustedCertificate& a, const TrustedCertificate& b) {
        return a.store == b.store && a.certificate.sha1() == b.certificate.sha1();
    };
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end(), same_key);
    if (twice == sorted.end()) return {};
    const bool identical = twice->certificate == std::next(twice)->certificate;
    // The store's key is the SHA-1: a second certificate of the same SHA-1 would silently replace the first.
    const std::string_view what = identical ? "certificate {} is in store {} twice" : "two different certificates have the SHA-1 {} in store {}";
    return core::fail(core::ErrorCode::usage, fmt::format(fmt::runtime(what), core::to_hex(twice->certificate.sha1()), to_text(twice->store)),
                      identical ? "name each certificate once per store" : "a forged collision: find out who made these certificates");
}

void tidy_withdrawn(TrustPolicy& policy) {
    const auto is_back = [&](const WithdrawnCertificate& gone) {
        return std::any_of(policy.certificates.begin(), policy.certificates.end(),
                           [&](const TrustedCertificate& trusted) { return trusted.certificate.sha1() == gone.sha1 && trusted.store == gone.store; });
    };
    std::erase_if(policy.withdrawn, is_back);
    const auto place = [](const WithdrawnCertificate& gone) { return std::pair(to_text(gone.store), gone.sha1); };
    std::sort(policy.withdrawn.begin(), policy.withdrawn.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    policy.withdrawn.erase(std::unique(policy.withdrawn.begin(), policy.withdrawn.end()), policy.withdrawn.end());
}

}  // namespace

core::Result<TrustPolicy> normalize(TrustPolicy policy) {
    if (policy.certificates.size() > k_most_certificates) {
        return core::fail(core::ErrorCode::usage,
                          fmt::format("{} certificates in one policy, at most {} are allowed", policy.certificates.size(), k_most_certificates),
                          "divide them between several GPOs");
    }
    GPOTRUST_TRY(check_options(policy));
    GPOTRUST_TRY(check_base(policy));
    for (const TrustedCertificate& trusted : policy.certificates) GPOTRUST_TRY(check_certificate(trusted, policy.scope));
    std::sort(policy.certificates.begin(), policy.certificates.end(), sorts_before);
    GPOTRUST_TRY(check_no_duplicates(policy.certificates));
    tidy_withdrawn(policy);
    if (policy.withdrawn.size() > k_most_withdrawn)
        return core::fail(core::ErrorCode::usage, fmt::format("the policy has withdrawn more than {} certificates by now", k_most_withdrawn),
                          "start another GPO with --gpo-name, and retire this one");
    return policy;
}

}  // namespace gpotrust::trust
