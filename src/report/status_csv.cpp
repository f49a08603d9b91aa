// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <initializer_list>

#include "gpotrust/core/text.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report {
namespace {

using renewal::TrustStatus;

/// Names come from others: a spreadsheet must not run them as a formula.
std::string harmless(std::string_view text) {
    const std::string clean = core::printable(text);
    const bool is_formula = !clean.empty() && std::string_view("=+-@").find(clean.front()) != std::string_view::npos;
    return is_formula ? "'" + clean : clean;
}

/// RFC 4180 2.5 to 2.7.
std::string as_cell(std::string_view cell) {
    if (cell.find_first_of("\",\r\n") == std::string_view::npos) return std::string(cell);
    std::string quoted = "\"";
    for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

void append_row(std::string& csv, std::initializer_list<std::string> cells) {
    bool first = true;
    for (const std::string& cell : cells) {
        csv.append(first ? "" : ",").append(as_cell(cell));
        first = false;
    }
    csv.append("\r\n");
}

std::string time_or_empty(const std::optional<core::UtcTime>& time) { return time ? core::to_iso8601(*time) : std::string(); }

std::string thumbprints(const TrustStatus& trust) {
    std::string list;
    for (const renewal::CertificateStatus& certificate : trust.certificates)
        list.append(list.empty() ? "" : " ").append(core::to_hex(certificate.recorded.sha1)).append(":").append(certificate.recorded.role);
    return list;
}

}  // namespace

std::string to_csv(const StatusOutcome& outcome) {
    std::string csv;
    append_row(csv, {"slug", "gpo_name", "domain", "gpo_guid", "revision", "revised_at", "revised_by", "scope", "state", "not_after", "days_left",
                     "renew_from", "threshold", "imported_revision", "certificates", "next_step"});
    for (const TrustStatus& trust : outcome.trusts)
        append_row(
            csv, {trust.slug, harmless(trust.gpo_name), harmless(trust.domain), core::to_braced_upper(trust.gpo_guid), std::to_string(trust.revision),
                  core::to_iso8601(trust.revised_at), harmless(trust.revised_by), trust.scope, std::string(renewal::to_text(trust.state)),
                  time_or_empty(trust.not_after), trust.days_left ? std::to_string(*trust.days_left) : "", time_or_empty(trust.renew_from),
                  trust.threshold ? std::to_string(*trust.threshold) : "", trust.imported ? std::to_string(trust.imported->revision) : "",
                  thumbprints(trust), next_command(trust)});
    return csv;
}

}  // namespace gpotrust::report
