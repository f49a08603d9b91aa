// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/client_options.hpp"
#include "cli/commands/verbs.hpp"
#include "cli/judgement_options.hpp"
#include "cli/password_options.hpp"

namespace gpotrust::cli {
namespace {

struct CheckOptions {
    std::vector<std::string> clients;
    JudgementOptions judgement;
    PasswordOptions password;
};

void declare(CommandLine& line, CheckOptions& options) {
    line.group("Judgement");
    declare_clients(line, options.clients, "judge it for these clients (`gpotrust explain`) instead of for TLS servers; may be repeated");
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
    GPOTRUST_TRY_ASSIGN(request.judgement.clients, clients_of(options.clients));
    GPOTRUST_TRY_ASSIGN(const app::Passwords passwords, passwords_of(options.password));
    return session.show(app::check(request, passwords));
}

constexpr Example k_examples[] = {
    {"gpotrust check mail.pfx", "asks for the password and tells whether the certificate is fit"},
    {"gpotrust check --profile legacy-exchange --password-file pw exchange2007.pfx", "a certificate without a SAN is only warned about"},
    {"gpotrust check --for msix app.cer", "what App Installer asks for: code signing, and no server name"},
    {"gpotrust check --name mail.contoso.com --name 10.0.0.25 mail.cer", "whether it serves the names that clients connect to"},
    {"gpotrust check --role client-access --server exch01.contoso.com exch01.pfx", "whether an Exchange server's names are all there"},
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
