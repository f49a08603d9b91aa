// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/client_options.hpp"
#include "cli/commands/verbs.hpp"
#include "cli/judgement_options.hpp"
#include "cli/password_options.hpp"
#include "cli/run_options.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/renewal/status.hpp"

namespace gpotrust::cli {
namespace {

struct RenewOptions {
    std::optional<std::string> overlap = {};
    bool no_overlap = false;
    std::vector<std::string> replaces = {};
    std::vector<std::string> clients = {};
    std::optional<std::string> artefacts = {};
    std::optional<std::string> friendly_name = {};
    BaseOptions base = {};
    RunOptions run = {};
    JudgementOptions judgement = {};
    PasswordOptions password = {};
};

void declare(CommandLine& line, RenewOptions& options) {
    line.group("Renewal");
    line.value("--overlap", "DAYS", options.overlap,
               "how long the replaced certificate stays trusted beside the next one, at most until its end; default 30");
    line.flag("--no-overlap", options.no_overlap, "drop the replaced certificate at once");
    line.values("--replaces", "SHA1", options.replaces,
                "the certificate to replace; without it, those in use whose names the next one serves. May be repeated");
    declare_clients(line, options.clients,
                    "judge the next certificate for what these clients do (`gpotrust explain`); default: for what the one in use is good for");
    line.value("--artefacts", "LIST", options.artefacts, "formats to make, with commas between them; default: those of the revision before");
    line.value("--friendly-name", "TEXT", options.friendly_name, "name shown in certmgr; default \"gpotrust <slug> until YYYY-MM\"");
    declare_base(line, options.base);
    declare_run(line, options.run);
    declare_judgement(line, options.judgement);
    declare_passwords(line, options.password);
}

void declare_for_help(CommandLine& line) {
    RenewOptions options;
    declare(line, options);
}

core::Result<void> set_renewal(const RenewOptions& options, app::RenewRequest& request) {
    if (options.overlap && options.no_overlap) return core::fail(core::ErrorCode::usage, "--overlap and --no-overlap exclude each other");
    if (options.no_overlap) request.overlap = std::chrono::days(0);
    if (options.overlap) {
        GPOTRUST_TRY_ASSIGN(const unsigned days, renewal::parse_days(*options.overlap));
        request.overlap = std::chrono::days(days);
    }
    GPOTRUST_TRY_ASSIGN(request.replaces, thumbprints_of("--replaces", options.replaces));
    if (options.artefacts) {
        GPOTRUST_TRY_ASSIGN(request.artefacts, artefact::parse_selection(*options.artefacts));
    }
    return {};
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    RenewOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_renew, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    GPOTRUST_TRY_ASSIGN(const std::vector<std::filesystem::path> paths, paths_of(*operands, k_renew));
    if (operands->size() < 2) return core::fail(core::ErrorCode::usage, "renew takes a PACKAGE and an EXPORT", "gpotrust renew mail mail-2027.pfx");
    app::RenewRequest request;
    request.package = operands->front();
    request.exports.assign(paths.begin() + 1, paths.end());
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    GPOTRUST_TRY_ASSIGN(request.judgement, judgement_of(options.judgement, session));
    GPOTRUST_TRY_ASSIGN(request.judgement.clients, clients_of(options.clients));
    GPOTRUST_TRY(set_renewal(options, request));
    GPOTRUST_TRY_ASSIGN(const app::Passwords passwords, passwords_of(options.password));
    request.friendly_name = options.friendly_name;
    set_run(options.run, session, request);
    request.base = base_of(options.base, session, globals);
    return show_packages(app::renew(request, passwords), "renew", options.run, session);
}

constexpr Example k_examples[] = {
    {"gpotrust renew mail-contoso-com mail-2027.pfx", "the next certificate in, the old one trusted for another 30 days at most"},
    {"gpotrust renew --overlap 90d --by TICKET-23 \"Trust mail.contoso.com\" mail-2027.pfx",
     "longer, for laptops that are away; the package by GPO name"},
    {"gpotrust renew --replaces 0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C intranet new.cer", "when names alone do not tell which one it replaces"},
    {"gpotrust renew --dry-run mail-contoso-com mail-2027.pfx", "what would change and when, written nowhere"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,     core::ExitCode::unfit,       core::ExitCode::usage, core::ExitCode::malformed,
                                      core::ExitCode::password, core::ExitCode::file_system, core::ExitCode::ledger};

}  // namespace

const Verb k_renew{
    "renew",
    "PACKAGE EXPORT...",
    "bring the next certificate in, with an overlap",
    "Checks EXPORT and makes the next revision of PACKAGE (slug, GPO name, GUID or path): same GPO name and GUID, both certificates trusted. The one "
    "it replaces is the one in use "
    "whose names it serves; it stays as `retiring` for the overlap, and later revisions drop it. Prints when to import, when to switch the server, "
    "and when the old one goes.\n"
    "A next certificate that ends earlier, loses names or usages or has a weaker key makes no package unless that is accepted (--accept).",
    k_examples,
    k_exits,
    declare_for_help,
    run};

}  // namespace gpotrust::cli
