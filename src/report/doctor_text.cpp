// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gpotrust/report/catalogue.hpp"
#include "report/page.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using audit::Diagnosis;
using core::Severity;

Colour colour_of(Severity severity) {
    if (severity == Severity::error) return Colour::red;
    return severity == Severity::warning ? Colour::yellow : Colour::dim;
}

std::string hive_of(const std::optional<trust::Side>& side) {
    if (!side) return {};
    return *side == trust::Side::computer ? "HKLM\\" : "HKCU\\";
}

/// "HKLM\Software\...\ABC, value Blob, at octet 8"; "MachineVersionNumber".
std::string place_text(const audit::Place& place) {
    std::string text = place.key.empty() ? std::string() : hive_of(place.side) + place.key;
    const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
    if (!place.value.empty()) add("value " + place.value);
    if (!place.element.empty()) add("element " + place.element);
    if (place.offset) add("at octet " + std::to_string(*place.offset));
    return text;
}

/// What each code says in general; the details of a finding stand behind it.
using Messages = std::map<std::string_view, std::string_view>;

Messages messages_of_codes() {
    Messages messages;
    for (const core::FindingKind* kind : all_finding_kinds()) messages.emplace(kind->code, kind->message);
    return messages;
}

/// What is said once, in the summary, is not said with every finding.
std::string_view details_of(const core::Finding& finding, const Messages& messages) {
    const auto general = messages.find(finding.code);
    const std::string_view message = finding.message;
    if (general == messages.end() || !message.starts_with(general->second)) return message;
    const std::string_view rest = message.substr(general->second.size());
    return rest.starts_with(": ") ? rest.substr(2) : rest;
}

void finding_lines(Page& page, const Diagnosis& diagnosis, const Messages& messages) {
    const core::Finding& finding = diagnosis.finding;
    const std::string_view details = details_of(finding, messages);
    page.field(2, {core::to_text(finding.severity), colour_of(finding.severity)},
               details.empty() ? finding.code : finding.code + ": " + std::string(details));
    const std::string place = place_text(diagnosis.place);
    if (!place.empty()) page.folded(2 + Page::k_label_width, place);
}

/// How often a code was found at a severity.
struct CodeCount {
    Severity severity;
    std::string_view code;
    std::string_view message;
    std::string_view hint;
    std::size_t count = 0;
};

std::vector<CodeCount> counts_of(const DoctorOutcome& outcome) {
    std::map<std::pair<int, std::string_view>, CodeCount> counts;
    for (const Diagnosis& diagnosis : outcome.diagnoses) {
        const core::Finding& finding = diagnosis.finding;
        const auto entry = counts
                               .try_emplace({-static_cast<int>(finding.severity), finding.code},
                                            CodeCount{finding.severity, finding.code, finding.message, finding.hint})
                               .first;
        ++entry->second.count;
    }
    std::vector<CodeCount> rows;
    for (const auto& entry : counts) rows.push_back(entry.second);
    return rows;
}

/// A code that occurs at two severities is explained once.
void summary(Page& page, const DoctorOutcome& outcome, const Messages& messages) {
    constexpr std::size_t k_text_column = 8;
    const std::vector<CodeCount> rows = counts_of(outcome);
    if (rows.empty()) return;
    page.gap();
    page.line(0, {{"What was found, and what to do", Colour::bold}});
    std::vector<std::string_view> told;
    for (const CodeCount& row : rows) {
        const std::string number = fmt::format("{:>6}  ", row.count);
        const std::string severity = fmt::format("{:<8}", core::to_text(row.severity));
        page.line(0, {{number}, {severity, colour_of(row.severity)}, {row.code, Colour::bold}});
        if (std::find(told.begin(), told.end(), row.code) != told.end()) continue;
        told.push_back(row.code);
        const auto general = messages.find(row.code);
        page.paragraph(k_text_column, general == messages.end() ? row.message : general->second);
        page.advice(k_text_column, {"hint:", Colour::dim}, row.hint, 6);
    }
}

std::string examined_text(const DoctorOutcome::Counts& counts) {
    std::string text = "examined " + counted(counts.gpos, "GPO", "GPOs") + ", " + counted(counts.policies, "policy file", "policy files") + ", " +
                       counted(counts.certificates, "certificate", "certificates") + ", " + counted(counts.packages, "package", "packages") + "; " +
                       counted(counts.files, "file", "files") + " read";
    if (counts.passed_over > 0) text += ", " + counted(counts.passed_over, "file", "files") + " passed over";
    return text;
}

std::string verdict_text(const DoctorOutcome& outcome) {
    const auto count = [&](Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(outcome.diagnoses.begin(), outcome.diagnoses.end(), [&](const Diagnosis& d) { return d.finding.severity == severity; }));
    };
    const DoctorOutcome::Counts& counts = outcome.examined;
    if (outcome.diagnoses.empty() && counts.gpos + counts.policies + counts.packages == 0) return "nothing to examine";
    if (outcome.diagnoses.empty()) return outcome.errors.empty() ? "nothing found" : "nothing found in what could be examined";
    return counted(count(Severity::error), "error", "errors") + ", " + counted(count(Severity::warning), "warning", "warnings") + ", " +
           counted(count(Severity::info), "remark", "remarks");
}

}  // namespace

std::string to_text(const DoctorOutcome& outcome, const TextStyle& style) {
    Page page(style);
    const Messages messages = messages_of_codes();
    std::string_view file;
    for (const Diagnosis& diagnosis : outcome.diagnoses) {
        if (diagnosis.finding.path != file) {
            file = diagnosis.finding.path;
            page.gap();
            page.line(0, {{file, Colour::bold}});
        }
        finding_lines(page, diagnosis, messages);
    }
    summary(page, outcome, messages);
    page.gap();
    page.paragraph(0, verdict_text(outcome) + ": " + examined_text(outcome.examined));
    return std::move(page).text();
}

}  // namespace gpotrust::report
