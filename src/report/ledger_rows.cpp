// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Events of the ledger as JSON, JSON Lines and CSV.
#include "report/ledger_rows.hpp"

#include <array>

#include "gpotrust/core/text.hpp"
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

using ledger::AcceptedFinding;
using ledger::Event;
using ledger::RecordedCertificate;

Json certificate_json(const RecordedCertificate& certificate) {
    return Json{{"sha1", core::to_hex(certificate.sha1)},
                {"store", certificate.store},
                {"role", certificate.role},
                {"subject", certificate.subject},
                {"names", certificate.names},
                {"not_before", core::to_iso8601(certificate.not_before)},
                {"not_after", core::to_iso8601(certificate.not_after)},
                {"until", certificate.until ? Json(core::to_iso8601(*certificate.until)) : Json(nullptr)}};
}

Json accepted_json(const AcceptedFinding& finding) {
    return Json{{"certificate", core::to_hex(finding.certificate)}, {"code", finding.code}, {"reason", finding.reason}};
}

/// A spreadsheet takes a cell that starts so for a formula; an apostrophe in front keeps it a text.
bool looks_like_formula(std::string_view text) { return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos; }

/// RFC 4180, every cell in quotes; characters that would harm a terminal or log are replaced.
void add_cell(std::string& line, std::string_view text) {
    if (!line.empty()) line += ',';
    line += '"';
    if (looks_like_formula(text)) line += '\'';
    for (const char c : core::printable(text)) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

std::string certificates_cell(const Event& event) {
    std::string cell;
    for (const RecordedCertificate& certificate : event.certificates) {
        if (!cell.empty()) cell += "; ";
        cell += core::to_hex(certificate.sha1) + ' ' + certificate.store + ' ' + certificate.role + ' ' + core::to_iso8601(certificate.not_before) +
                ' ' + core::to_iso8601(certificate.not_after) + ' ' + (certificate.until ? core::to_iso8601(*certificate.until) : "-");
    }
    return cell;
}

std::string accepted_cell(const Event& event) {
    std::string cell;
    for (const AcceptedFinding& finding : event.accepted) {
        if (!cell.empty()) cell += "; ";
        cell += core::to_hex(finding.certificate) + ' ' + finding.code + '=' + finding.reason;
    }
    return cell;
}

constexpr std::array<std::string_view, 19> k_columns{
    "sequence", "time",         "kind",     "slug",        "revision",      "gpo_name",       "domain",       "gpo_guid",   "backup_id", "scope",
    "by",       "certificates", "accepted", "target_guid", "target_domain", "content_digest", "files_digest", "zip_sha256", "chain"};

}  // namespace

Json to_json_value(const Event& event) {
    Json certificates = Json::array();
    for (const RecordedCertificate& certificate : event.certificates) certificates.push_back(certificate_json(certificate));
    Json accepted = Json::array();
    for (const AcceptedFinding& finding : event.accepted) accepted.push_back(accepted_json(finding));
    return Json{{"sequence", event.sequence},
                {"time", core::to_iso8601(event.time)},
                {"kind", event.kind},
                {"slug", event.slug},
                {"revision", event.revision},
                {"gpo_name", event.gpo_name},
                {"domain", event.domain},
                {"gpo_guid", core::to_braced_upper(event.gpo_guid)},
                {"backup_id", core::to_braced_upper(event.backup_id)},
                {"scope", event.scope},
                {"by", event.operator_name},
                {"certificates", std::move(certificates)},
                {"accepted", std::move(accepted)},
                {"target_guid", event.target_guid ? Json(core::to_braced_upper(*event.target_guid)) : Json(nullptr)},
                {"target_domain", event.target_domain},
                {"content_digest", core::to_hex(event.content_digest)},
                {"files_digest", core::to_hex(event.files_digest)},
                {"zip_sha256", core::to_hex(event.zip_sha256)},
                {"chain", core::to_hex(event.chain)}};
}

std::optional<core::UtcTime> end_of(const Event& event) {
    std::optional<core::UtcTime> end;
    for (const RecordedCertificate& certificate : event.certificates) {
        const bool counts = certificate.role == trust::to_text(trust::Role::current) || certificate.role == trust::to_text(trust::Role::next);
        if (counts && (!end || certificate.not_after < *end)) end = certificate.not_after;
    }
    return end;
}

std::string ledger_json_line(const Event& event) { return to_json_value(event).dump(-1, ' ', true, Json::error_handler_t::replace) + "\n"; }

std::string ledger_csv_head() {
    std::string line;
    for (const std::string_view column : k_columns) line.append(line.empty() ? "" : ",").append(column);
    return line + "\r\n";
}

std::string ledger_csv_line(const Event& event) {
    std::string line;
    for (const std::string& cell :
         {std::to_string(event.sequence), core::to_iso8601(event.time), event.kind, event.slug, std::to_string(event.revision), event.gpo_name,
          event.domain, core::to_braced_upper(event.gpo_guid), core::to_braced_upper(event.backup_id), event.scope, event.operator_name,
          certificates_cell(event), accepted_cell(event), event.target_guid ? core::to_braced_upper(*event.target_guid) : std::string(),
          event.target_domain, core::to_hex(event.content_digest), core::to_hex(event.files_digest), core::to_hex(event.zip_sha256),
          core::to_hex(event.chain)})
        add_cell(line, cell);
    return line + "\r\n";
}

}  // namespace gpotrust::report
