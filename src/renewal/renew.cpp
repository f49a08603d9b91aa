// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/renew.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "comparison.hpp"
#include "gpotrust/certificate/names.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::renewal {
namespace {

using certificate::Certificate;
using core::ErrorCode;
using core::Sha1Thumbprint;
using trust::Role;
using trust::Store;
using trust::TrustedCertificate;

bool is_in_use(const TrustedCertificate& entry) { return entry.role == Role::current || entry.role == Role::next; }

core::UtcTime leaves_at(const TrustedCertificate& entry) {
    const core::UtcTime end = entry.certificate.facts().not_after;
    return std::min(entry.until.value_or(end), end);
}

bool has_ended(const TrustedCertificate& entry, core::UtcTime now) { return entry.role == Role::retiring && leaves_at(entry) <= now; }

/// Sorts out what the clock alone changes.
void let_time_pass(Change& change, core::UtcTime now) {
    auto& entries = change.policy.certificates;
    const auto first_ended = std::stable_partition(entries.begin(), entries.end(), [&](const auto& entry) { return !has_ended(entry, now); });
    std::move(first_ended, entries.end(), std::back_inserter(change.dropped));
    entries.erase(first_ended, entries.end());
    for (TrustedCertificate& entry : entries) {
        if (entry.role == Role::next && entry.certificate.facts().not_before <= now) entry.role = Role::current;
    }
}

core::Result<Change> finished(const trust::TrustPolicy& before, Change change) {
    carry_withdrawn(before, change.policy);
    GPOTRUST_TRY_ASSIGN(change.policy, trust::normalize(std::move(change.policy)));
    return change;
}

/// A next certificate with what it replaces.
struct Step {
    const NextCertificate* next;
    std::set<Sha1Thumbprint> replaced = {};
    std::set<Store> stores = {};
};

/// One renewal. All questions are settled against the policy as it was, so that certificates that come in together never replace each other.
class Renewal {
public:
    Renewal(Change& change, std::span<const NextCertificate> next, const RenewOptions& options) : m_change(change), m_all(next), m_options(options) {}

    [[nodiscard]] core::Result<void> carry_out() {
        std::vector<Step> steps;
        for (const NextCertificate& next : m_all) {
            if (holds(next, Role::distrusted)) return core::fail(is_distrusted(next));
            GPOTRUST_TRY(check_overlap(next));
            if (is_in(next)) {
                if (m_options.set_overlap_anew) set_overlap_anew(next);
                continue;
            }
            GPOTRUST_TRY_ASSIGN(Step step, step_of(next));
            steps.push_back(std::move(step));
        }
        for (const Step& step : steps) compare(step);
        send_off(steps);
        for (const Step& step : steps) bring_in(step);
        drop_ended();
        return {};
    }

private:
    [[nodiscard]] std::vector<TrustedCertificate>& entries() { return m_change.policy.certificates; }
    [[nodiscard]] core::UtcTime begin_of(const NextCertificate& next) const { return std::max(m_options.now, next.certificate.facts().not_before); }
    [[nodiscard]] bool is_future(const NextCertificate& next) const { return begin_of(next) > m_options.now; }

    [[nodiscard]] bool holds(const NextCertificate& next, Role role) {
        return std::any_of(entries().begin(), entries().end(),
                           [&](const TrustedCertificate& entry) { return entry.certificate == next.certificate && entry.role == role; });
    }
    [[nodiscard]] bool is_in(const NextCertificate& next) { return holds(next, Role::current) || holds(next, Role::next); }
    [[nodiscard]] bool comes_in(const Certificate& certificate) const {
        return std::any_of(m_all.begin(), m_all.end(), [&](const NextCertificate& next) { return next.certificate == certificate; });
    }

    [[nodiscard]] static core::Error is_distrusted(const NextCertificate& next) {
        return {ErrorCode::usage,
                fmt::format("{} is distrusted by this policy", core::to_hex(next.certificate.sha1())),
                "a distrusted certificate does not come back: make a new one, with a new key",
                {}};
    }

