// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "cli/run_options.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {
namespace {

struct RetireOptions {
    bool distrust = false;
    std::vector<std::string> thumbprints = {};
    BaseOptions base = {};
    RunOptions run = {};
};

void declare(CommandLine& line, RetireOptions& options) {
    line.group("What goes");
    line.flag("--distrust", options.distrust,
              "put the certificates into Disallowed instead: for a stolen key, since a self-signed certificate has no revocation list");
    line.values("--thumbprint", "SHA1", options.thumbprints, "this certificate alone; default: all of the policy. May be repeated");
    declare_base(line, options.base);
    declare_run(line, options.run);
}

void declare_for_help(CommandLine& line) {
    RetireOptions options;
    declare(line, options);
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
    GPOTRUST_TRY_ASSIGN(request.only, thumbprints_of("--thumbprint", options.thumbprints));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    request.now = session.now();
    request.distrust = options.distrust;
    set_run(options.run, session, request);
    request.base = base_of(options.base, session, globals);
    return show_packages(app::retire(request), "retire", options.run, session);
}

constexpr Example k_examples[] = {
    {"gpotrust retire mail-contoso-com", "a package that takes the trust away again"},
    {"gpotrust retire --distrust --by INCIDENT-4 mail-contoso-com", "the key was stolen: clients refuse the certificate from now on"},
    {"gpotrust retire --distrust --thumbprint 0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C mail-contoso-com",
     "the old one alone, while its successor stays trusted"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::unfit, core::ExitCode::usage, core::ExitCode::malformed, core::ExitCode::file_system,
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
