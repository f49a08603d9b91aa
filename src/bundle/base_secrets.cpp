// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/base_secrets.hpp"

#include <fmt/format.h>

#include "bundle/finding_kinds.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::bundle {
namespace {

using core::RelativePath;

core::Result<void> add_records(const trust::BaseSide& side, std::string_view name, core::FileTree& files) {
    if (!side.foreign) return {};
    GPOTRUST_TRY_ASSIGN(core::Bytes octets, registry_policy::serialize_registry_pol(*side.foreign, registry_policy::WriteRules::as_read));
    files.insert_or_assign(RelativePath::of(name), std::move(octets));
    return {};
}

}  // namespace

core::Result<core::FileTree> files_of(const trust::BaseGpo& base) {
    core::FileTree files = base.files;
    files.insert_or_assign(RelativePath::of("Backup.xml"), base.backup_xml);
    if (base.report) files.insert_or_assign(RelativePath::of("gpreport.xml"), *base.report);
    GPOTRUST_TRY(add_records(base.computer, "DomainSysvol/GPO/Machine/registry.pol", files));
    GPOTRUST_TRY(add_records(base.user, "DomainSysvol/GPO/User/registry.pol", files));
    return files;
}

core::Result<void> refuse_keys(const core::FileTree& base_files) {
    for (const core::Finding& finding : scan_for_secrets(base_files, {})) {
        if (finding.code != k_private_key.code) continue;
        return core::fail(core::Error{core::ErrorCode::unsupported_input,
                                      "it holds a private key, and everybody in the domain can read it: " + core::printable(finding.message),
                                      "take it out of the GPO, treat that key as disclosed, and back the GPO up again",
                                      {"--base", core::printable(finding.path)}});
    }
    return {};
}

bool is_foreign_metadata(const core::Finding& finding) {
    return finding.code == k_key_metadata.code && finding.path.starts_with(std::string(artefact::k_gpo_backup_root) + "/");
}

void excuse_foreign_metadata(std::vector<core::Finding>& findings) {
    for (core::Finding& finding : findings) {
        if (!is_foreign_metadata(finding)) continue;
        const std::string path = finding.path;
        finding = core::make_finding(k_foreign_metadata);
        finding.path = path;
    }
}

}  // namespace gpotrust::bundle
