// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <array>

#include "cli/commands/verbs.hpp"
#include "gpotrust/app/ledger_use_cases.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::cli {
namespace {

using core::ErrorCode;
using core::ExitCode;

struct LedgerOptions {
    std::optional<std::string> format = {};
    std::optional<std::string> by = {};
    std::optional<std::string> guid = {};
    std::optional<std::string> domain = {};
    std::optional<std::string> revision = {};
    bool allow_network_share = false;
};

void declare(CommandLine& line, LedgerOptions& options) {
    line.group("Export");
    line.value("--format", "FORMAT", options.format, "jsonl (default) or csv");
    line.group("Mark imported");
    line.value("--by", "TEXT", options.by, "who imported it, or the ticket; must be given");
    line.value("--guid", "GUID", options.guid, "of the domain's own GPO that it was imported into");
    line.value("--domain", "DNS", options.domain, "the domain it was imported into");
    line.value("--revision", "N", options.revision, "the revision that was imported; default the newest");
    line.group("Rebuild, mark imported");
    line.flag("--allow-network-share", options.allow_network_share, "write to an estate on a network share, where SQLite's locks are not safe");
}

void declare_for_help(CommandLine& line) {
    LedgerOptions options;
    declare(line, options);
}

/// One run of the command: what was asked, and for what.
struct Asked {
    const LedgerOptions& options;
    const std::vector<std::string>& operands;  ///< behind the action
    const Session& session;
    bool json;
};

/// A result, or a question to the user that is no result.
template <class Outcome>
core::Result<ExitCode> shown(core::Result<Outcome> outcome, const Session& session) {
    if (!outcome) return core::fail(std::move(outcome).error());
    return session.show(*outcome);
}

core::Result<ExitCode> run_show(const Asked& asked) {
    app::LedgerShowRequest request{asked.session.estate()};
    if (!asked.operands.empty()) request.package = asked.operands.front();
    return shown(app::show_ledger(request), asked.session);
}

core::Result<ExitCode> run_verify(const Asked& asked) { return shown(app::verify_ledger({asked.session.estate()}), asked.session); }

core::Result<ExitCode> run_export(const Asked& asked) {
    const std::string format = asked.options.format.value_or("jsonl");
    if (format != "jsonl" && format != "csv") return core::fail(ErrorCode::usage, "--format: jsonl or csv", "jsonl is one JSON object per line");
    if (asked.json)
        return core::fail(ErrorCode::usage, "export has its own formats and no --json", "--format jsonl, or `gpotrust ledger show --json`");
    const auto chosen = format == "csv" ? app::LedgerFormat::csv : app::LedgerFormat::json_lines;
    GPOTRUST_TRY(app::export_ledger({asked.session.estate(), chosen}, write_output));
    return ExitCode::fine;
}

core::Result<ExitCode> run_rebuild(const Asked& asked) {
    return shown(app::rebuild_ledger({asked.session.estate(), asked.options.allow_network_share}), asked.session);
}

core::Result<unsigned> revision_of(const std::string& text) {
    unsigned number = 0;
    const bool digits = !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string::npos;
    for (const char c : text) number = number * 10 + static_cast<unsigned>(c - '0');
    if (digits && number >= 1 && number <= 65'535) return number;
    return core::fail(ErrorCode::usage, "--revision: a number from 1 to 65535", "`gpotrust ledger show PACKAGE` lists the revisions");
}

core::Result<ExitCode> run_mark_imported(const Asked& asked) {
    const LedgerOptions& options = asked.options;
    app::MarkImportedRequest request{asked.session.estate(), asked.operands.front(), asked.session.now(), options.by.value_or("")};
    if (options.revision) {
        GPOTRUST_TRY_ASSIGN(request.revision, revision_of(*options.revision));
    }
    if (options.guid) {
        const auto guid = core::parse_guid(*options.guid);
        if (!guid)
            return core::fail(ErrorCode::usage, "--guid: no GUID",
                              "as Get-GPO or the Group Policy console shows it: {31B2F340-016D-11D2-945F-00C04FB984F9}");
        request.guid = *guid;
    }
    request.domain = options.domain.value_or("");
    request.allow_network_share = options.allow_network_share;
    return shown(app::mark_imported(request), asked.session);
}

struct Action {
    std::string_view name;
    std::string_view operands;
    std::size_t least;
    std::size_t most;
    bool exports;
    bool writes;
    bool marks;
    core::Result<ExitCode> (*run)(const Asked&);
};
constexpr std::array<Action, 5> k_actions{{
    {"show", "[PACKAGE]", 0, 1, false, false, false, run_show},
    {"verify", "", 0, 0, false, false, false, run_verify},
    {"export", "", 0, 0, true, false, false, run_export},
    {"rebuild", "", 0, 0, false, true, false, run_rebuild},
    {"mark-imported", "PACKAGE", 1, 1, false, true, true, run_mark_imported},
}};

core::Result<const Action*> find_action(const std::vector<std::string>& operands) {
    constexpr std::string_view k_which = "show, verify, export, rebuild or mark-imported; `gpotrust ledger --help` has examples";
    if (operands.empty()) return core::fail(ErrorCode::usage, "ledger needs an action", std::string(k_which));
    for (const Action& action : k_actions) {
        if (action.name == operands.front()) return &action;
    }
    return core::fail(ErrorCode::usage, "ledger has no action \"" + core::printable(operands.front()) + "\"", std::string(k_which));
}

core::Result<void> check_options(const Action& action, const LedgerOptions& options, std::size_t operands) {
    const bool marks = options.by || options.guid || options.domain || options.revision;
    const bool fits = (action.exports || !options.format) && (action.writes || !options.allow_network_share) && (action.marks || !marks);
    const std::string name = "ledger " + std::string(action.name);
    if (!fits)
        return core::fail(ErrorCode::usage, "an option that " + name + " does not have", "`gpotrust ledger --help` tells which action has which");
    if (operands >= action.least && operands <= action.most) return {};
    if (action.most == 0) return core::fail(ErrorCode::usage, name + " takes no argument");
    return core::fail(ErrorCode::usage, name + " takes one PACKAGE", "a slug, GPO name or GPO GUID of the estate; `gpotrust ledger show` lists all");
}

core::Result<ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals);

constexpr Example k_examples[] = {
    {"gpotrust ledger show", "every event: when, which package, what, revision, until when, who"},
    {"gpotrust ledger show trust-self-signed-certificate-mail-contoso-com", "the history of one package"},
    {"gpotrust ledger verify", "was a row edited, and are the packages on disk what was recorded?"},
    {"gpotrust ledger export --format csv > ledger.csv", "for a spreadsheet or an archive"},
    {"gpotrust ledger mark-imported --by \"A. Admin, CHG-17\" --domain contoso.com mail-contoso-com", "the newest revision is in that domain now"},
    {"gpotrust ledger rebuild", "when ledger.db is lost or damaged and there is no backup copy"},
};
constexpr ExitCode k_exits[] = {ExitCode::fine, ExitCode::unfit, ExitCode::usage, ExitCode::malformed, ExitCode::file_system, ExitCode::ledger};

}  // namespace

