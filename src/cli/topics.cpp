// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/topics.hpp"

#include <fmt/format.h>

#include "cli/help_text.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/gpo/base.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/report/print.hpp"

namespace gpotrust::cli {
namespace {

std::string exit_codes() {
    return "Exit codes\n\n" + report::exit_codes_text() +
           "\nWith --json the report is printed for every exit except 2 and 70. When several things\n"
           "went wrong in one run, the exit is that of the worst: 70, 6, 5, 4, 3, 2, 1.\n";
}

std::string passwords() {
    return "Passwords\n"
           "\n"
           "A password is never an argument: arguments are seen by other users and kept in the\n"
           "shell's history. It comes from\n"
           "\n"
           "  the prompt            without echo, when standard input is a terminal\n"
           "  --password-file FILE  the first line; a file that group or others may read is refused\n"
           "  --password-env NAME   an environment variable\n"
           "  --password-fd N       an open descriptor, e.g. 0 for standard input\n"
           "\n"
           "The password serves every export of the run and is wiped after use. An empty password\n"
           "means none: exports made without one open with none. A password that is needed and not\n"
           "to be had, or a wrong one, is exit 4.\n"
           "\n"
           "  gpotrust package --password-file ~/.mail-pfx-password mail.pfx\n"
           "  pass show mail-pfx | gpotrust check --password-fd 0 mail.pfx\n";
}

std::string estate() {
    return "The estate\n"
           "\n"
           "The folder with the ledger and all packages: --estate FOLDER, else GPOTRUST_ESTATE,\n"
           "else ./trust-estate.\n"
           "\n"
           "  ledger.db                     the record of every package made: `gpotrust ledger`\n"
           "  .lock, .settled               who writes, and a note for the next run\n"
           "  packages/<slug>/r0001/        one revision of one trust policy\n"
           "    README.html, README.txt     how to verify, import and undo\n"
           "    trust-package.json          the manifest\n"
           "    gpo-backup/                 for Import-GPO and Manage Backups\n"
           "    artefacts/                  other roads: `gpotrust help formats`\n"
           "    certificates/               the public certificates\n"
           "    SHA256SUMS                  checksums of every file\n"
           "  packages/<slug>/r0001.zip     the same, for the USB stick\n"
           "  trust-estate.toml             yours, if you like: what `gpotrust apply` brings it to\n"
           "  reminders/                    what `gpotrust remind` writes, unless told another place\n"
           "\n"
           "The slug is made from the GPO name. Where a command takes a PACKAGE, a slug, a GPO name\n"
           "or a GUID means the newest revision in the estate; the path of a revision folder or of\n"
           "its zip works without an estate.\n"
           "\n"
           "Packages appear whole or not at all. One run at a time writes; others wait up to 60\n"
           "seconds and then end with exit 6. An estate on a network share is refused for writing,\n"
           "because SQLite's locks are not safe there; --allow-network-share writes all the same.\n";
}

std::string formats() {
    std::string text = "Artefact formats of a package\n";
    for (const artefact::Format* format : artefact::formats()) {
        text += fmt::format("\n  {}  ({})\n", format->id, format->title);
        const auto row = [&text](std::string_view label, std::string_view value) {
            constexpr std::size_t k_value_column = 18;
            if (value.empty()) return;
            text += fmt::format("      {:<12}", label);
            append_wrapped(text, value, k_value_column, k_value_column);
        };
        row("for", format->consumer);
        row("sides", format->scopes);
        row("apply", format->how_to_apply);
        row("undo", format->how_to_undo);
        row("leaves", format->leaves_behind);
        row("verified by", format->verified_by.empty() ? "nobody yet: unverified" : format->verified_by);
    }
    return text;
}

std::string limits() {
    const archive::ZipLimits zip;
    return fmt::format(
        "Limits of what is read; beyond them is exit 3\n"
        "\n"
        "  an export             10 MiB, 64 certificates, 10 million iterations of its password\n"
        "                        encryption, bags nested 4 deep\n"
        "  registry.pol          {} MiB\n"
        "  .reg, Registry.xml    {} MiB, {} keys and values\n"
        "  a package's zip       {} entries, {} MiB unpacked, {} times its packed size\n"
        "  a trust policy        1,024 certificates, 65,535 revisions\n"
        "  a GPO of --base       {} MiB in all, {} files\n"
        "  an estate file        1 MiB, 10,000 trusts, nested 8 deep\n"
        "  GPO name              255 UTF-16 units, no control characters\n"
        "  password              {} octets\n",
        registry_policy::k_registry_pol_limit >> 20U, registry_policy::k_reg_file_limit >> 20U, registry_policy::k_reg_step_limit, zip.entries,
        zip.total_octets >> 20U, zip.ratio, gpo::k_base_limit >> 20U, gpo::k_base_files, platform::k_longest_secret);
}

constexpr Topic k_topics[] = {
    {"exit-codes", "what the exit codes mean", exit_codes},
    {"passwords", "where passwords come from", passwords},
    {"estate", "the folder with ledger and packages", estate},
    {"formats", "what a package holds, for whom", formats},
    {"limits", "how large inputs may be", limits},
};

}  // namespace

std::span<const Topic> topics() { return k_topics; }

}  // namespace gpotrust::cli
