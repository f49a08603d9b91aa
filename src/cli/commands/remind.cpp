// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "cli/schedule_options.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/platform/environment.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::cli {
namespace {

struct RemindOptions {
    std::optional<std::string> output = {};
    std::vector<std::string> contacts = {};
    std::optional<std::string> program = {};
    ScheduleOptions schedule = {};
};

void declare(CommandLine& line, RemindOptions& options) {
    line.value("--output", "DIR", options.output, "where to write; default the folder reminders of the estate");
    line.values("--contact", "ADDRESS", options.contacts,
                "mail address all drafts go to, instead of those the estate file names; may be repeated, and may be left out");
    line.value("--program", "FILE", options.program, "the gpotrust that scheduled jobs are to call; default this one");
    declare_schedule(line, options.schedule);
}

void declare_for_help(CommandLine& line) {
    RemindOptions options;
    declare(line, options);
}

core::Result<app::RemindRequest> request_of(const RemindOptions& options, const Session& session) {
    app::RemindRequest request;
    GPOTRUST_TRY_ASSIGN(request.schedule, schedule_of(options.schedule));
    if (options.output && options.output->empty()) return core::fail(core::ErrorCode::usage, "--output names no folder");
    if (options.output) request.output = platform::path_from_utf8(*options.output);
    request.contacts = options.contacts;
    request.program = options.program ? *options.program : platform::path_to_utf8(platform::program_path());
    request.tool_version = tool_version();
    request.estate = session.estate();
    request.now = session.now();
    return request;
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    RemindOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_remind, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    if (!operands->empty())
        return core::fail(core::ErrorCode::usage, "remind takes no argument", "it writes reminders for the whole estate; --output names the folder");
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    GPOTRUST_TRY_ASSIGN(const app::RemindRequest request, request_of(options, session));
    const report::RemindOutcome outcome = app::remind(request);
    if (outcome.error && outcome.exit_code == core::ExitCode::usage) return core::fail(*outcome.error);
    return session.show(outcome);
}

constexpr Example k_examples[] = {
    {"gpotrust remind", "writes calendar, mail drafts, metrics, dashboard and the files of a scheduled job into trust-estate/reminders"},
    {"gpotrust remind --output /var/www/trust --contact pki@contoso.com", "elsewhere, with drafts that are addressed"},
    {"gpotrust remind --within 90d --thresholds 90,60,30,7", "earlier, and on other days"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::usage, core::ExitCode::file_system, core::ExitCode::ledger};

}  // namespace

const Verb k_remind{
    "remind",
    "",
    "write reminders to where people look",
    "Writes into DIR: gpotrust.ics for calendars, mail/*.eml drafts for what has reached a threshold, gpotrust.prom and gpotrust-alerts.yml for "
    "Prometheus, dashboard.html, a Windows scheduled task, a systemd service and timer that run `gpotrust remind` every day, and a page that tells "
    "how "
    "to install each (README.html, README.txt).\n"
    "A file that would not change is left alone. Drafts that no longer apply are removed; other files in DIR are not touched. The exit is 0 also "
    "when "
    "something is due: `gpotrust status --fail-on` answers by its exit.",
    k_examples,
    k_exits,
    declare_for_help,
    run};

}  // namespace gpotrust::cli
