// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <charconv>

#include "cli/commands/verbs.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "gpotrust/renewal/status.hpp"

namespace gpotrust::cli {
namespace {

constexpr std::array<std::string_view, 3> k_formats_of_doctor{"text", "json", "sarif"};
constexpr std::array<std::string_view, 4> k_severities{"error", "warning", "info", "never"};

struct DoctorOptions {
    std::optional<std::string> fail_on = {};
    std::optional<std::string> format = {};
    std::optional<std::string> within = {};
    std::optional<std::string> jobs = {};
};

void declare(CommandLine& line, DoctorOptions& options) {
    line.value("--fail-on", "SEVERITY", options.fail_on, "error, warning, info or never: exit 1 from which severity on; default error");
    line.value("--format", "FORMAT", options.format, "text, json or sarif (2.1.0, for code scanning)");
    line.value("--within", "DAYS", options.within, "name certificates that end so soon: 60, 60d or 8w; default 60d");
    line.value("--jobs", "N", options.jobs, "how many GPOs are examined at once; default: the hardware's threads");
}

void declare_for_help(CommandLine& line) {
    DoctorOptions options;
    declare(line, options);
}

/// The word of the table that is meant, or a usage error that names the option.
template <std::size_t N>
core::Result<std::string_view> word_of(std::string_view option, const std::string& given, const std::array<std::string_view, N>& words,
                                       std::string_view known) {
    const auto* const found = std::find(words.begin(), words.end(), given);
    if (found != words.end()) return *found;
    const std::string_view nearest = core::nearest_match(given, words);
    return core::fail(core::ErrorCode::usage, std::string(option) + ": \"" + core::printable(given) + "\" is none",
                      nearest.empty() ? std::string(known) : "did you mean " + std::string(nearest) + "?");
}

core::Result<std::string_view> format_of(const DoctorOptions& options, bool json) {
    if (!options.format) return std::string_view(json ? "json" : "text");
    GPOTRUST_TRY_ASSIGN(const std::string_view format, word_of("--format", *options.format, k_formats_of_doctor, "text, json and sarif are known"));
    if (json && format != "json") return core::fail(core::ErrorCode::usage, "--json and --format " + std::string(format) + " exclude each other");
    return format;
}

core::Result<std::optional<core::Severity>> fail_on_of(const DoctorOptions& options) {
    if (!options.fail_on) return std::optional(core::Severity::error);
    GPOTRUST_TRY_ASSIGN(const std::string_view word, word_of("--fail-on", *options.fail_on, k_severities, "error, warning, info or never"));
    for (const core::Severity severity : {core::Severity::error, core::Severity::warning, core::Severity::info})
        if (core::to_text(severity) == word) return std::optional(severity);
    return std::optional<core::Severity>();
}

core::Result<unsigned> jobs_of(const DoctorOptions& options) {
    constexpr unsigned k_most = 256;
    if (!options.jobs) return 0U;
    unsigned number = 0;
    const std::string& text = *options.jobs;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number >= 1 && number <= k_most) return number;
    return core::fail(core::ErrorCode::usage, "--jobs: not a number from 1 to 256");
}

core::Result<std::chrono::days> within_of(const DoctorOptions& options) {
    if (!options.within) return app::DoctorRequest().expiring_within;
    auto days = renewal::parse_days(*options.within);
    if (!days) return core::fail(std::move(days).error().in("--within"));
    return std::chrono::days(*days);
}

/// A line on the terminal that overwrites itself.
void show_progress(std::size_t done) {
    constexpr std::size_t k_every = 64;
    if (done % k_every == 0) platform::write_text(platform::Stream::error, "\rexamined " + std::to_string(done));
}

void clear_progress() { platform::write_text(platform::Stream::error, "\r" + std::string(30, ' ') + "\r"); }

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    DoctorOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_doctor, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    app::DoctorRequest request;
    GPOTRUST_TRY_ASSIGN(request.paths, paths_of(*operands, k_doctor));
    GPOTRUST_TRY_ASSIGN(const std::string_view format, format_of(options, globals.json));
    globals.json = format == "json";
    GPOTRUST_TRY_ASSIGN(request.fail_on, fail_on_of(options));
    GPOTRUST_TRY_ASSIGN(request.expiring_within, within_of(options));
    GPOTRUST_TRY_ASSIGN(request.jobs, jobs_of(options));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    request.now = session.now();
    const bool tells = !globals.quiet && platform::is_terminal(platform::Stream::error);
    const report::DoctorOutcome outcome = app::doctor(request, tells ? std::function<void(std::size_t)>(show_progress) : nullptr);
    if (tells) clear_progress();
    if (format != "sarif") return session.show(outcome);
    GPOTRUST_TRY(write_output(report::to_sarif(outcome, tool_version())));
    return session.show_errors(outcome);
}

constexpr Example k_examples[] = {
    {"gpotrust doctor \\\\contoso.com\\SYSVOL\\contoso.com\\Policies",
     "every GPO of the domain: what is in its trust stores, what is damaged, what leaks"},
    {"gpotrust doctor --fail-on warning --json backups/", "for a scheduled job: exit 1 from a warning on"},
    {"gpotrust doctor --format sarif backups/ > doctor.sarif", "for code scanning of a repository that keeps GPO backups"},
    {"gpotrust doctor --within 90d --fail-on never Machine/registry.pol", "one policy file, and what ends in it within 90 days"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::unfit, core::ExitCode::usage, core::ExitCode::file_system};

}  // namespace

const Verb k_doctor{"doctor",
                    "PATH...",
                    "audit GPO backups, copies of SYSVOL and policy files, made by whatever tool",
                    "Looks through folders, zips and single files for GPMC backups, SYSVOL folders, Samba backups, packages, registry.pol, .reg and "
                    "Registry.xml, and for private keys lying about; knows them by content. Each finding has a code (docs/reference/findings.md), a "
                    "place and something to do. What cannot be read is a finding, and the rest goes on.\n"
                    "Writes nothing and changes nothing. Findings of severity error make the exit 1, with --fail-on those of another severity, too.",
                    k_examples,
                    k_exits,
                    declare_for_help,
                    run};

}  // namespace gpotrust::cli
