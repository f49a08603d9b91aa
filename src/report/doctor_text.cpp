// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gpotrust/core/text.hpp"
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

void finding_lines(Page& page, const Diagnosis& diagnosis) {
    const core::Finding& finding = diagnosis.finding;
    page.field(2, {core::to_text(finding.severity), colour_of(finding.severity)}, finding.code + ": " + finding.message);
    const std::string place = place_text(diagnosis.place);
    if (!place.empty()) page.line(2 + Page::k_label_width, {{place, Colour::dim}});
}

/// How often a code was found at a severity.
struct CodeCount {
    Severity severity;
    std::string_view code;
    std::string_view hint;
    std::size_t count = 0;
};

std::vector<CodeCount> counts_of(const DoctorOutcome& outcome) {
    std::map<std::pair<int, std::string_view>, CodeCount> counts;
    for (const Diagnosis& diagnosis : outcome.diagnoses) {
        const core::Finding& finding = diagnosis.finding;
        const auto entry = counts.try_emplace({-static_cast<int>(finding.severity), finding.code}, CodeCount{finding.severity, finding.code, finding.hint}).first;
        ++entry->second.count;
    }
    std::vector<CodeCount> rows;
    for (const auto& entry : counts) rows.push_back(entry.second);
    return rows;
}

/// A code that occurs at two severities has one hint.
void summary(Page& page, const DoctorOutcome& outcome) {
    const std::vector<CodeCount> rows = counts_of(outcome);
    if (rows.empty()) return;
    page.gap();
    page.line(0, {{"What was found, and what to do", Colour::bold}});
    std::vector<std::string_view> told;
    for (const CodeCount& row : rows) {
        const std::string count = fmt::format("{:>5}  {}", row.count, row.code);
        page.field(2, {core::to_text(row.severity), colour_of(row.severity)}, count);
        if (row.hint.empty() || std::find(told.begin(), told.end(), row.code) != told.end()) continue;
        told.push_back(row.code);
        page.advice(2 + Page::k_label_width + 7, {"", Colour::plain}, row.hint, 0);
    }
}

std::string examined_text(const DoctorOutcome::Counts& counts) {
    std::string text = "examined " + counted(counts.gpos, "GPO", "GPOs") + ", " + counted(counts.policies, "policy file", "policy files") + ", " +
                       counted(counts.certificates, "certificate", "certificates") + ", " + counted(counts.packages, "package", "packages") + "; " +
                       counted(counts.files, "file", "files") + " read";
    if (counts.passed_over > 0) text += ", " + counted(counts.passed_over, "large file", "large files") + " passed over";
    return text;
}

std::string verdict_text(const DoctorOutcome& outcome) {
    const auto count = [&](Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(outcome.diagnoses.begin(), outcome.diagnoses.end(), [&](const Diagnosis& d) { return d.finding.severity == severity; }));
    };
    if (outcome.diagnoses.empty()) return "nothing found";
    return counted(count(Severity::error), "error", "errors") + ", " + counted(count(Severity::warning), "warning", "warnings") + ", " +
           counted(count(Severity::info), "remark", "remarks");
}

}  // namespace

std::string to_text(const DoctorOutcome& outcome, const TextStyle& style) {
    Page page(style);
    std::string_view file;
    for (const Diagnosis& diagnosis : outcome.diagnoses) {
        if (diagnosis.finding.path != file) {
            file = diagnosis.finding.path;
            page.gap();
            page.line(0, {{file, Colour::bold}});
        }
        finding_lines(page, diagnosis);
    }
    summary(page, outcome);
    page.gap();
    page.paragraph(0, verdict_text(outcome) + ": " + examined_text(outcome.examined));
    return std::move(page).text();
}

}  // namespace gpotrust::report
