// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"

namespace gpotrust::cli {
namespace {

void declare_for_help(CommandLine&) {}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    CommandLine line;
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_formats, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    if (!operands->empty()) return core::fail(core::ErrorCode::usage, "formats takes no argument", "it lists all formats; --json is for scripts");
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    const auto formats = artefact::formats();
    return session.show(report::FormatsOutcome{{formats.begin(), formats.end()}, core::ExitCode::fine});
}

constexpr Example k_examples[] = {
    {"gpotrust formats", "which programs take what a package holds, and who checked that they do"},
    {"gpotrust formats --json", "the same for a script, with how each is applied and undone"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::usage};

}  // namespace

const Verb k_formats{
    "formats",
    "",
    "list the artefact formats of a package",
    "Every format is a way by which the trust reaches machines. `gpotrust package --artefacts LIST` chooses among them; without it all are made. "
    "`gpotrust help formats` tells how each is applied and undone.",
    k_examples,
    k_exits,
    declare_for_help,
    run};

}  // namespace gpotrust::cli
