// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/page.hpp"
#include "report/status_words.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

Colour colour_of(FileChange change) { return change == FileChange::unchanged ? Colour::dim : Colour::green; }

std::string summary(const RemindOutcome& outcome) {
    std::vector<std::string> parts;
    for (const FileChange change : {FileChange::written, FileChange::replaced, FileChange::removed, FileChange::unchanged}) {
        const auto number =
            std::count_if(outcome.files.begin(), outcome.files.end(), [&](const RemindOutcome::File& file) { return file.change == change; });
        if (number != 0) parts.push_back(fmt::format("{} {}", number, to_text(change)));
    }
    return joined(parts, ", ");
}

}  // namespace

std::string to_text(const RemindOutcome& outcome, const TextStyle& style) {
    if (outcome.error) return {};
    Page page(style);
    page.line(0, {{outcome.output, Colour::bold}, {"  "}, {summary(outcome)}});
    for (const RemindOutcome::File& file : outcome.files)
        page.line(2, {{fmt::format("{:<10}", to_text(file.change)), colour_of(file.change)}, {file.path}});
    page.gap();
    const std::string counts = counts_text(count_states(outcome.status.trusts));
    page.paragraph(0, counts.empty() ? std::string("No trust policy.") : "Trust policies: " + counts + ".");
    page.paragraph(0, "README.html and README.txt tell how to install each.");
    return std::move(page).text();
}

}  // namespace gpotrust::report
