// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/backup_files.hpp"
#include "artefact/gpo_backup/build.hpp"
#include "artefact/gpo_backup/layout.hpp"
#include "artefact/gpo_backup/told.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/backup.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using registry_policy::Setting;
using trust::Side;

core::Result<const core::Bytes*> required(const BackupFiles& backup, std::string_view name) {
    const core::Bytes* file = backup.find(name);
    if (file == nullptr) return fault(name, "the file is missing");
    return file;
}

core::Result<void> add_document(Told& told, std::string_view name, core::BytesView file) {
    auto root = xml::parse_document(file);
    if (!root) return core::fail(std::move(root).error().in(std::string(name)));
    add_told(told, name, *root);
    return {};
}

/// Everything the three documents say of the GPO and the backup.
core::Result<void> check_documents(const BackupFiles& backup, Told& told) {
    GPOTRUST_TRY_ASSIGN(const core::Bytes* info_file, required(backup, k_bkup_info));
    GPOTRUST_TRY_ASSIGN(const core::Bytes* scheme_file, required(backup, k_backup));
    GPOTRUST_TRY_ASSIGN(const gpo::BackupInst info, gpo::parse_bkup_info(*info_file));
    GPOTRUST_TRY_ASSIGN(const auto listed, gpo::parse_manifest(*backup.manifest));
    GPOTRUST_TRY_ASSIGN(const gpo::Scheme scheme, gpo::parse_scheme(*scheme_file));
    if (info.id != backup.id) return fault(k_bkup_info, "ID is not the folder's name");
    if (listed.size() != 1 || listed.front() != info) return fault(k_manifest, "BackupInst differs from bkupInfo.xml");
    const core::Guid none{};
    if (core::parse_guid(scheme.gpo_guid).value_or(none) != core::parse_guid(info.gpo_guid).value_or(none) || scheme.gpo_name != info.gpo_name ||
        !core::ascii_iequals(scheme.domain, info.domain))
        return fault(k_backup, "another GPO than bkupInfo.xml says");
    GPOTRUST_TRY(add_document(told, k_manifest, *backup.manifest));
    GPOTRUST_TRY(add_document(told, k_bkup_info, *info_file));
    return add_document(told, k_backup, *scheme_file);
}

core::Result<std::optional<std::vector<Setting>>> side_of(const BackupFiles& backup, Side side) {
    const core::Bytes* file = backup.find(registry_pol_path(side), false);
    if (file == nullptr) return std::optional<std::vector<Setting>>();
    auto settings = registry_policy::parse_registry_pol(*file);
    if (!settings) return core::fail(std::move(settings).error().in(std::string(registry_pol_path(side))));
    return std::optional(*std::move(settings));
}

}  // namespace

core::Result<ReadBack> read_merged(const core::FileTree& package) {
    GPOTRUST_TRY_ASSIGN(const BackupFiles backup, locate(package));
    ReadBack result;
    GPOTRUST_TRY(check_documents(backup, result.told));
    GPOTRUST_TRY_ASSIGN(result.computer, side_of(backup, Side::computer));
    GPOTRUST_TRY_ASSIGN(result.user, side_of(backup, Side::user));
    return result;
}

}  // namespace gpotrust::artefact::gpo_backup
