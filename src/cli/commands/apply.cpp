// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <charconv>

#include "cli/commands/verbs.hpp"
#include "cli/password_options.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"

namespace gpotrust::cli {
namespace {

struct ApplyOptions {
    std::optional<std::string> jobs = {};
    std::optional<std::string> by = {};
    bool dry_run = false;
    bool allow_network_share = false;
};

void declare(CommandLine& line, ApplyOptions& options) {
    line.group("Run");
    line.flag("--dry-run", options.dry_run, "print the plan, write nothing");
    line.value("--jobs", "N", options.jobs, "how many exports are read and packages built at once; default: the hardware's threads");
    line.value("--by", "TEXT", options.by, "who does this, or the ticket; kept in the ledger");
    line.flag("--allow-network-share", options.allow_network_share, "write to an estate on a network share, where SQLite's locks are not safe");
}

void declare_for_help(CommandLine& line) {
    ApplyOptions options;
    declare(line, options);
}

core::Result<unsigned> jobs_of(const ApplyOptions& options) {
    constexpr unsigned k_most = 256;
    if (!options.jobs) return 0U;
    unsigned number = 0;
    const std::string& text = *options.jobs;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number >= 1 && number <= k_most) return number;
    return core::fail(core::ErrorCode::usage, "--jobs: not a number from 1 to 256");
}

report::ApplyOutcome failed(const app::ApplyRequest& request, core::Error error) {
    report::ApplyOutcome outcome;
    outcome.command = "apply";
    outcome.dry_run = request.dry_run;
    outcome.estate = platform::path_to_utf8(request.estate);
    outcome.now = request.now;
    outcome.exit_code = core::exit_code_for(error.code);
    outcome.errors.push_back(std::move(error));
    return outcome;
}

/// A line on the terminal that overwrites itself, and goes away when its part is done.
void show_step(std::string_view what, std::size_t done, std::size_t total) {
    std::string line = "\r" + std::string(what) + " " + std::to_string(done) + " of " + std::to_string(total);
    if (done == total) line = "\r" + std::string(line.size() - 1, ' ') + "\r";
    platform::write_text(platform::Stream::error, line);
}

app::ApplyProgress progress_for(const Session& session, const GlobalOptions& globals) {
    app::ApplyProgress progress;
    if (globals.quiet) return progress;
    if (platform::is_terminal(platform::Stream::error)) progress.step = show_step;
    if (globals.json) return progress;
    progress.planned = [&session](const report::ApplyOutcome& outcome) {
        static_cast<void>(write_output(report::plan_text(outcome, session.style())));
    };
    return progress;
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    ApplyOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_apply, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    if (operands->size() > 1)
        return core::fail(core::ErrorCode::usage, "apply takes one ESTATE-FILE", "one file lists every trust policy of an estate");
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    app::ApplyRequest request;
    if (!operands->empty()) {
        GPOTRUST_TRY_ASSIGN(const auto paths, paths_of(*operands, k_apply));
        request.file = paths.front();
    }
    GPOTRUST_TRY_ASSIGN(request.jobs, jobs_of(options));
    request.estate = session.estate();
    request.now = session.now();
    request.operator_name = options.by.value_or(std::string());
    request.dry_run = options.dry_run;
    request.allow_network_share = options.allow_network_share;
    request.tool_version = tool_version();
    GPOTRUST_TRY_ASSIGN(const app::Passwords passwords, passwords_of({}));
    auto outcome = app::apply(request, passwords, progress_for(session, globals));
    if (outcome) return session.show(*outcome);
    if (core::exit_code_for(outcome.error().code) == core::ExitCode::usage) return core::fail(std::move(outcome).error());
    return session.show(failed(request, std::move(outcome).error()));
}

constexpr Example k_examples[] = {
    {"gpotrust apply --dry-run", "what trust-estate.toml in the estate asks for, and what that would change"},
    {"gpotrust apply --by TICKET-17 servers.toml", "does it, with a note for the ledger"},
    {"gpotrust apply --json --quiet", "for a scheduled job: renews where a newer export lies, drops what has ended"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,     core::ExitCode::unfit,       core::ExitCode::usage, core::ExitCode::malformed,
                                      core::ExitCode::password, core::ExitCode::file_system, core::ExitCode::ledger};

}  // namespace

const Verb k_apply{"apply",
                   "[ESTATE-FILE]",
                   "bring every trust policy of an estate file up to date",
                   "Reads ESTATE-FILE (default trust-estate.toml in the estate; docs/reference/estate-file.md), prints a plan and carries it out: "
                   "packages what is new, renews "
                   "where the exports hold other certificates than the ledger, retires what the file retires, drops what has ended. What fails is "
                   "told and does not stop the rest; "
                   "the exit code is that of the worst.\n"
                   "Without a file at the default place the ledger alone is looked at, and what has ended is dropped. A trust that is taken out of "
                   "the file is named, never retired for "
                   "that.",
                   k_examples,
                   k_exits,
                   declare_for_help,
                   run};

}  // namespace gpotrust::cli
