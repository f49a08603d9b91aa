// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "app/choice.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

/// A misspelt --accept is everybody's error: the verdicts would be wrong.
report::CheckOutcome refused(const CheckRequest& request, const core::Error& error) {
    report::CheckOutcome outcome;
    for (const std::filesystem::path& path : request.exports) {
        report::AssessedExport assessed;
        assessed.path = platform::path_to_utf8(platform::absolute_path(path).value_or(path));
        assessed.error = error;
        outcome.exports.push_back(std::move(assessed));
    }
    outcome.exit_code = core::exit_code_for(error.code);
    return outcome;
}

/// `check` never asks: a question only matters when nothing was selected to judge.
void keep_unanswerable(OpenedExport& opened) {
    const auto& all = opened.assessed.certificates;
    const bool any_selected = std::any_of(all.begin(), all.end(), [](const report::AssessedCertificate& judged) { return judged.selected; });
    if (opened.choice && !any_selected) opened.assessed.error = std::move(opened.choice);
}

}  // namespace

report::CheckOutcome check(const CheckRequest& request, const Passwords& passwords) {
    if (const auto acceptable = check_acceptances(request.judgement); !acceptable) return refused(request, acceptable.error());
    const auto purpose = purpose_of(request.judgement);
    if (!purpose) return refused(request, purpose.error());
    report::CheckOutcome outcome;
    for (const std::filesystem::path& path : request.exports) {
        OpenedExport opened = open_and_judge(path, request.judgement, passwords, *purpose);
        keep_unanswerable(opened);
        outcome.exit_code = core::worse(outcome.exit_code, exit_code_of(opened.assessed));
        outcome.exports.push_back(std::move(opened.assessed));
    }
    return outcome;
}

}  // namespace gpotrust::app
