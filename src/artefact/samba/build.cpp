// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/samba/build.hpp"

#include <fmt/format.h>

#include "artefact/gpo_backup/layout.hpp"
#include "artefact/samba/gpo_load.hpp"
#include "artefact/samba/layout.hpp"
#include "artefact/samba/parsed_policy.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::artefact::samba {
namespace {

using core::FileTree;
using core::RelativePath;
using core::Slots;
using trust::Side;
using trust::TrustPolicy;

bool uses(const TrustPolicy& policy, Side side) { return trust::includes(policy.scope, side); }

std::string extensions_of(const TrustPolicy& policy, Side side) {
    if (!uses(policy, side)) return {};
    return gpo::serialize_extension_list(gpo::public_key_extensions(side == Side::computer));
}

core::Result<void> add_side(FileTree& files, const TrustPolicy& policy, Side side, const std::vector<registry_policy::Setting>& settings) {
    if (!uses(policy, side)) return {};
    GPOTRUST_TRY_ASSIGN(core::Bytes registry_pol, registry_policy::serialize_registry_pol(settings));
    GPOTRUST_TRY_ASSIGN(core::Bytes parsed, serialize_parsed_policy(settings));
    files.insert_or_assign(in_restore(registry_pol_of(side), k_raw), std::move(registry_pol));
    files.insert_or_assign(in_restore(registry_pol_of(side), k_parsed), std::move(parsed));
    files.insert_or_assign(in_restore(extensions_attribute(side), k_attribute), core::to_bytes(extensions_of(policy, side)));
    return {};
}

/// GPT.INI's number has the user's version in its high half and the computer's in its low half ([MS-GPOL] 2.2.4).
core::Result<void> add_gpt_ini(FileTree& files, const TrustPolicy& policy, unsigned revision) {
    GPOTRUST_TRY(gpo_backup::version_number(revision));
    const std::uint32_t version = (uses(policy, Side::user) ? std::uint32_t{revision} << 16U : 0U) | (uses(policy, Side::computer) ? revision : 0U);
    const std::string number = std::to_string(version);
    GPOTRUST_TRY_ASSIGN(core::Bytes parsed, xml::fill_example(text_template::embedded("artefact/samba/GPT.INI.xml"),
                                                              {.texts = {{"version", number}}, .flags = {}, .lists = {}}, {.crlf = false}));
    files.insert_or_assign(in_restore(k_gpt_ini, k_raw), core::to_bytes("[General]\r\nVersion=" + number + "\r\n"));
    files.insert_or_assign(in_restore(k_gpt_ini, k_parsed), std::move(parsed));
    return {};
}

core::Result<void> add_script(FileTree& files, const TrustPolicy& policy, unsigned revision) {
    const auto yes_or_no = [&](Side side) { return std::string(uses(policy, side) ? "yes" : "no"); };
    const Slots slots{.texts = {{"gpo_name", policy.identity.name},
                                {"revision", std::to_string(revision)},
                                {"uses_machine", yes_or_no(Side::computer)},
                                {"uses_user", yes_or_no(Side::user)},
                                {"machine_extensions", extensions_of(policy, Side::computer)},
                                {"user_extensions", extensions_of(policy, Side::user)}},
                      .flags = {},
                      .lists = {}};
    GPOTRUST_TRY_ASSIGN(const std::string script, text_template::render(text_template::embedded("artefact/samba/import-samba.sh"), slots,
                                                                        text_template::Escaping::posix_shell));
    files.insert_or_assign(RelativePath::of(k_script), core::to_bytes(script));
    return {};
}

}  // namespace

core::Result<FileTree> build(const TrustPolicy& policy, const BuildContext& context) {
    SideSettings settings;
    GPOTRUST_TRY_ASSIGN(settings.computer, trust::settings_for(policy, Side::computer));
    GPOTRUST_TRY_ASSIGN(settings.user, trust::settings_for(policy, Side::user));
    FileTree files;
    GPOTRUST_TRY(add_side(files, policy, Side::computer, settings.computer));
    GPOTRUST_TRY(add_side(files, policy, Side::user, settings.user));
    GPOTRUST_TRY(add_gpt_ini(files, policy, context.revision));
    GPOTRUST_TRY(add_script(files, policy, context.revision));
    GPOTRUST_TRY_ASSIGN(const std::string load, serialize_gpo_load(settings));
    files.insert_or_assign(RelativePath::of(k_load), core::to_bytes(load));
    return files;
}

}  // namespace gpotrust::artefact::samba
