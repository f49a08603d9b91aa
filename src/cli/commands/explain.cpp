// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"

namespace gpotrust::cli {
namespace {

void declare_for_help(CommandLine&) {}

core::Result<report::ExplainOutcome> outcome_of(const std::vector<std::string>& words) {
    report::ExplainOutcome outcome;
    outcome.matrix = words.empty();
    for (const std::string& word : words) {
        GPOTRUST_TRY_ASSIGN(const trust::Client* client, trust::find_client(word));
        outcome.clients.push_back(client);
    }
    if (!words.empty()) return outcome;
    for (const trust::Client& client : trust::clients()) outcome.clients.push_back(&client);
    return outcome;
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    CommandLine line;
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_explain, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    GPOTRUST_TRY_ASSIGN(const report::ExplainOutcome outcome, outcome_of(*operands));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    return session.show(outcome);
}

constexpr Example k_examples[] = {
    {"gpotrust explain", "all client families in one table"},
    {"gpotrust explain msix", "one of them in full: stores, conditions, evidence, and the command that makes the package for it"},
    {"gpotrust explain --json firefox sql", "two of them, for a script"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::usage, core::ExitCode::file_system};

}  // namespace

const Verb k_explain{"explain",
                     "[CLIENT...]",
                     "tell which programs honour which store, and how that is known",
                     "Without CLIENT the table of all families: who reads Trusted People of the computer and of the user, Root and TrustedPublisher, "
                     "and how well that is known. "
                     "With CLIENT that row in full, with the evidence and what `--for CLIENT` chooses. What nobody has shown is called unverified.",
                     k_examples,
                     k_exits,
                     declare_for_help,
                     run};

}  // namespace gpotrust::cli
