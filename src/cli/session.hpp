// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "gpotrust/core/exit_code.hpp"
#include "gpotrust/core/utc_time.hpp"
#include "gpotrust/report/errors.hpp"
#include "gpotrust/report/print.hpp"

namespace gpotrust::cli {

/// Options every command takes, before or after its name.
struct GlobalOptions {
    bool json = false;
    bool quiet = false;
    bool no_color = false;
    bool help = false;
    std::optional<std::string> as_of = {};
    std::optional<std::string> estate = {};
};
void declare_global(CommandLine& line, GlobalOptions& options);

/// "0.1.0".
[[nodiscard]] std::string tool_version();

/// Text to standard output. Fails with file_system when not all of it arrives (a full disk behind a redirection).
[[nodiscard]] core::Result<void> write_output(std::string_view text);
/// Errors and warnings to standard error; nobody can be told when that fails.
void write_error(const core::Error& error, const report::TextStyle& style);
void write_warning(std::string_view text, const report::TextStyle& style);
/// A text that a printer made, to standard error.
void write_note(std::string_view text);
/// How standard error may look: colour only at a terminal, not with NO_COLOR, TERM=dumb or --no-color.
[[nodiscard]] report::TextStyle error_style(bool no_color);

/// What one run knows: the time it takes for now and how it shows results.
class Session {
public:
    /// Fails with usage on a time that cannot be read.
    [[nodiscard]] static core::Result<Session> open(const GlobalOptions& options);

    [[nodiscard]] core::UtcTime now() const { return m_now; }
    /// --estate, else GPOTRUST_ESTATE, else ./trust-estate; absolute.
    [[nodiscard]] const std::filesystem::path& estate() const { return m_estate; }
    [[nodiscard]] const report::TextStyle& style() const { return m_style; }
    [[nodiscard]] const report::TextStyle& errors_style() const { return m_error_style; }

    /// Shows an outcome: JSON or text to standard output, what failed to standard error.
    template <class Outcome>
    [[nodiscard]] core::Result<core::ExitCode> show(const Outcome& outcome) const {
        GPOTRUST_TRY(write(outcome));
        return show_errors(outcome);
    }
    /// The part of show() that goes to standard error, for outcomes that were printed in another form.
    template <class Outcome>
    [[nodiscard]] core::ExitCode show_errors(const Outcome& outcome) const {
        if constexpr (requires { outcome.warnings; }) {
            for (const std::string& warning : outcome.warnings) write_warning(warning, m_error_style);
        }
        for (const core::Error& error : report::errors_of(outcome)) write_error(error, m_error_style);
        return outcome.exit_code;
    }

private:
    Session() = default;
    [[nodiscard]] report::JsonEnvelope envelope() const { return {tool_version(), m_now}; }
    [[nodiscard]] std::string text_of(const report::CheckOutcome& outcome) const { return report::to_text(outcome, m_now, m_style); }
    template <class Outcome>
    [[nodiscard]] std::string text_of(const Outcome& outcome) const {
        return report::to_text(outcome, m_style);
    }
    template <class Outcome>
    [[nodiscard]] core::Result<void> write(const Outcome& outcome) const {
        // A question to the user or our own fault is no result (with --json it is printed for every exit except 2 and 70).
        if (outcome.exit_code == core::ExitCode::usage || outcome.exit_code == core::ExitCode::internal) return {};
        if (m_json) return write_output(report::to_json(outcome, envelope()));
        return m_quiet ? core::Result<void>() : write_output(text_of(outcome));
    }

    core::UtcTime m_now{};
    std::filesystem::path m_estate;
    bool m_json = false;
    bool m_quiet = false;
    report::TextStyle m_style;
    report::TextStyle m_error_style;
};

}  // namespace gpotrust::cli
