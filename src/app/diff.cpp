// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <utility>

#include "app/policy_item.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::app {
namespace {

report::DiffOutcome failed(report::DiffOutcome outcome, core::Error error) {
    outcome.exit_code = core::exit_code_for(error.code);
    outcome.error = std::move(error);
    return outcome;
}

}  // namespace

report::DiffOutcome diff(const DiffRequest& request) {
    report::DiffOutcome outcome;
    outcome.now = request.now;
    outcome.before_path = request.before;
    outcome.after_path = request.after;
    auto before = find_policy(request.before, request.estate);
    if (!before) return failed(std::move(outcome), std::move(before).error());
    outcome.before = *std::move(before);
    outcome.before_path = outcome.before.path;
    auto after = find_policy(request.after, request.estate);
    if (!after) return failed(std::move(outcome), std::move(after).error());
    outcome.after = *std::move(after);
    outcome.after_path = outcome.after.path;
    auto difference = audit::compare(outcome.before, outcome.after);
    if (!difference) return failed(std::move(outcome), std::move(difference).error());
    outcome.difference = *std::move(difference);
    outcome.exit_code = outcome.difference->is_empty() ? core::ExitCode::fine : core::ExitCode::unfit;
    return outcome;
}

}  // namespace gpotrust::app
