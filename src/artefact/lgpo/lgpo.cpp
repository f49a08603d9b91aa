// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/lgpo/build.hpp"
#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact {

extern constinit const Format k_format_lgpo{
    .id = "lgpo",
    .title = "Local policy of single machines",
    .consumer = "LGPO.exe 3.0 (Microsoft Security Compliance Toolkit)",
    .scopes = "computer,user",
    .how_to_apply = "Put LGPO.exe beside artefacts\\lgpo\\apply.cmd and run that as administrator",
    .how_to_undo = "Run artefacts\\lgpo\\undo.cmd as administrator, then gpupdate /force",
    .leaves_behind = "Empty store keys in the local policy",
    .verified_by = "Samba 4.17.12 preg (the .pol files), Wine 8.0 cmd (the scripts, with a stand-in for LGPO.exe)",
    .is_prose = false,
    .build = lgpo::build,
    .read = lgpo::read,
};

}  // namespace gpotrust::artefact
