// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {
namespace {

void declare_for_help(CommandLine&) {}

report::VerifyOutcome failed(const app::VerifyRequest& request, core::Error error) {
    report::VerifyOutcome outcome;
    outcome.path = request.package;
    outcome.now = request.now;
    outcome.exit_code = core::exit_code_for(error.code);
    outcome.error = std::move(error);
    return outcome;
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    CommandLine line;
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_verify, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    GPOTRUST_TRY(paths_of(*operands, k_verify));
    if (operands->size() > 1) return core::fail(core::ErrorCode::usage, "verify takes one PACKAGE", "verify each of them in turn");
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    const app::VerifyRequest request{operands->front(), session.estate(), session.now()};
    auto outcome = app::verify(request);
    if (outcome) return session.show(*outcome);
    if (core::exit_code_for(outcome.error().code) == core::ExitCode::usage) return core::fail(std::move(outcome).error());
    return session.show(failed(request, std::move(outcome).error()));
}

constexpr Example k_examples[] = {
    {"gpotrust verify /media/usb/r0001.zip", "is this zip whole, and does every file in it say the same?"},
    {"gpotrust verify trust-self-signed-certificate-mail-contoso-com", "the newest revision of that trust in the estate"},
    {"gpotrust verify --json \"Trust Self Signed Certificate - mail.contoso.com\"", "the same by GPO name, for a script"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,      core::ExitCode::unfit,       core::ExitCode::usage,
                                      core::ExitCode::malformed, core::ExitCode::file_system, core::ExitCode::ledger};

}  // namespace

const Verb k_verify{"verify",
                    "PACKAGE",
                    "check that a package is whole and says one thing",
                    "PACKAGE is the path of a zip or of a revision folder, or a slug, GPO name or GUID in the estate. Checks checksums, the "
                    "canonical form of the zip, the "
                    "manifest, that every artefact says the same, and that no private key or key metadata is inside.",
                    k_examples,
                    k_exits,
                    declare_for_help,
                    run};

}  // namespace gpotrust::cli
