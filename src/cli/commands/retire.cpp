// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::cli {
namespace {

struct RetireOptions {
    bool distrust = false;
    std::vector<std::string> thumbprints = {};
    std::optional<std::string> by = {};
    bool dry_run = false;
    bool allow_network_share = false;
};

void declare(CommandLine& line, RetireOptions& options) {
    line.group("What goes");
    line.flag("--distrust", options.distrust,
              "put the certificates into Disallowed instead: for a stolen key, since a self-signed certificate has no revocation list");
    line.values("--thumbprint", "SHA1", options.thumbprints, "this certificate alone; default: all of the policy. May be repeated");
    line.group("Run");
    line.value("--by", "TEXT", options.by, "who does this, or the ticket; kept in the ledger");
    line.flag("--dry-run", options.dry_run, "show what would be made, write nothing");
    line.flag("--allow-network-share", options.allow_network_share, "write to an estate on a network share, where SQLite's locks are not safe");
}

void declare_for_help(CommandLine& line) {
    RetireOptions options;
    declare(line, options);
}

report::PackageOutcome failed(const app::RetireRequest& request, core::Error error) {
    report::PackageOutcome outcome;
    outcome.command = "retire";
    outcome.dry_run = request.dry_run;
    outcome.estate = platform::path_to_utf8(request.estate);
    outcome.now = request.now;
    outcome.exit_code = core::exit_code_for(error.code);
    outcome.errors.push_back(std::move(error));
    return outcome;
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    RetireOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_retire, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    GPOTRUST_TRY(paths_of(*operands, k_retire));
    if (operands->size() > 1) return core::fail(core::ErrorCode::usage, "retire takes one PACKAGE", "retire each of them in turn");
    app::RetireRequest request;
    request.package = operands->front();
    for (const std::string& text : options.thumbprints) {
        const auto thumbprint = core::parse_sha1_thumbprint(text);
        if (!thumbprint)
            return core::fail(core::ErrorCode::usage, "--thumbprint: not a SHA-1 thumbprint", "40 hexadecimal digits; blanks and colons are ignored");
        request.only.push_back(*thumbprint);
    }
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    request.now = session.now();
    request.estate = session.estate();
    request.distrust = options.distrust;
    request.operator_name = options.by.value_or(std::string());
    request.dry_run = options.dry_run;
    request.allow_network_share = options.allow_network_share;
    request.tool_version = tool_version();
    auto outcome = app::retire(request);
    if (outcome) return session.show(*outcome);
    if (core::exit_code_for(outcome.error().code) == core::ExitCode::usage) return core::fail(std::move(outcome).error());
    return session.show(failed(request, std::move(outcome).error()));
}

constexpr Example k_examples[] = {
    {"gpotrust retire mail-contoso-com", "a package that takes the trust away again"},
    {"gpotrust retire --distrust --by INCIDENT-4 mail-contoso-com", "the key was stolen: clients refuse the certificate from now on"},
    {"gpotrust retire --distrust --thumbprint 0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C mail-contoso-com",
     "the old one alone, while its successor stays trusted"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::usage, core::ExitCode::malformed, core::ExitCode::file_system,
                                      core::ExitCode::ledger};

}  // namespace

const Verb k_retire{"retire",
                    "PACKAGE",
                    "take trust away, or turn it into distrust",
                    "Makes the next revision of PACKAGE (slug, GPO name, GUID or path) without its certificates. Import it into the same GPO: "
                    "clients then take them out of their stores. What .reg files, "
                    "MDM or scripts installed stays on machines; the package's cleanup artefacts remove it.",
                    k_examples,
                    k_exits,
                    declare_for_help,
                    run};

}  // namespace gpotrust::cli