    [[nodiscard]] core::Result<void> check_overlap(const NextCertificate& next) const {
        if (m_options.overlap.count() > 0 || !is_future(next)) return {};
        return core::fail(ErrorCode::usage,
                          fmt::format("without an overlap clients would trust nothing until {}, when the next certificate becomes valid",
                                      core::to_iso8601(begin_of(next))),
                          "leave --no-overlap out, or renew when it is valid");
    }

    /// Names say what a certificate stands for; where it has none, as for signing code, its subject does.
    [[nodiscard]] static bool covers(const NextCertificate& next, const Certificate& before) {
        if (before.names().empty()) return before.facts().subject == next.certificate.facts().subject && !before.facts().subject.empty();
        return certificate::names_lost(before, next.certificate).empty();
    }

    /// What is in use and may be replaced, each certificate once.
    [[nodiscard]] std::vector<Certificate> replaceable() {
        std::vector<Certificate> found;
        for (const TrustedCertificate& entry : entries()) {
            const bool is_candidate = is_in_use(entry) && entry.store != Store::disallowed && !comes_in(entry.certificate);
            if (is_candidate && std::find(found.begin(), found.end(), entry.certificate) == found.end()) found.push_back(entry.certificate);
        }
        return found;
    }

    /// More certificates of the same names than come in for them: several servers, and which of them changes only a person knows.
    [[nodiscard]] bool is_unclear(const Certificate& before, const std::vector<Certificate>& in_use) const {
        const std::vector<std::string> names = before.names();
        const auto same = std::count_if(in_use.begin(), in_use.end(), [&](const Certificate& other) { return other.names() == names; });
        const auto arriving = std::count_if(m_all.begin(), m_all.end(), [&](const NextCertificate& next) { return covers(next, before); });
        return !names.empty() && same > arriving;
    }

    [[nodiscard]] core::Result<std::set<Sha1Thumbprint>> replaced_by(const NextCertificate& next) {
        const std::vector<Certificate> in_use = replaceable();
        std::set<Sha1Thumbprint> found;
        for (const Sha1Thumbprint& thumbprint : m_options.replaces) {
            const bool is_there =
                std::any_of(in_use.begin(), in_use.end(), [&](const Certificate& certificate) { return certificate.sha1() == thumbprint; });
            if (!is_there) return core::fail(not_in_use(thumbprint, in_use));
            found.insert(thumbprint);
        }
        if (!found.empty()) return found;
        for (const Certificate& certificate : in_use) {
            if (!covers(next, certificate)) continue;
            if (is_unclear(certificate, in_use)) return core::fail(covers_several(next, in_use));
            found.insert(certificate.sha1());
        }
        if (found.empty()) return core::fail(in_use.empty() ? nothing_in_use() : covers_none(next, in_use));
        return found;
    }

    [[nodiscard]] core::Result<Step> step_of(const NextCertificate& next) {
        Step step{&next};
        GPOTRUST_TRY_ASSIGN(step.replaced, replaced_by(next));
        for (const TrustedCertificate& entry : entries()) {
            if (is_in_use(entry) && step.replaced.contains(entry.certificate.sha1())) step.stores.insert(entry.store);
        }
        return step;
    }

    [[nodiscard]] static std::string list_of(const std::vector<Certificate>& certificates) {
        std::string list;
        for (const Certificate& certificate : certificates)
            list += fmt::format("{}{} ({}, until {})", list.empty() ? "" : ", ", core::to_hex(certificate.sha1()),
                                core::printable(certificate.display_name()), core::to_date(certificate.facts().not_after));
        return list.empty() ? "none" : list;
    }

    [[nodiscard]] static core::Error not_in_use(const Sha1Thumbprint& thumbprint, const std::vector<Certificate>& in_use) {
        return {ErrorCode::usage,
                fmt::format("--replaces {}: the policy has no such certificate in use", core::to_hex(thumbprint)),
                fmt::format("in use: {}", list_of(in_use)),
                {}};
    }

