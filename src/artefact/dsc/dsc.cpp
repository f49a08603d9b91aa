// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/line_ends.hpp"
#include "artefact/ordinary_side.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::artefact {
namespace {

// Windows PowerShell 5.1 reads a script without it in the ANSI code page.
constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    GPOTRUST_TRY_ASSIGN(const std::vector<OrdinaryEntry> entries, ordinary_entries(policy));
    const std::string hive = managed_side(policy) == trust::Side::computer ? "HKEY_LOCAL_MACHINE" : "HKEY_CURRENT_USER";
    core::Slots slots = texts_only({{"slug", context.slug}, {"revision", std::to_string(context.revision)}});
    std::vector<core::Slots>& list = slots.lists["certificates"];
    for (const OrdinaryEntry& entry : entries) {
        list.push_back(texts_only({{"store", entry.store},
                                   {"sha1", entry.sha1},
                                   {"not_after", entry.not_after},
                                   {"hive", hive},
                                   {"key", entry.key},
                                   {"blob", core::to_hex_upper(entry.blob)}}));
    }
    slots.flags = {{"user", policy.scope == trust::Scope::user}, {"both", policy.scope == trust::Scope::both}, {"peer_usages", policy.peer_usages}};
    GPOTRUST_TRY_ASSIGN(const std::string script, text_template::render(text_template::embedded("artefact/dsc/TrustCertificates.ps1"), slots,
                                                                        text_template::Escaping::powershell));
    core::FileTree files;
    files.insert_or_assign(core::RelativePath::of("artefacts/dsc/TrustCertificates.ps1"),
                           core::to_bytes(std::string(k_byte_order_mark) + with_crlf(script)));
    return files;
}

}  // namespace

extern constinit const Format k_format_dsc{
    .id = "dsc",
    .title = "PowerShell DSC configuration for the ordinary stores",
    .consumer = "Windows PowerShell 5.1, Desired State Configuration (resource Registry)",
    .scopes = "computer,user",
    .how_to_apply = "artefacts\\dsc\\TrustCertificates.ps1, then Start-DscConfiguration -Path mof -Wait",
    .how_to_undo = "The same with -Ensure Absent",
    .leaves_behind = "The certificates, until a configuration with -Ensure Absent has run",
    .verified_by = "",
    .is_prose = false,
    .build = build,
    .read = nullptr,
};

}  // namespace gpotrust::artefact
