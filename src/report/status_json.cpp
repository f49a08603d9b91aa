// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report {
namespace {

using renewal::CertificateStatus;
using renewal::TrustStatus;

Json time_or_null(const std::optional<core::UtcTime>& time) { return time ? Json(core::to_iso8601(*time)) : Json(nullptr); }

Json text_or_null(std::string text) { return text.empty() ? Json(nullptr) : Json(std::move(text)); }

Json certificate_json(const CertificateStatus& certificate) {
    const ledger::RecordedCertificate& recorded = certificate.recorded;
    return Json{{"sha1", core::to_hex(recorded.sha1)},
                {"store", recorded.store},
                {"role", recorded.role},
                {"subject", text_or_null(recorded.subject)},
                {"names", recorded.names},
                {"not_before", core::to_iso8601(recorded.not_before)},
                {"not_after", core::to_iso8601(recorded.not_after)},
                {"until", time_or_null(recorded.until)},
                {"end", core::to_iso8601(certificate.end)},
                {"days_left", certificate.days_left},
                {"counts", certificate.counts}};
}

Json import_json(const std::optional<ledger::Event>& imported) {
    if (!imported) return nullptr;
    return Json{{"revision", imported->revision},
                {"at", core::to_iso8601(imported->time)},
                {"by", text_or_null(imported->operator_name)},
                {"domain", text_or_null(imported->target_domain)},
                {"gpo_guid", imported->target_guid ? Json(core::to_braced_upper(*imported->target_guid)) : Json(nullptr)}};
}

Json trust_json(const TrustStatus& trust) {
    Json certificates = Json::array();
    for (const CertificateStatus& certificate : trust.certificates) certificates.push_back(certificate_json(certificate));
    return Json{{"slug", trust.slug},
                {"gpo_name", trust.gpo_name},
                {"gpo_guid", core::to_braced_upper(trust.gpo_guid)},
                {"domain", trust.domain},
                {"revision", trust.revision},
                {"revised_at", core::to_iso8601(trust.revised_at)},
                {"revised_by", text_or_null(trust.revised_by)},
                {"scope", trust.scope},
                {"state", renewal::to_text(trust.state)},
                {"not_after", time_or_null(trust.not_after)},
                {"days_left", trust.days_left ? Json(*trust.days_left) : Json(nullptr)},
                {"renew_from", time_or_null(trust.renew_from)},
                {"threshold", trust.threshold ? Json(*trust.threshold) : Json(nullptr)},
                {"holds_ended", trust.holds_ended},
                {"next_step", text_or_null(next_command(trust))},
                {"imported", import_json(trust.imported)},
                {"certificates", std::move(certificates)}};
}

Json counts_json(const StateCounts& counts) {
    return Json{{"ok", counts.ok}, {"due", counts.due}, {"expired", counts.expired}, {"retired", counts.retired}};
}

}  // namespace

std::string_view to_text(FileChange change) {
    switch (change) {
        case FileChange::written:
            return "written";
        case FileChange::replaced:
            return "replaced";
        case FileChange::unchanged:
            return "unchanged";
        case FileChange::removed:
            break;
    }
    return "removed";
}

std::string to_json(const StatusOutcome& outcome, const JsonEnvelope& envelope) {
    Json trusts = Json::array();
    for (const TrustStatus& trust : outcome.trusts) trusts.push_back(trust_json(trust));
    Json data{{"estate", outcome.estate},
              {"has_ledger", outcome.has_ledger},
              {"as_of", core::to_iso8601(outcome.now)},
              {"schedule", {{"renew_days", outcome.schedule.renew_days}, {"thresholds", outcome.schedule.thresholds}}},
              {"counts", counts_json(count_states(outcome.trusts))},
              {"trusts", std::move(trusts)},
              {"warnings", outcome.warnings}};
    if (outcome.error) data["error"] = to_json_value(*outcome.error);
    return in_envelope("status", std::move(data), envelope);
}

std::string to_json(const RemindOutcome& outcome, const JsonEnvelope& envelope) {
    Json files = Json::array();
    for (const RemindOutcome::File& file : outcome.files) files.push_back({{"path", file.path}, {"change", to_text(file.change)}});
    Json data{{"estate", outcome.estate},
              {"output", outcome.output},
              {"as_of", core::to_iso8601(outcome.status.now)},
              {"counts", counts_json(count_states(outcome.status.trusts))},
              {"files", std::move(files)}};
    if (outcome.error) data["error"] = to_json_value(*outcome.error);
    return in_envelope("remind", std::move(data), envelope);
}

}  // namespace gpotrust::report
