// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/reg/build.hpp"
#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact {

extern constinit const Format k_format_reg{
    .id = "reg",
    .title = "Registry files for single machines",
    .consumer = "regedit, reg import",
    .scopes = "computer,user",
    .how_to_apply =
        "reg import artefacts\\reg\\store.computer.reg as administrator, store.user.reg as the user; the policy.*.reg set the keys of Group Policy "
        "instead",
    .how_to_undo = "reg import the file of the same name with .remove in it",
    .leaves_behind = "Nothing after the .remove file but empty store keys; without it the certificates stay for good",
    .verified_by = "Wine 8.0 (reg import and crypt32), hivexregedit 1.3.23, reged 140201, impacket 0.10.0 (the hives)",
    .is_prose = false,
    .build = reg::build,
    .read = reg::read,
};

}  // namespace gpotrust::artefact
