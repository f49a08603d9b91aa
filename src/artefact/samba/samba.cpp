// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/samba/build.hpp"
#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact {

extern constinit const Format k_format_samba{
    .id = "samba",
    .title = "Import into a Samba domain",
    .consumer =
        "Samba 4: scripts/import-samba.sh (samba-tool, smbclient, ldb-tools), samba-tool gpo load (4.19 and later), samba-tool gpo restore (4.10 and "
        "later)",
    .scopes = "computer,user",
    .how_to_apply = "sh scripts/import-samba.sh --server DC --user Administrator --link DC=example,DC=com; first with --dry-run",
    .how_to_undo = "sh scripts/import-samba.sh --server DC --user Administrator --remove, and delete the GPO when every client has refreshed",
    .leaves_behind = "Nothing once a client has refreshed its policy",
    .verified_by = "Samba 4.17.12 and 4.22.11 (the script, gpo restore; gpo load by 4.22.11)",
    .is_prose = false,
    .build = samba::build,
    .read = samba::read,
};

}  // namespace gpotrust::artefact
