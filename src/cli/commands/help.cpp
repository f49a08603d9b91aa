// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "cli/commands/verbs.hpp"
#include "cli/help_text.hpp"
#include "cli/topics.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::cli {
namespace {

void declare_for_help(CommandLine&) {}

core::Result<std::string> text_about(const std::string& name) {
    std::vector<std::string_view> names;
    for (const Topic& topic : topics()) {
        if (topic.name == name) return topic.text();
        names.push_back(topic.name);
    }
    for (const Verb* verb : verbs()) {
        if (verb->name == name) return verb_help(*verb);
        names.push_back(verb->name);
    }
    const std::string_view nearest = core::nearest_match(name, names);
    return core::fail(core::ErrorCode::usage, "no topic or command is called \"" + name + "\"",
                      nearest.empty() ? "`gpotrust --help` lists the topics" : "did you mean `gpotrust help " + std::string(nearest) + "`?");
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    CommandLine line;
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_help, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    if (operands->size() > 1) return core::fail(core::ErrorCode::usage, "help takes one TOPIC", "`gpotrust --help` lists the topics");
    std::string text = program_help();
    if (!operands->empty()) {
        GPOTRUST_TRY_ASSIGN(text, text_about(operands->front()));
    }
    GPOTRUST_TRY(write_output(text));
    return core::ExitCode::fine;
}

constexpr Example k_examples[] = {
    {"gpotrust help passwords", "where passwords come from"},
    {"gpotrust help package", "the same as gpotrust package --help"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::usage};

}  // namespace

const Verb k_help{"help",
                  "[TOPIC]",
                  "explain a topic or a command",
                  "Topics are exit-codes, passwords, estate, formats and limits; every command is one, too.",
                  k_examples,
                  k_exits,
                  declare_for_help,
                  run};

}  // namespace gpotrust::cli
