// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "cli/commands/verbs.hpp"
#include "cli/schedule_options.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::cli {
namespace {

constexpr std::array<std::string_view, 7> k_formats_of_status{"text", "json", "csv", "html", "ics", "prometheus", "nagios"};

struct StatusOptions {
    std::optional<std::string> format = {};
    std::vector<std::string> fail_on = {};
    ScheduleOptions schedule = {};
};

void declare(CommandLine& line, StatusOptions& options) {
    line.value("--format", "FORMAT", options.format, "text, json, csv, html, ics, prometheus or nagios");
    line.values("--fail-on", "STATE[,STATE]", options.fail_on,
                "due: exit 10 when a renewal is due, 11 when something has expired, which wins; expired: only 11");
    declare_schedule(line, options.schedule);
}

void declare_for_help(CommandLine& line) {
    StatusOptions options;
    declare(line, options);
}

/// The row of the table above that is meant.
core::Result<std::string_view> format_of(const StatusOptions& options, bool json) {
    if (!options.format) return std::string_view(json ? "json" : "text");
    const auto* const found = std::find(k_formats_of_status.begin(), k_formats_of_status.end(), *options.format);
    if (found == k_formats_of_status.end()) {
        const std::string_view nearest = core::nearest_match(*options.format, k_formats_of_status);
        return core::fail(
            core::ErrorCode::usage, "--format: \"" + core::printable(*options.format) + "\" is none",
            nearest.empty() ? "text, json, csv, html, ics, prometheus and nagios are known" : "did you mean " + std::string(nearest) + "?");
    }
    if (json && *options.format != "json")
        return core::fail(core::ErrorCode::usage, "--json and --format " + *options.format + " exclude each other");
    return *found;
}

core::Result<void> add_state(std::vector<renewal::State>& states, std::string_view word) {
    for (const renewal::State state : {renewal::State::due, renewal::State::expired}) {
        if (renewal::to_text(state) != word) continue;
        states.push_back(state);
        return {};
    }
    return core::fail(core::ErrorCode::usage, "--fail-on: \"" + core::printable(word) + "\" is none", "due, expired or due,expired");
}

core::Result<std::vector<renewal::State>> states_of(const std::vector<std::string>& lists) {
    std::vector<renewal::State> states;
    for (const std::string& list : lists) {
        std::string_view rest = list;
        for (bool more = true; more;) {
            const std::size_t comma = rest.find(',');
            GPOTRUST_TRY(add_state(states, rest.substr(0, comma)));
            more = comma != std::string_view::npos;
            if (more) rest.remove_prefix(comma + 1);
        }
    }
    return states;
}

core::Result<std::string> printed(const report::StatusOutcome& outcome, std::string_view format) {
    if (format == "csv") return report::to_csv(outcome);
    if (format == "html") return report::to_html(outcome, tool_version());
    if (format == "ics") return report::to_calendar(outcome);
    return report::to_metrics(outcome, tool_version());
}

/// Its world reads the exit status by other rules: 0 fine, 1 warning, 2 critical, 3 unknown. Nothing but the line is printed.
core::Result<core::ExitCode> show_nagios(const report::StatusOutcome& outcome) {
    GPOTRUST_TRY(write_output(report::to_nagios(outcome)));
    return static_cast<core::ExitCode>(report::nagios_status(outcome));
}

core::Result<core::ExitCode> show(const report::StatusOutcome& outcome, std::string_view format, const Session& session) {
    if (format == "nagios") return show_nagios(outcome);
    if (outcome.error && outcome.exit_code == core::ExitCode::usage) return core::fail(*outcome.error);
    if (format == "text" || format == "json") return session.show(outcome);
    if (!outcome.error) {
        GPOTRUST_TRY_ASSIGN(const std::string text, printed(outcome, format));
        GPOTRUST_TRY(write_output(text));
    }
    return session.show_errors(outcome);
}

core::Result<core::ExitCode> answer(std::vector<std::string> arguments, GlobalOptions globals) {
    StatusOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_status, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    GPOTRUST_TRY_ASSIGN(const std::string_view format, format_of(options, globals.json));
    globals.json = format == "json";
    app::StatusRequest request;
    GPOTRUST_TRY_ASSIGN(request.schedule, schedule_of(options.schedule));
    GPOTRUST_TRY_ASSIGN(request.fail_on, states_of(options.fail_on));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    request.packages = *operands;
    request.estate = session.estate();
    request.now = session.now();
    return show(app::status(request), format, session);
}

/// To be known also where the rest of the command line is not understood.
bool is_for_nagios(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--") return false;
        if (arguments[i] == "--format=nagios") return true;
        if (arguments[i] == "--format" && i + 1 < arguments.size() && arguments[i + 1] == "nagios") return true;
    }
    return false;
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    const bool for_nagios = is_for_nagios(arguments);
    auto answered = answer(std::move(arguments), std::move(globals));
    if (answered || !for_nagios) return answered;
    // Exit 2 would read as critical there.
    report::StatusOutcome outcome;
    outcome.error = answered.error();
    return show_nagios(outcome);
}

constexpr Example k_examples[] = {
    {"gpotrust status", "what ends when, and what is to be done next"},
    {"gpotrust status --within 90d --fail-on due,expired",
     "for a scheduled job: exit 10 when a renewal is due within 90 days, 11 when something has ended"},
    {"gpotrust status --format nagios --estate /srv/trust-estate", "as a check of Nagios, Icinga or Zabbix"},
    {"gpotrust status --format html > status.html", "a page with a time line, for the screen and for paper"},
    {"gpotrust status --json trust-self-signed-certificate-mail-contoso-com", "one trust policy, for a script"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,   core::ExitCode::usage,       core::ExitCode::malformed, core::ExitCode::file_system,
                                      core::ExitCode::ledger, core::ExitCode::renewal_due, core::ExitCode::expired};

}  // namespace

const Verb k_status{"status",
                    "[PACKAGE...]",
                    "tell what ends when, and what is due",
                    "Shows every trust policy of the estate, or those named: how long its certificates are valid, what is retiring, and the command "
                    "that is to be run "
                    "next. PACKAGE is a slug, GPO name or GUID, or the path of a revision folder or zip. Writes nothing.\n"
                    "Without --fail-on the exit is 0, whatever is due; with it a folder that is no estate is exit 2. With --format nagios it is 0, 1 "
                    "(due), 2 (expired) or 3 (cannot tell).",
                    k_examples,
                    k_exits,
                    declare_for_help,
                    run};

}  // namespace gpotrust::cli
