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

void set_end(TrustStatus& status, const RecordedCertificate& first, const Schedule& schedule, UtcTime now) {
    status.not_after = first.not_after;
    status.days_left = core::days_between(now, first.not_after);
    status.renew_from = window_of(first, schedule);
    status.threshold = threshold_at(now, first.not_after, schedule.thresholds);
    status.state = state_at(now, first.not_after, *status.renew_from);
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
    if (const RecordedCertificate* first = first_to_end(newest.certificates, schedule)) set_end(status, *first, schedule, now);
    return status;
}

}  // namespace gpotrust::renewal
