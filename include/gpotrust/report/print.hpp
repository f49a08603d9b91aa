// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/report/ledger_outcome.hpp"
#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

/// How text is laid out. Colour only when the caller found a terminal and nothing forbids it.
struct TextStyle {
    bool colour = false;
    int columns = 80;
};

/// The envelope's fields that are not data.
struct JsonEnvelope {
    std::string tool_version;
    core::UtcTime generated_at{};
};

[[nodiscard]] std::string to_text(const CheckOutcome& outcome, core::UtcTime now, const TextStyle& style);
[[nodiscard]] std::string to_text(const PackageOutcome& outcome, const TextStyle& style);
/// The three-way summary of a merge: what the GPO has, what comes in or goes, what it has afterwards.
[[nodiscard]] std::string merge_text(const MergeSummary& summary, const trust::TrustPolicy& policy, const TextStyle& style);
[[nodiscard]] std::string to_text(const InspectOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const VerifyOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const DiffOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const FormatsOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const ExplainOutcome& outcome, const TextStyle& style);

/// Findings by file, then how often each code was found and what to do about it.
[[nodiscard]] std::string to_text(const DoctorOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_json(const DoctorOutcome& outcome, const JsonEnvelope& envelope);
/// SARIF 2.1.0 (OASIS): one run; a rule per code that was found, paths relative to the paths given. ASCII only. Ends with a line feed.
[[nodiscard]] std::string to_sarif(const DoctorOutcome& outcome, std::string_view tool_version);

/// The plan of `apply` as a table; to_text() is what became of it, after the plan in a dry run.
[[nodiscard]] std::string plan_text(const ApplyOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const ApplyOutcome& outcome, const TextStyle& style);

/// One envelope for every report; schemas in docs/reference/schema/. ASCII only (\u escapes): survives every code page. Ends with a line feed.
[[nodiscard]] std::string to_json(const CheckOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const PackageOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const InspectOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const VerifyOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const DiffOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const FormatsOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const ExplainOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const ApplyOutcome& outcome, const JsonEnvelope& envelope);

/// The ledger, as text and as JSON of the kinds ledger-show, ledger-verify, ledger-rebuild and ledger-mark-imported.
[[nodiscard]] std::string to_text(const LedgerShowOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const LedgerVerifyOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const LedgerRebuildOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const LedgerMarkOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_json(const LedgerShowOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const LedgerVerifyOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const LedgerRebuildOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const LedgerMarkOutcome& outcome, const JsonEnvelope& envelope);
/// One event as a line of JSON Lines, and as a line of CSV (RFC 4180, UTF-8) below the head. Columns: docs/reference/ledger.md; new ones come at the end.
[[nodiscard]] std::string ledger_json_line(const ledger::Event& event);
[[nodiscard]] std::string ledger_csv_head();
[[nodiscard]] std::string ledger_csv_line(const ledger::Event& event);

/// `status` and `remind`.
[[nodiscard]] std::string to_text(const StatusOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_text(const RemindOutcome& outcome, const TextStyle& style);
[[nodiscard]] std::string to_json(const StatusOutcome& outcome, const JsonEnvelope& envelope);
[[nodiscard]] std::string to_json(const RemindOutcome& outcome, const JsonEnvelope& envelope);
/// RFC 4180, UTF-8, a heading and one row per trust policy (docs/reference/status-formats.md). A text cell that a spreadsheet would take for a formula has an apostrophe in front.
[[nodiscard]] std::string to_csv(const StatusOutcome& outcome);
/// One page without external resources: what is due, and a time line of validity and overlap. For screen, phone and paper.
[[nodiscard]] core::Result<std::string> to_html(const StatusOutcome& outcome, std::string_view tool_version);
/// RFC 5545: one event per trust policy at its end, with an alarm per threshold; the UID stays, the sequence number is the revision.
[[nodiscard]] std::string to_calendar(const StatusOutcome& outcome);
/// The text format of Prometheus, for the textfile collector.
[[nodiscard]] std::string to_metrics(const StatusOutcome& outcome, std::string_view tool_version);
/// One line with performance data as monitoring plug-ins print it, and the exit status of that world: 0 fine, 1 due, 2 expired, 3 nothing can be told.
[[nodiscard]] std::string to_nagios(const StatusOutcome& outcome);
[[nodiscard]] int nagios_status(const StatusOutcome& outcome);

/// "error: <context>: <message>" and, on a line of its own, "  hint: ...".
[[nodiscard]] std::string to_text(const core::Error& error, const TextStyle& style);

/// docs/reference/findings.md, exit-codes.md and clients.md, generated from the tables in code.
[[nodiscard]] std::string findings_catalogue_markdown();
[[nodiscard]] std::string exit_codes_markdown();
/// docs/reference/formats.md, generated from the table of formats.
[[nodiscard]] std::string formats_markdown();
[[nodiscard]] std::string clients_markdown();
/// The exit code table for the terminal.
[[nodiscard]] std::string exit_codes_text();

}  // namespace gpotrust::report