    [[nodiscard]] core::Error nothing_in_use() const {
        return {ErrorCode::choice_needed,
                "the policy has no certificate in use that could be renewed",
                fmt::format("gpotrust package --add --gpo-name \"{}\" EXPORT puts one in", core::printable(m_change.policy.identity.name)),
                {}};
    }

    [[nodiscard]] static core::Error covers_none(const NextCertificate& next, const std::vector<Certificate>& in_use) {
        return {ErrorCode::choice_needed,
                fmt::format("{} ({}) does not serve all names of any certificate in use, so it cannot be told which it replaces",
                            core::printable(next.certificate.display_name()), core::to_hex(next.certificate.sha1())),
                fmt::format("say it with --replaces SHA1; in use: {}. To keep those and add this one: gpotrust package --add", list_of(in_use)),
                {}};
    }

    [[nodiscard]] static core::Error covers_several(const NextCertificate& next, const std::vector<Certificate>& in_use) {
        return {
            ErrorCode::choice_needed,
            fmt::format("several certificates in use serve the same names, and {} could replace each of them", core::to_hex(next.certificate.sha1())),
            fmt::format("say which with --replaces SHA1; in use: {}", list_of(in_use)),
            {}};
    }

    void compare(const Step& step) {
        std::set<Sha1Thumbprint> compared;
        std::vector<core::Finding>& told = m_change.findings[step.next->certificate.sha1()];
        for (const TrustedCertificate& entry : entries()) {
            if (!step.replaced.contains(entry.certificate.sha1()) || !compared.insert(entry.certificate.sha1()).second) continue;
            for (core::Finding& finding : worse_than(entry.certificate, step.next->certificate, m_options.now)) told.push_back(std::move(finding));
        }
        if (told.empty()) m_change.findings.erase(step.next->certificate.sha1());
    }

    [[nodiscard]] core::UtcTime until_of(const TrustedCertificate& replaced, core::UtcTime begin) const {
        return std::min(replaced.certificate.facts().not_after, begin + m_options.overlap);
    }

    /// The replaced ones begin to retire; one that several replace stays until the last of these has had its overlap.
    void send_off(const std::vector<Step>& steps) {
        for (TrustedCertificate& entry : entries()) {
            if (!is_in_use(entry)) continue;
            std::optional<core::UtcTime> begin;
            for (const Step& step : steps) {
                if (step.replaced.contains(entry.certificate.sha1())) begin = std::max(begin.value_or(begin_of(*step.next)), begin_of(*step.next));
            }
            if (!begin) continue;
            entry.role = Role::retiring;
            entry.until = until_of(entry, *begin);
            if (!has_ended(entry, m_options.now)) m_change.retiring.push_back(entry);
        }
    }

    void bring_in(const Step& step) {
        std::erase_if(entries(),
                      [&](const TrustedCertificate& entry) { return entry.certificate == step.next->certificate; });  // one that comes back
        const Role role = is_future(*step.next) ? Role::next : Role::current;
        for (const Store store : step.stores) entries().push_back({step.next->certificate, store, role, step.next->friendly_name, {}});
    }

    void set_overlap_anew(const NextCertificate& next) {
        for (TrustedCertificate& entry : entries()) {
            const auto& named = m_options.replaces;
            const bool is_meant =
                named.empty() ? covers(next, entry.certificate) : std::find(named.begin(), named.end(), entry.certificate.sha1()) != named.end();
            if (entry.role == Role::retiring && is_meant) entry.until = until_of(entry, begin_of(next));
        }
    }

    void drop_ended() {
        const auto leaves_now = [&](const TrustedCertificate& entry) { return has_ended(entry, m_options.now); };
        std::copy_if(entries().begin(), entries().end(), std::back_inserter(m_change.dropped), leaves_now);
        std::erase_if(entries(), leaves_now);
    }

