// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/ordinary_side.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::artefact {
namespace {

// Nothing of a GPO's or a certificate's own words goes in: Ansible would run what stands in double braces (Jinja), wherever it stands.
core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    GPOTRUST_TRY_ASSIGN(const std::vector<OrdinaryEntry> entries, ordinary_entries(policy));
    const std::string drive = managed_side(policy) == trust::Side::computer ? "HKLM:" : "HKCU:";
    core::Slots slots = texts_only({{"slug", context.slug}, {"revision", std::to_string(context.revision)}});
    std::vector<core::Slots>& list = slots.lists["certificates"];
    for (const OrdinaryEntry& entry : entries) {
        list.push_back(texts_only({{"store", entry.store},
                                   {"sha1", entry.sha1},
                                   {"not_after", entry.not_after},
                                   {"drive", drive},
                                   {"key", entry.key},
                                   {"blob", hex_with_commas(entry.blob)}}));
    }
    slots.flags = {{"user", policy.scope == trust::Scope::user}, {"both", policy.scope == trust::Scope::both}, {"peer_usages", policy.peer_usages}};
    GPOTRUST_TRY_ASSIGN(const std::string play, text_template::render(text_template::embedded("artefact/ansible/trust-certificates.yml"), slots,
                                                                      text_template::Escaping::plain_text));
    core::FileTree files;
    files.insert_or_assign(core::RelativePath::of("artefacts/ansible/trust-certificates.yml"), core::to_bytes(play));
    return files;
}

}  // namespace

extern constinit const Format k_format_ansible{
    .id = "ansible",
    .title = "Ansible play for the ordinary stores",
    .consumer = "Ansible with the collection ansible.windows (win_regedit)",
    .scopes = "computer,user",
    .how_to_apply = "ansible-playbook -i inventory artefacts/ansible/trust-certificates.yml",
    .how_to_undo = "The same with -e trust_state=absent",
    .leaves_behind = "The certificates, until the play has run with trust_state=absent",
    .verified_by = "",
    .is_prose = false,
    .build = build,
    .read = nullptr,
};

}  // namespace gpotrust::artefact
