// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {
namespace {

void declare(CommandLine& line, bool& all) { line.flag("--all", all, "show every row of long lists; JSON always has them"); }

void declare_for_help(CommandLine& line) {
    bool all = false;
    declare(line, all);
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    bool all = false;
    CommandLine line;
    declare(line, all);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_diff, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    GPOTRUST_TRY(paths_of(*operands, k_diff));
    if (operands->size() != 2)
        return core::fail(core::ErrorCode::usage, "diff takes two: A, which is there, and B, which would replace it",
                          "`gpotrust diff --help` has examples");
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    report::DiffOutcome outcome = app::diff({operands->front(), operands->back(), session.estate(), session.now()});
    outcome.show_all = all;
    return session.show(outcome);
}

constexpr Example k_examples[] = {
    {"gpotrust diff \"backups/{5DA34663-85C7-4EBA-9AFE-63B6CE5A9D5B}\" trust-estate/packages/intranet/r0001.zip",
     "what an import of the package would add to the GPO and erase from it; the backup is a fresh one of the target GPO"},
    {"gpotrust diff trust-estate/packages/intranet/r0001 intranet", "what the newest revision changes against the first"},
    {"gpotrust diff --json before/Machine/registry.pol after/Machine/registry.pol", "two policy files of one side, for a script"},
    {"gpotrust diff --quiet old.zip new.zip", "only the exit status: 0 when clients would notice nothing"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,      core::ExitCode::unfit,       core::ExitCode::usage,
                                      core::ExitCode::malformed, core::ExitCode::file_system, core::ExitCode::ledger};

}  // namespace

const Verb k_diff{
    "diff",
    "A B",
    "tell what would change for clients if B replaced A",
    "An import erases the GPO it goes into: this shows which certificates would be added, kept and removed, and every other setting and "
    "file that would be lost. A and B are packages (folder, zip, or slug, GPO name or GUID in the estate), GPO backups or a folder or zip "
    "with exactly one, GPO folders of SYSVOL, Samba backups, registry.pol, .reg or Registry.xml.\n"
    "Signs: + comes with B, - goes with A, ~ is changed, = stays. Keys and names are compared without case; of entries for one value the "
    "last counts. Exit 1 when clients would notice a difference; other names, versions and GUIDs are shown and are none.",
    k_examples,
    k_exits,
    declare_for_help,
    run};

}  // namespace gpotrust::cli