    Change& m_change;
    std::span<const NextCertificate> m_all;
    const RenewOptions& m_options;
};

core::Result<void> distrust(std::vector<TrustedCertificate>& entries, const std::vector<TrustedCertificate>& gone) {
    std::set<Sha1Thumbprint> put;
    for (const TrustedCertificate& entry : entries) {
        if (entry.store == Store::disallowed) put.insert(entry.certificate.sha1());
    }
    if (put.empty() && gone.empty())
        return core::fail(ErrorCode::usage, "the policy holds no certificate any more that could be distrusted",
                          "gpotrust package --add --store Disallowed EXPORT puts one there");
    for (const TrustedCertificate& entry : gone) {
        if (put.insert(entry.certificate.sha1()).second)
            entries.push_back({entry.certificate, Store::disallowed, Role::distrusted, entry.friendly_name, {}});
    }
    return {};
}

core::Result<void> check_only(const trust::TrustPolicy& before, const RetireOptions& options) {
    for (const Sha1Thumbprint& thumbprint : options.only) {
        const bool is_there = std::any_of(before.certificates.begin(), before.certificates.end(),
                                          [&](const TrustedCertificate& entry) { return entry.certificate.sha1() == thumbprint; });
        if (!is_there)
            return core::fail(ErrorCode::usage, fmt::format("the policy has no certificate {}", core::to_hex(thumbprint)),
                              "gpotrust status PACKAGE lists what it has");
    }
    return {};
}

}  // namespace

void carry_withdrawn(const trust::TrustPolicy& before, trust::TrustPolicy& after) {
    after.withdrawn.insert(after.withdrawn.end(), before.withdrawn.begin(), before.withdrawn.end());
    for (const TrustedCertificate& entry : before.certificates) after.withdrawn.push_back({entry.certificate.sha1(), entry.store});
}

core::Result<Change> renew(const trust::TrustPolicy& before, std::span<const NextCertificate> next, const RenewOptions& options) {
    if (next.size() > 1 && !options.replaces.empty())
        return core::fail(ErrorCode::usage, "--replaces goes with one next certificate, and the export has more", "choose one with --thumbprint");
    Change change{before, {}, {}};
    let_time_pass(change, options.now);
    GPOTRUST_TRY(Renewal(change, next, options).carry_out());
    return finished(before, std::move(change));
}

core::Result<Change> retire(const trust::TrustPolicy& before, const RetireOptions& options) {
    GPOTRUST_TRY(check_only(before, options));
    Change change{before, {}, {}};
    auto& entries = change.policy.certificates;
    const auto is_named = [&](const TrustedCertificate& entry) {
        return std::find(options.only.begin(), options.only.end(), entry.certificate.sha1()) != options.only.end();
    };
    const auto goes = [&](const TrustedCertificate& entry) {
        // Out of Disallowed would be trust again for what trusts it elsewhere: only where somebody says so by name.
        if (entry.store == Store::disallowed) return !options.distrust && is_named(entry);
        return options.only.empty() || is_named(entry);
    };
    const auto first_gone = std::stable_partition(entries.begin(), entries.end(), [&](const TrustedCertificate& entry) { return !goes(entry); });
    const std::vector<TrustedCertificate> gone(std::make_move_iterator(first_gone), std::make_move_iterator(entries.end()));
    entries.erase(first_gone, entries.end());
    if (options.distrust) GPOTRUST_TRY(distrust(entries, gone));
    let_time_pass(change, options.now);
    change.dropped.insert(change.dropped.end(), gone.begin(), gone.end());
    return finished(before, std::move(change));
}

core::Result<Change> without_ended(const trust::TrustPolicy& before, core::UtcTime now) {
    Change change{before, {}, {}};
    let_time_pass(change, now);
    return finished(before, std::move(change));
}

}  // namespace gpotrust::renewal
