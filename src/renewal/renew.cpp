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

/// One renewal of one certificate.
class Succession {
public:
    Succession(Change& change, const RenewOptions& options, const NextCertificate& next) : m_change(change), m_options(options), m_next(next) {}

    [[nodiscard]] core::Result<void> carry_out() {
        if (holds([](const TrustedCertificate& entry) { return is_in_use(entry); }))
            return m_options.set_overlap_anew ? set_overlap_anew() : core::Result<void>();
        if (holds([](const TrustedCertificate& entry) { return entry.role == Role::distrusted; })) return core::fail(is_distrusted());
        GPOTRUST_TRY_ASSIGN(const std::set<Sha1Thumbprint> replaced, replaced_ones());
        GPOTRUST_TRY(check_overlap());
        std::set<Store> stores;
        for (const TrustedCertificate& entry : entries()) {
            if (is_in_use(entry) && replaced.contains(entry.certificate.sha1())) stores.insert(entry.store);
        }
        compare_with(replaced);
        std::erase_if(entries(), [&](const TrustedCertificate& entry) { return entry.certificate == m_next.certificate; });  // one that comes back
        send_off(replaced);
        const Role role = is_future() ? Role::next : Role::current;
        for (const Store store : stores) entries().push_back({m_next.certificate, store, role, m_next.friendly_name, {}});
        return {};
    }

private:
    [[nodiscard]] std::vector<TrustedCertificate>& entries() { return m_change.policy.certificates; }
    [[nodiscard]] bool is_future() const { return m_next.certificate.facts().not_before > m_options.now; }
    [[nodiscard]] core::UtcTime valid_from() const { return std::max(m_options.now, m_next.certificate.facts().not_before); }

    template <class Predicate>
    [[nodiscard]] bool holds(Predicate predicate) {
        return std::any_of(entries().begin(), entries().end(),
                           [&](const TrustedCertificate& entry) { return entry.certificate == m_next.certificate && predicate(entry); });
    }

    [[nodiscard]] core::Error is_distrusted() const {
        return {ErrorCode::usage,
                fmt::format("{} is distrusted by this policy", core::to_hex(m_next.certificate.sha1())),
                "a distrusted certificate does not come back: make a new one, with a new key",
                {}};
    }

    [[nodiscard]] core::Result<void> check_overlap() const {
        if (m_options.overlap.count() > 0 || !is_future()) return {};
        return core::fail(ErrorCode::usage,
                          fmt::format("without an overlap clients would trust nothing until {}, when the next certificate becomes valid",
                                      core::to_iso8601(m_next.certificate.facts().not_before)),
                          "leave --no-overlap out, or renew when it is valid");
    }

    /// Names say what a certificate stands for; where it has none, as for signing code, its subject does.
    [[nodiscard]] bool covers(const Certificate& before) const {
        if (before.names().empty()) return before.facts().subject == m_next.certificate.facts().subject && !before.facts().subject.empty();
        return certificate::names_lost(before, m_next.certificate).empty();
    }

    [[nodiscard]] core::Result<std::set<Sha1Thumbprint>> replaced_ones() {
        std::set<Sha1Thumbprint> in_use;
        std::set<Sha1Thumbprint> covered;
        for (const TrustedCertificate& entry : entries()) {
            if (!is_in_use(entry) || entry.store == Store::disallowed) continue;
            in_use.insert(entry.certificate.sha1());
            if (covers(entry.certificate)) covered.insert(entry.certificate.sha1());
        }
        if (!m_options.replaces.empty()) {
            for (const Sha1Thumbprint& thumbprint : m_options.replaces)
                if (!in_use.contains(thumbprint)) return core::fail(not_in_use(thumbprint));
            return std::set<Sha1Thumbprint>(m_options.replaces.begin(), m_options.replaces.end());
        }
        if (covered.empty()) return core::fail(covers_none());
        return covered;
    }

    [[nodiscard]] std::string list_of_in_use() {
        std::string list;
        std::set<Sha1Thumbprint> told;
        for (const TrustedCertificate& entry : entries()) {
            if (!is_in_use(entry) || !told.insert(entry.certificate.sha1()).second) continue;
            list += fmt::format("{}{} ({}, until {})", list.empty() ? "" : ", ", core::to_hex(entry.certificate.sha1()),
                                core::printable(entry.certificate.display_name()), core::to_date(entry.certificate.facts().not_after));
        }
        return list.empty() ? "none" : list;
    }