const Verb k_ledger{"ledger",
                    "ACTION [PACKAGE]",
                    "show, check and keep the record of every package",
                    "The ledger (ledger.db in the estate) has one row for everything that happened to a trust policy; rows are never changed and are "
                    "chained by SHA-256. `show` lists them, "
                    "`export` writes them as JSON Lines or CSV, `mark-imported` adds that a revision was imported into a domain.\n"
                    "`verify` walks the chain and names the first row that does not fit (exit 6), then compares every recorded revision with its "
                    "folder and zip and looks for revisions "
                    "that nobody recorded (exit 1). `rebuild` makes a new ledger from the packages when the old one is missing or damaged; the old "
                    "one is moved aside, and a sound one "
                    "is left alone.",
                    k_examples,
                    k_exits,
                    declare_for_help,
                    run};

namespace {

core::Result<ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    LedgerOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(auto operands, read_arguments(k_ledger, line, globals, std::move(arguments)));
    if (!operands) return ExitCode::fine;
    GPOTRUST_TRY_ASSIGN(const Action* action, find_action(*operands));
    operands->erase(operands->begin());
    GPOTRUST_TRY(check_options(*action, options, operands->size()));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    return action->run({options, *operands, session, globals.json});
}

}  // namespace

}  // namespace gpotrust::cli
