// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/run_options.hpp"

#include <fmt/format.h>

#include "gpotrust/platform/paths.hpp"

namespace gpotrust::cli {

void declare_run(CommandLine& line, RunOptions& options) {
    line.group("Run");
    line.value("--by", "TEXT", options.by, "who does this, or the ticket; kept in the ledger");
    line.flag("--dry-run", options.dry_run, "show what would be made, write nothing");
    line.flag("--allow-network-share", options.allow_network_share, "write to an estate on a network share, where SQLite's locks are not safe");
}

void declare_base(CommandLine& line, BaseOptions& options) {
    line.group("Merging");
    line.value("--base", "GPO-BACKUP", options.base,
               "merge into this GPO: its {BACKUPID} folder, or a folder with one such. Everything it holds is kept, its name, GUID and domain, too");
    line.flag("--enable-side", options.enable_side, "enable a side that the GPO of --base has disabled and this policy needs");
}

app::BaseWish base_of(const BaseOptions& options, const Session& session, const GlobalOptions& globals) {
    app::BaseWish wish{.enable_side = options.enable_side};
    if (options.base) wish.path = platform::path_from_utf8(*options.base);
    if (globals.quiet || globals.json) return wish;
    wish.announce = [&session](const report::MergeSummary& summary, const trust::TrustPolicy& policy) {
        write_note(report::merge_text(summary, policy, session.errors_style()));
    };
    return wish;
}

core::Result<core::Sha1Thumbprint> thumbprint_of(std::string_view option, const std::string& text) {
    const auto thumbprint = core::parse_sha1_thumbprint(text);
    if (!thumbprint)
        return core::fail(core::ErrorCode::usage, fmt::format("{}: not a SHA-1 thumbprint", option),
                          "40 hexadecimal digits; blanks and colons are ignored");
    return *thumbprint;
}

core::Result<std::vector<core::Sha1Thumbprint>> thumbprints_of(std::string_view option, const std::vector<std::string>& texts) {
    std::vector<core::Sha1Thumbprint> thumbprints;
    for (const std::string& text : texts) {
        GPOTRUST_TRY_ASSIGN(const core::Sha1Thumbprint thumbprint, thumbprint_of(option, text));
        thumbprints.push_back(thumbprint);
    }
    return thumbprints;
}

core::Result<core::ExitCode> show_packages(core::Result<report::PackageOutcome> outcome, std::string_view command, const RunOptions& options,
                                           const Session& session) {
    if (outcome) return session.show(*outcome);
    if (core::exit_code_for(outcome.error().code) == core::ExitCode::usage) return core::fail(std::move(outcome).error());
    report::PackageOutcome failed;
    failed.command = command;
    failed.dry_run = options.dry_run;
    failed.estate = platform::path_to_utf8(session.estate());
    failed.now = session.now();
    failed.exit_code = core::exit_code_for(outcome.error().code);
    failed.errors.push_back(std::move(outcome).error());
    return session.show(failed);
}

}  // namespace gpotrust::cli