    [[nodiscard]] core::Error not_in_use(const Sha1Thumbprint& thumbprint) {
        return {ErrorCode::usage,
                fmt::format("--replaces {}: the policy has no such certificate in use", core::to_hex(thumbprint)),
                fmt::format("in use: {}", list_of_in_use()),
                {}};
    }

    [[nodiscard]] core::Error covers_none() {
        return {ErrorCode::choice_needed,
                fmt::format("{} ({}) does not serve all names of any certificate in use, so it cannot be told which it replaces",
                            core::printable(m_next.certificate.display_name()), core::to_hex(m_next.certificate.sha1())),
                fmt::format("say it with --replaces SHA1; in use: {}. To keep those and add this one: gpotrust package --add", list_of_in_use()),
                {}};
    }

    [[nodiscard]] core::UtcTime until_of(const TrustedCertificate& replaced) const {
        return std::min(replaced.certificate.facts().not_after, valid_from() + m_options.overlap);
    }

    [[nodiscard]] core::Result<void> set_overlap_anew() {
        GPOTRUST_TRY(check_overlap());
        for (TrustedCertificate& entry : entries()) {
            const auto& named = m_options.replaces;
            const bool is_meant =
                named.empty() ? covers(entry.certificate) : std::find(named.begin(), named.end(), entry.certificate.sha1()) != named.end();
            if (entry.role == Role::retiring && is_meant) entry.until = until_of(entry);
        }
        drop_ended();
        return {};
    }

    void drop_ended() {
        const auto leaves_now = [&](const TrustedCertificate& entry) { return has_ended(entry, m_options.now); };
        std::copy_if(entries().begin(), entries().end(), std::back_inserter(m_change.dropped), leaves_now);
        std::erase_if(entries(), leaves_now);
    }

    void compare_with(const std::set<Sha1Thumbprint>& replaced) {
        std::set<Sha1Thumbprint> compared;
        for (const TrustedCertificate& entry : entries()) {
            if (!replaced.contains(entry.certificate.sha1()) || !compared.insert(entry.certificate.sha1()).second) continue;
            for (core::Finding& finding : worse_than(entry.certificate, m_next.certificate))
                m_change.findings[m_next.certificate.sha1()].push_back(std::move(finding));
        }
    }

    /// The replaced ones become retiring, or leave at once where nothing of the overlap is left for them.
    void send_off(const std::set<Sha1Thumbprint>& replaced) {
        for (TrustedCertificate& entry : entries()) {
            if (!is_in_use(entry) || !replaced.contains(entry.certificate.sha1())) continue;
            entry.role = Role::retiring;
            entry.until = until_of(entry);
        }
        drop_ended();
        for (const TrustedCertificate& entry : entries()) {
            if (entry.role == Role::retiring && replaced.contains(entry.certificate.sha1())) m_change.retiring.push_back(entry);
        }
    }

    Change& m_change;
    const RenewOptions& m_options;
    const NextCertificate& m_next;
};

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
    for (const NextCertificate& certificate : next) GPOTRUST_TRY(Succession(change, options, certificate).carry_out());
    return finished(before, std::move(change));
}

core::Result<Change> retire(const trust::TrustPolicy& before, const RetireOptions& options) {
    GPOTRUST_TRY(check_only(before, options));
    Change change{before, {}, {}};
    let_time_pass(change, options.now);
    const auto goes = [&](const TrustedCertificate& entry) {
        if (entry.store == Store::disallowed && options.distrust) return false;  // it is where it is to be
        return options.only.empty() || std::find(options.only.begin(), options.only.end(), entry.certificate.sha1()) != options.only.end();
    };
    auto& entries = change.policy.certificates;
    const auto first_gone = std::stable_partition(entries.begin(), entries.end(), [&](const TrustedCertificate& entry) { return !goes(entry); });
    std::vector<TrustedCertificate> gone(std::make_move_iterator(first_gone), std::make_move_iterator(entries.end()));
    entries.erase(first_gone, entries.end());
    if (options.distrust) {
        std::set<Sha1Thumbprint> put;
        for (const TrustedCertificate& entry : gone) {
            if (put.insert(entry.certificate.sha1()).second)
                entries.push_back({entry.certificate, Store::disallowed, Role::distrusted, entry.friendly_name, {}});
        }
    }
    change.dropped.insert(change.dropped.end(), gone.begin(), gone.end());
    return finished(before, std::move(change));
}

core::Result<Change> without_ended(const trust::TrustPolicy& before, core::UtcTime now) {
    Change change{before, {}, {}};
    let_time_pass(change, now);
    return finished(before, std::move(change));
}

}  // namespace gpotrust::renewal
