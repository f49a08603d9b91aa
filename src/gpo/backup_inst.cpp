// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpo/fields.hpp"
#include "gpotrust/gpo/backup.hpp"

namespace gpotrust::gpo {
namespace {

using xml::Element;

constexpr std::string_view k_inst = "BackupInst";
/// A manifest of 20,000 backups has about 15 MiB.
constexpr xml::ReadLimits k_manifest_limits{.octets = std::size_t{64} << 20U};

/// What identifies the backup must be there; the rest is for people.
core::Result<BackupInst> parse_inst(const Element& element) {
    BackupInst inst;
    GPOTRUST_TRY_ASSIGN(inst.gpo_guid, required_guid(element, "GPOGuid"));
    GPOTRUST_TRY_ASSIGN(inst.id, required_guid(element, "ID"));
    GPOTRUST_TRY_ASSIGN(inst.domain, optional_text(element, "GPODomain"));
    GPOTRUST_TRY_ASSIGN(inst.domain_guid, optional_text(element, "GPODomainGuid"));
    GPOTRUST_TRY_ASSIGN(inst.domain_controller, optional_text(element, "GPODomainController"));
    GPOTRUST_TRY_ASSIGN(inst.backup_time, optional_text(element, "BackupTime"));
    GPOTRUST_TRY_ASSIGN(inst.comment, optional_name(element, "Comment"));
    GPOTRUST_TRY_ASSIGN(inst.gpo_name, optional_name(element, "GPODisplayName"));
    return inst;
}

}  // namespace

core::Result<std::vector<BackupInst>> parse_manifest(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, parse_root(document, "Backups", k_manifest_limits));
    std::vector<BackupInst> backups;
    for (const Element& child : root.children) {
        if (local_name(child.name) != k_inst) continue;
        const std::string place = "Backups/BackupInst[" + std::to_string(backups.size() + 1) + "]";
        if (backups.size() == k_most_backups) return fault(place, "more than " + std::to_string(k_most_backups) + " backups are listed");
        core::Result<BackupInst> inst = parse_inst(child);
        if (!inst) return core::fail(std::move(inst).error().in(place));
        backups.push_back(*std::move(inst));
    }
    return backups;
}

core::Result<BackupInst> parse_bkup_info(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, parse_root(document, k_inst));
    return parse_inst(root);
}

}  // namespace gpotrust::gpo
