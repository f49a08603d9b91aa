// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/client_options.hpp"
#include "cli/commands/verbs.hpp"
#include "cli/judgement_options.hpp"
#include "cli/password_options.hpp"
#include "cli/run_options.hpp"
#include "gpotrust/artefact/format.hpp"

namespace gpotrust::cli {
namespace {

struct PackageOptions {
    std::optional<std::string> gpo_name = {};
    std::optional<std::string> domain = {};
    std::vector<std::string> clients = {};
    std::optional<std::string> scope = {};
    std::vector<std::string> stores = {};
    bool allow_root = false;
    bool add = false;
    bool replace = false;
    bool restrict_eku = false;
    bool peer_usages = false;
    bool gpmc_style = false;
    bool preferences_in_backup = false;
    std::optional<std::string> artefacts = {};
    std::optional<std::string> friendly_name = {};
    std::optional<std::string> comment = {};
    BaseOptions base = {};
    RunOptions run = {};
    JudgementOptions judgement = {};
    PasswordOptions password = {};
};

void declare_policy(CommandLine& line, PackageOptions& options) {
    line.group("Policy");
    line.value("--gpo-name", "NAME", options.gpo_name,
               "name of the GPO; default \"Trust Self Signed Certificate - <first DNS name or CN>\". With it several exports become one policy, else "
               "one package each");
    line.value("--domain", "DNS", options.domain, "the domain the GPO is for; may stay unknown");
    declare_clients(
        line, options.clients,
        "make it for these clients (`gpotrust explain`): chooses scope and stores, and judges the certificate for what they do; may be repeated");
    line.value("--scope", "SIDE", options.scope,
               "computer, user or both; default: what --for needs, else both, for TrustedPublisher, Root and CA computer");
    line.values("--store", "STORE", options.stores,
                "TrustedPeople (default without --for), TrustedPublisher, Root, CA or Disallowed; may be repeated");
    line.flag("--allow-root", options.allow_root,
              "allow Root (--store Root, or a client of --for that needs it), which trusts the certificate for everything");
    line.flag("--add", options.add, "add the certificates to those of an existing policy of that name");
    line.flag("--replace", options.replace, "replace the certificates of an existing policy of that name");
    line.flag("--restrict-eku", options.restrict_eku, "trust it for server authentication only (property 9)");
    line.flag("--peer-usages", options.peer_usages,
              "let Trusted People count for server authentication in Windows' own verifier: for every certificate in that store");
    line.flag("--gpmc-style", options.gpmc_style, "write the empty store keys the Group Policy editor writes, too");
    line.flag("--preferences-in-backup", options.preferences_in_backup,
              "put the certificates into the GPO backup a second time, as Preferences for the ordinary stores: trust stays while clients read the "
              "policy anew, and ends with it");
    line.value("--artefacts", "LIST", options.artefacts,
               "formats to make, with commas between them (`gpotrust formats` lists them); default all. GPO backup, read-me and certificates are "
               "always made");
    line.value("--friendly-name", "TEXT", options.friendly_name, "name shown in certmgr; default \"gpotrust <slug> until YYYY-MM\"");
    line.value("--comment", "TEXT", options.comment, "comment of the GPO; without it a GPO that exists keeps its own");
}

void declare(CommandLine& line, PackageOptions& options) {
    declare_policy(line, options);
    declare_base(line, options.base);
    declare_run(line, options.run);
    declare_judgement(line, options.judgement);
    declare_passwords(line, options.password);
}

void declare_for_help(CommandLine& line) {
    PackageOptions options;
    declare(line, options);
}

core::Result<app::OnOtherCertificates> on_other_certificates(const PackageOptions& options) {
    if (options.add && options.replace) return core::fail(core::ErrorCode::usage, "--add and --replace exclude each other");
    if (options.add) return app::OnOtherCertificates::add;
    return options.replace ? app::OnOtherCertificates::replace : app::OnOtherCertificates::refuse;
}

/// Fills in what the options say about the policy.
core::Result<void> set_policy(const PackageOptions& options, app::PackageRequest& request) {
    if (options.scope) {
        GPOTRUST_TRY_ASSIGN(request.scope, trust::parse_scope(*options.scope));
    }
    for (const std::string& name : options.stores) {
        GPOTRUST_TRY_ASSIGN(const trust::Store store, trust::parse_store(name));
        request.stores.push_back(store);
    }
    GPOTRUST_TRY_ASSIGN(request.on_other_certificates, on_other_certificates(options));
    if (options.gpo_name && options.gpo_name->empty()) return core::fail(core::ErrorCode::usage, "--gpo-name is empty");
    request.gpo_name = options.gpo_name;
    request.domain = options.domain.value_or(std::string());
    request.allow_root = options.allow_root;
    request.restrict_eku = options.restrict_eku;
    request.peer_usages = options.peer_usages;
    request.gpmc_style = options.gpmc_style;
    request.preferences_in_backup = options.preferences_in_backup;
    if (options.artefacts) {
        GPOTRUST_TRY_ASSIGN(request.artefacts, artefact::parse_selection(*options.artefacts));
    }
    request.friendly_name = options.friendly_name;
    request.comment = options.comment;
    return {};
}

core::Result<core::ExitCode> run(std::vector<std::string> arguments, GlobalOptions globals) {
    PackageOptions options;
    CommandLine line;
    declare(line, options);
    GPOTRUST_TRY_ASSIGN(const auto operands, read_arguments(k_package, line, globals, std::move(arguments)));
    if (!operands) return core::ExitCode::fine;
    app::PackageRequest request;
    GPOTRUST_TRY_ASSIGN(request.exports, paths_of(*operands, k_package));
    GPOTRUST_TRY_ASSIGN(const Session session, Session::open(globals));
    GPOTRUST_TRY_ASSIGN(request.judgement, judgement_of(options.judgement, session));
    GPOTRUST_TRY_ASSIGN(request.judgement.clients, clients_of(options.clients));
    GPOTRUST_TRY(set_policy(options, request));
    GPOTRUST_TRY_ASSIGN(const app::Passwords passwords, passwords_of(options.password));
    set_run(options.run, session, request);
    request.base = base_of(options.base, session, globals);
    return show_packages(app::package(request, passwords), "package", options.run, session);
}

constexpr Example k_examples[] = {
    {"gpotrust package mail.pfx", "asks for the password, checks the export, writes the package into ./trust-estate"},
    {"gpotrust package --domain contoso.com --by TICKET-17 --password-file pw mail.pfx",
     "the same without questions, for a named domain, with a note for the ledger"},
    {"gpotrust package --gpo-name \"Trust our servers\" mail.cer intranet.cer", "two certificates in one policy"},
    {"gpotrust package --for msix app.cer", "for App Installer: computer side, code signing, no server name asked"},
    {"gpotrust package --for winrm --allow-root ansible.cer", "for certificate logon by WinRM: Trusted People and Root of the computer"},
    {"gpotrust package --base backups/{0D1E2F30-4152-6374-8596-A7B8C9DAEBFC} mail.cer",
     "into a GPO that exists, from its backup: all it holds is kept"},
    {"gpotrust package --dry-run --accept \"CERT_BC_CA=appliance, cannot be changed\" printer.cer",
     "what would be made if that finding is all right"},
};
constexpr core::ExitCode k_exits[] = {core::ExitCode::fine,     core::ExitCode::unfit,       core::ExitCode::usage, core::ExitCode::malformed,
                                      core::ExitCode::password, core::ExitCode::file_system, core::ExitCode::ledger};

}  // namespace

const Verb k_package{
    "package",
    "EXPORT...",
    "make a Group Policy package from exported certificates",
    "Checks each EXPORT (PFX, DER or PEM certificate, PKCS#7) and writes a package into the estate: a GPO backup to import, read-me, public "
    "certificates, the other artefact formats, manifest and checksums, and the same as a zip. No private key ever gets into it.\n"
    "A second run with the same input says `unchanged` and writes nothing. An export that is not fit makes no package.",
    k_examples,
    k_exits,
    declare_for_help,
    run};

}  // namespace gpotrust::cli
