// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/session.hpp"

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/clock.hpp"
#include "gpotrust/platform/environment.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"

namespace gpotrust::cli {
namespace {

using core::ErrorCode;
using platform::Stream;

constexpr std::string_view k_time_hint = "2026-11-22, 2026-11-22T15:00:00Z and @1795359600 (seconds since 1970) are understood";

/// The clock is an input: the option, else the environment as reproducible builds have it, else the system's clock.
core::Result<core::UtcTime> time_of_run(const GlobalOptions& options) {
    if (options.as_of) {
        auto time = core::parse_utc_time(*options.as_of);
        if (!time) return core::fail(ErrorCode::usage, "--as-of: no time: \"" + *options.as_of + "\"", std::string(k_time_hint));
        return *time;
    }
    const auto epoch = platform::environment_variable("SOURCE_DATE_EPOCH");
    if (!epoch || epoch->empty()) return platform::system_time();
    auto time = core::parse_utc_time("@" + *epoch);
    if (!time) return core::fail(ErrorCode::usage, "SOURCE_DATE_EPOCH holds no time: \"" + *epoch + "\"", "it is a number of seconds since 1970");
    return *time;
}

core::Result<std::filesystem::path> estate_of_run(const GlobalOptions& options) {
    if (options.estate && options.estate->empty()) return core::fail(ErrorCode::usage, "--estate names no folder");
    std::string named = options.estate.value_or(std::string());
    if (named.empty()) named = platform::environment_variable("GPOTRUST_ESTATE").value_or(std::string());
    if (named.empty()) named = "trust-estate";
    return platform::absolute_path(platform::path_from_utf8(named));
}

bool colour_wanted(Stream stream, bool no_color) {
    if (no_color || !platform::is_terminal(stream)) return false;
    const auto refused = platform::environment_variable("NO_COLOR");  // no-color.org: any text that is not empty
    return (!refused || refused->empty()) && platform::environment_variable("TERM") != "dumb";
}

report::TextStyle style_for(Stream stream, bool no_color) { return {colour_wanted(stream, no_color), platform::terminal_columns()}; }

}  // namespace

void declare_global(CommandLine& line, GlobalOptions& options) {
    line.group("General");
    line.flag("--json", options.json, "print the result as JSON (docs/reference/schema)");
    line.flag("--quiet", options.quiet, "print nothing but errors, and JSON if asked for");
    line.flag("--no-color", options.no_color, "no colour; so does NO_COLOR in the environment");
    line.value("--as-of", "TIME", options.as_of,
               "take TIME for now: 2026-11-22, 2026-11-22T15:00:00Z or @SECONDS; default SOURCE_DATE_EPOCH, else the clock");
    line.value("--estate", "FOLDER", options.estate, "where ledger and packages are; default GPOTRUST_ESTATE, else ./trust-estate");
    line.flag("-h,--help", options.help, "print this help");
}

std::string tool_version() { return GPOTRUST_VERSION; }

core::Result<void> write_output(std::string_view text) {
    if (text.empty() || platform::write_text(Stream::output, text)) return {};
    return core::fail(ErrorCode::file_system, "standard output cannot be written", "is the disk full, or the program behind the pipe gone?");
}

void write_error(const core::Error& error, const report::TextStyle& style) { platform::write_text(Stream::error, report::to_text(error, style)); }

void write_warning(std::string_view text, const report::TextStyle& style) {
    const std::string label = style.colour ? "\x1b[33mwarning:\x1b[0m " : "warning: ";
    platform::write_text(Stream::error, label + core::printable(text) + "\n");
}

void write_note(std::string_view text) { platform::write_text(Stream::error, text); }

report::TextStyle error_style(bool no_color) { return style_for(Stream::error, no_color); }

core::Result<Session> Session::open(const GlobalOptions& options) {
    Session session;
    GPOTRUST_TRY_ASSIGN(session.m_now, time_of_run(options));
    GPOTRUST_TRY_ASSIGN(session.m_estate, estate_of_run(options));
    session.m_json = options.json;
    session.m_quiet = options.quiet;
    session.m_style = style_for(Stream::output, options.no_color);
    session.m_error_style = error_style(options.no_color);
    return session;
}

}  // namespace gpotrust::cli
