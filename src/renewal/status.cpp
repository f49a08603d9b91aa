// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/status.hpp"

#include <algorithm>
#include <chrono>

#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::renewal {
namespace {

using core::UtcTime;
using ledger::RecordedCertificate;
using std::chrono::days;

bool has_role(const RecordedCertificate& certificate, trust::Role role) { return certificate.role == trust::to_text(role); }

bool counts(const RecordedCertificate& certificate) {
    return has_role(certificate, trust::Role::current) || has_role(certificate, trust::Role::next);
}

UtcTime end_of(const RecordedCertificate& certificate) {
    return certificate.until ? std::min(*certificate.until, certificate.not_after) : certificate.not_after;
}

CertificateStatus certificate_status(const RecordedCertificate& recorded, UtcTime now) {
    const UtcTime end = end_of(recorded);
    CertificateStatus status{recorded, counts(recorded), end, core::days_between(now, end)};
    if (has_role(recorded, trust::Role::next) && recorded.not_before <= now) status.recorded.role = trust::to_text(trust::Role::current);
    return status;
}

/// The window of one certificate: a renewal of a 90-day certificate is not due for two thirds of its life.
UtcTime window_of(const RecordedCertificate& certificate, const Schedule& schedule) {
    const auto life = std::max(certificate.not_after - certificate.not_before, std::chrono::seconds{0});
    return certificate.not_after - std::min<std::chrono::seconds>(days{schedule.renew_days}, life / 3);
}

/// The certificate that counts and ends first; of several that end together the one whose window opens first.
const RecordedCertificate* first_to_end(const std::vector<RecordedCertificate>& certificates, const Schedule& schedule) {
    const RecordedCertificate* first = nullptr;
    for (const RecordedCertificate& certificate : certificates) {
        if (!counts(certificate)) continue;
        const bool sooner = first == nullptr || certificate.not_after < first->not_after ||
                            (certificate.not_after == first->not_after && window_of(certificate, schedule) < window_of(*first, schedule));
        if (sooner) first = &certificate;
    }
    return first;
}

/// When what a policy promises ends, and when that becomes urgent.
struct End {
    UtcTime not_after{};
    UtcTime renew_from{};
};

/// What clients may rest upon, sorted by its begin. A certificate that is never valid neither fills a gap nor makes one.
std::vector<const RecordedCertificate*> trusted_in_order(const std::vector<RecordedCertificate>& certificates) {
    std::vector<const RecordedCertificate*> trusted;
    for (const RecordedCertificate& certificate : certificates) {
        const bool is_trusted = counts(certificate) || has_role(certificate, trust::Role::retiring);
        if (is_trusted && certificate.not_before <= end_of(certificate)) trusted.push_back(&certificate);
    }
    std::stable_sort(trusted.begin(), trusted.end(), [](const auto* a, const auto* b) { return a->not_before < b->not_before; });
    return trusted;
}

/// Where a time begins in which nothing that is trusted is valid, before something is again. What had been valid until then may have left the policy:
/// then its newest revision tells since when at the latest.
std::optional<End> gap_in(const ledger::Event& newest, const Schedule& schedule, UtcTime now) {
    const RecordedCertificate* last = nullptr;
    for (const RecordedCertificate* next : trusted_in_order(newest.certificates)) {
        const UtcTime covered = last == nullptr ? now : std::max(now, end_of(*last) + std::chrono::seconds{1});
        if (next->not_before <= covered) {
            if (last == nullptr || end_of(*last) < end_of(*next)) last = next;
        } else if (last != nullptr) {
            return End{end_of(*last), std::min(window_of(*last, schedule), end_of(*last))};
        } else {
            const UtcTime since = std::min(newest.time, now - std::chrono::seconds{1});
            return End{since, since};
        }
    }
    return std::nullopt;
}

State state_at(UtcTime now, UtcTime not_after, UtcTime renew_from) {
    if (now > not_after) return State::expired;
    return now >= renew_from ? State::due : State::ok;
}

std::optional<unsigned> threshold_at(UtcTime now, UtcTime not_after, const std::vector<unsigned>& thresholds) {
    std::optional<unsigned> reached;
    for (const unsigned threshold : thresholds)
        if (now >= not_after - days{threshold} && (!reached || threshold < *reached)) reached = threshold;
    return reached;
}

void set_end(TrustStatus& status, const End& end, const Schedule& schedule, UtcTime now) {
    status.not_after = end.not_after;
    status.days_left = core::days_between(now, end.not_after);
    status.renew_from = end.renew_from;
    status.threshold = threshold_at(now, end.not_after, schedule.thresholds);
    status.state = state_at(now, end.not_after, end.renew_from);
}

/// The first end of what counts, or the gap before it; nothing when nothing counts.
std::optional<End> end_of_policy(const ledger::Event& newest, const Schedule& schedule, UtcTime now) {
    const RecordedCertificate* first = first_to_end(newest.certificates, schedule);
    if (first == nullptr) return std::nullopt;
    const std::optional<End> gap = gap_in(newest, schedule, now);
    return gap && gap->not_after < first->not_after ? *gap : End{first->not_after, window_of(*first, schedule)};
}

}  // namespace

TrustStatus status_of(const ledger::TrustState& state, const Schedule& schedule, UtcTime now) {
    const ledger::Event& newest = state.newest;
    TrustStatus status;
    status.slug = newest.slug;
    status.gpo_name = newest.gpo_name;
    status.domain = newest.domain;
    status.gpo_guid = newest.gpo_guid;
    status.revision = newest.revision;
    status.scope = newest.scope;
    status.revised_at = newest.time;
    status.revised_by = newest.operator_name;
    status.state = State::retired;
    status.imported = state.imported;
    for (const RecordedCertificate& recorded : newest.certificates) {
        const CertificateStatus certificate = certificate_status(recorded, now);
        status.holds_ended = status.holds_ended || (has_role(recorded, trust::Role::retiring) && now >= certificate.end);
        status.certificates.push_back(certificate);
    }
    if (const auto end = end_of_policy(newest, schedule, now)) set_end(status, *end, schedule, now);
    return status;
}

}  // namespace gpotrust::renewal
