// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Options of the commands that make revisions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/session.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {

struct RunOptions {
    std::optional<std::string> by = {};
    bool dry_run = false;
    bool allow_network_share = false;
};
void declare_run(CommandLine& line, RunOptions& options);

/// Fills in what a request of package, renew or retire says about the run.
template <class Request>
void set_run(const RunOptions& options, const Session& session, Request& request) {
    request.estate = session.estate();
    request.operator_name = options.by.value_or(std::string());
    request.dry_run = options.dry_run;
    request.allow_network_share = options.allow_network_share;
    request.tool_version = tool_version();
}

struct BaseOptions {
    std::optional<std::string> base = {};
    bool enable_side = false;
};
void declare_base(CommandLine& line, BaseOptions& options);
/// What a request is to be merged into. The summary goes to standard error before anything is written, but for --quiet and --json.
[[nodiscard]] app::BaseWish base_of(const BaseOptions& options, const Session& session, const GlobalOptions& globals);

/// A thumbprint as people copy it; `option` is named where it is none.
[[nodiscard]] core::Result<core::Sha1Thumbprint> thumbprint_of(std::string_view option, const std::string& text);
[[nodiscard]] core::Result<std::vector<core::Sha1Thumbprint>> thumbprints_of(std::string_view option, const std::vector<std::string>& texts);

/// Shows what a command made, or that it failed; a question to the user goes on as an error.
[[nodiscard]] core::Result<core::ExitCode> show_packages(core::Result<report::PackageOutcome> outcome, std::string_view command,
                                                         const RunOptions& options, const Session& session);

}  // namespace gpotrust::cli
