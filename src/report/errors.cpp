// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/report/errors.hpp"

#include <algorithm>

#include "gpotrust/report/print.hpp"
#include "report/diff_words.hpp"
#include "report/page.hpp"
#include "report/status_words.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

std::vector<const core::Finding*> blocking_findings(const AssessedExport& assessed) {
    std::vector<const core::Finding*> blocking;
    const auto collect = [&blocking](const std::vector<core::Finding>& findings) {
        for (const core::Finding& finding : findings)
            if (finding.is_blocking()) blocking.push_back(&finding);
    };
    collect(assessed.findings);
    for (const AssessedCertificate& certificate : assessed.certificates)
        if (certificate.selected) collect(certificate.findings);
    return blocking;
}

core::Error not_fit(const AssessedExport& assessed, bool makes_package) {
    core::Error error{core::ErrorCode::unfit, "", "--accept CODE=REASON takes a finding and keeps the reason", {assessed.path}};
    std::vector<std::string> codes;
    for (const core::Finding* finding : blocking_findings(assessed)) {
        if (std::find(codes.begin(), codes.end(), finding->code) == codes.end()) codes.push_back(finding->code);
        if (!finding->acceptable) error.hint = finding->hint;
    }
    std::erase(error.hint, '`');  // it stands on one line, which keeps its command whole
    error.message =
        "not fit: " + (codes.empty() ? std::string("see the findings") : joined(codes, ", ")) + (makes_package ? "; no package was made" : "");
    return error;
}

/// Adds an error unless it is there; a place its message names anyway is not said twice.
void add(std::vector<core::Error>& errors, core::Error error) {
    while (!error.context.empty() && error.message.find(error.context.front()) != std::string::npos) error.context.erase(error.context.begin());
    const auto same = [&error](const core::Error& other) { return other.text() == error.text(); };
    if (std::none_of(errors.begin(), errors.end(), same)) errors.push_back(std::move(error));
}

/// The place first, unless the error names it already.
core::Error located(core::Error error, const std::string& path) {
    return error.text().find(path) != std::string::npos ? error : std::move(error).in(path);
}

bool speaks_of(const core::Error& error, const std::string& path) { return error.text().find(path) != std::string::npos; }

void add_exports(std::vector<core::Error>& errors, const std::vector<AssessedExport>& exports, bool makes_package) {
    for (const AssessedExport& assessed : exports) {
        if (assessed.error) add(errors, located(*assessed.error, assessed.path));
        const bool told = std::any_of(errors.begin(), errors.end(), [&](const core::Error& error) { return speaks_of(error, assessed.path); });
        if (assessed.verdict == Verdict::unfit && !told) add(errors, not_fit(assessed, makes_package));
    }
}

std::vector<core::Error> only(const std::optional<core::Error>& error) {
    return error ? std::vector<core::Error>{*error} : std::vector<core::Error>();
}

}  // namespace

std::vector<core::Error> errors_of(const CheckOutcome& outcome) {
    std::vector<core::Error> errors;
    add_exports(errors, outcome.exports, false);
    return errors;
}

std::vector<core::Error> errors_of(const PackageOutcome& outcome) {
    std::vector<core::Error> errors;
    for (const core::Error& error : outcome.errors) add(errors, error);
    add_exports(errors, outcome.exports, true);
    return errors;
}

std::vector<core::Error> errors_of(const InspectOutcome& outcome) {
    std::vector<core::Error> errors;
    for (const audit::InspectedItem& item : outcome.items)
        if (item.error) add(errors, located(*item.error, item.path));
    return errors;
}

std::vector<core::Error> errors_of(const VerifyOutcome& outcome) {
    std::vector<core::Error> errors;
    if (outcome.error) add(errors, outcome.path.empty() ? *outcome.error : located(*outcome.error, outcome.path));
    if (!outcome.error && core::any_blocking(outcome.verification.findings))
        add(errors, {core::ErrorCode::unfit, "the package does not verify", "do not import it; get it again from where it was made", {outcome.path}});
    return errors;
}

std::vector<core::Error> errors_of(const DiffOutcome& outcome) {
    if (outcome.error || !outcome.difference || outcome.difference->is_empty()) return only(outcome.error);
    return {{core::ErrorCode::unfit, "B differs from A: " + summary_of(*outcome.difference), "", {}}};
}

std::vector<core::Error> errors_of(const DoctorOutcome& outcome) {
    std::vector<core::Error> errors = outcome.errors;
    if (!outcome.fail_on) return errors;
    const auto deciding = std::count_if(outcome.diagnoses.begin(), outcome.diagnoses.end(),
                                        [&](const audit::Diagnosis& diagnosis) { return diagnosis.finding.severity >= *outcome.fail_on; });
    if (deciding == 0) return errors;
    const std::string or_above = *outcome.fail_on == core::Severity::error ? std::string() : " or above";
    errors.push_back({core::ErrorCode::unfit,
                      counted(static_cast<std::size_t>(deciding), "finding", "findings") + " of severity " +
                          std::string(core::to_text(*outcome.fail_on)) + or_above,
                      "the report tells for each code what to do; --fail-on says which severity counts",
                      {}});
    return errors;
}

std::vector<core::Error> errors_of(const StatusOutcome& outcome) {
    if (outcome.error) return {*outcome.error};
    const auto told = [&](renewal::State state, std::string_view what) -> std::vector<core::Error> {
        const std::vector<std::string> slugs = slugs_in(outcome.trusts, state);
        return {{core::ErrorCode::unfit,
                 counted(slugs.size(), "trust policy ", "trust policies ").append(what) + ": " + first_names(slugs),
                 "gpotrust renew PACKAGE EXPORT puts the next certificate in",
                 {}}};
    };
    if (outcome.exit_code == core::ExitCode::expired) return told(renewal::State::expired, "expired");
    if (outcome.exit_code == core::ExitCode::renewal_due) return told(renewal::State::due, "due for renewal");
    return {};
}

std::vector<core::Error> errors_of(const RemindOutcome& outcome) {
    return outcome.error ? std::vector<core::Error>{*outcome.error} : std::vector<core::Error>();
}

std::vector<core::Error> errors_of(const ExplainOutcome&) { return {}; }

std::vector<core::Error> errors_of(const LedgerShowOutcome& outcome) { return only(outcome.error); }
std::vector<core::Error> errors_of(const LedgerRebuildOutcome& outcome) { return only(outcome.error); }
std::vector<core::Error> errors_of(const LedgerMarkOutcome& outcome) { return only(outcome.error); }

std::vector<core::Error> errors_of(const LedgerVerifyOutcome& outcome) {
    if (outcome.error || outcome.findings.empty()) return only(outcome.error);
    return {{core::ErrorCode::unfit,
             "packages on disk are not what the ledger recorded: " + counted(outcome.findings.size(), "difference", "differences"),
             "the report names each with what to do",
             {outcome.estate}}};
}

std::string to_text(const core::Error& error, const TextStyle& style) {
    Page page(style);
    page.line(0, {{"error:", Colour::red}, {" "}, {error.text()}});
    if (!error.hint.empty()) page.line(2, {{"hint:", Colour::bold}, {" "}, {error.hint}});
    return std::move(page).text();
}

}  // namespace gpotrust::report
