// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "cli/judgement_options.hpp"
#include "cli/password_options.hpp"

namespace gpotrust::cli {
namespace {

struct CheckOptions {
    JudgementOptions judgement;
    PasswordOptions password;
};

void declare(CommandLine& line, CheckOptions& options) {
    declare_judgement(line, options.judgement);
    declare_passwords(line, options.password);
}

void declare_for_help(CommandLine& line) {
    CheckOptions options;
    declare(line, options);
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    CheckOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_check, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    app::CheckRequest request;
    GPOTRUST_TRY_ASSIGN(request.exports, paths_of(*operands, k_check));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    GPOTRUST_TRY_ASSIGN(request.judgement, judgement_of(options.judgement, session));
    GPOTRUST_TRY_ASSIGN(const app::Passwords passwords, passwords_of(options.password));
    return session.show(app::check(request, passwords));
}

constexpr Example k_examples[] = {
    {"gpotrust check mail.pfx", "asks for the password and tells whether the certificate is fit"},
    {"gpotrust check --profile legacy-exchange --password-file pw exchange2007.pfx", "a certificate without a SAN is only warned about"},
    {"gpotrust check --json --as-of 2027-01-01 *.cer", "what the checks will say on New Year's Day, for a script"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,      core::ExitCode::unfit,    core::ExitCode::usage,
                                      core::ExitCode::malformed, core::ExitCode::password, core::ExitCode::file_system};

}  // namespace

const Verb k_check{
    "check",
    "EXPORT...",
    "judge exported certificates, write nothing",
    "Opens each EXPORT (PFX, DER or PEM certificate, PKCS#7), proves that its private key belongs to the certificate, and applies every rule. "
    "Lists every certificate and never asks which one is meant.",
    k_examples,
    k_exits,
    declare_for_help,
    run};

}  // namespace gpotrust::cli
