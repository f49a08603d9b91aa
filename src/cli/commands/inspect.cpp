// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "cli/password_options.hpp"

namespace gpotrust::cli {
namespace {

void declare_for_help(CommandLine& line) {
    PasswordOptions options;
    declare_passwords(line, options);
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    PasswordOptions options;
    CommandLine line;
    declare_passwords(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_inspect, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    app::InspectRequest request;
    GPOTRUST_TRY_ASSIGN(request.paths, paths_of(*operands, k_inspect));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    request.now = session.now();
    GPOTRUST_TRY_ASSIGN(const app::Passwords passwords, passwords_of(options));
    return session.show(app::inspect(request, passwords));
}

constexpr Example k_examples[] = {
    {"gpotrust inspect mail.pfx",
     "who made it and how it is protected, names, dates, thumbprints, usages, and what the file tells about the machine it came from"},
    {"gpotrust inspect DomainSysvol/GPO/Machine/registry.pol", "every setting, and the certificates among them with all their properties"},
    {"gpotrust inspect /media/usb/gpo-backups",
     "every GPO below a folder, also inside zips: backups of GPMC and of samba-tool, folders of SYSVOL; settings by side, certificates by store, "
     "versions, extensions, other files"},
    {"gpotrust inspect --json trust-estate/packages/*/r0001.zip", "what the packages hold, for a script"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine, core::ExitCode::usage, core::ExitCode::malformed, core::ExitCode::password,
                                      core::ExitCode::file_system};

}  // namespace

const Verb k_inspect{"inspect",
                     "PATH...",
                     "show what an export, a policy file (registry.pol, .reg, Registry.xml), a GPO backup or a package holds",
                     "Looks through folders and zips for GPO backups (with or without manifest.xml), GPOs of SYSVOL, backups of samba-tool, "
                     "packages, policy files and exports; other files are passed over and "
                     "counted. Files are recognised by their content. What the rules say of an export's certificates is shown and does not "
                     "count: `check` gives the verdict. A damaged part is named, and the rest is shown.",
                     k_examples,
                     k_exits,
                     declare_for_help,
                     run};

}  // namespace gpotrust::cli
