// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/build.hpp"
#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact {

extern constinit const Format k_format_gpo_backup{
    .id = "gpo-backup",
    .title = "Group Policy Object backup",
    .consumer = "Group Policy Management Console (GPMC), Import-GPO",
    .scopes = "computer,user",
    .how_to_apply = "Import the settings into a GPO of its own: GPMC, Import Settings, or Import-GPO -Path gpo-backup",
    .how_to_undo = "Remove the GPO's link, or delete the GPO",
    .leaves_behind = "Nothing once a client has refreshed its policy; with --preferences-in-backup empty keys named after the thumbprints",
    .verified_by = "Wine 8.0 crypt32 (registry.pol), Samba 4.17.12 domain and policy client (registry.pol), xmllint 2.9.14 (form)",
    .is_prose = false,
    .build = gpo_backup::build,
    .read = gpo_backup::read,
    .read_merged = gpo_backup::read_merged,
    .always_made = true,
};

}  // namespace gpotrust::artefact
