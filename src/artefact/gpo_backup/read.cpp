// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "artefact/gpo_backup/backup_files.hpp"
#include "artefact/gpo_backup/build.hpp"
#include "artefact/gpo_backup/documents.hpp"
#include "artefact/gpo_backup/layout.hpp"
#include "artefact/gpo_backup/told.hpp"
#include "artefact/preference_items.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using registry_policy::Setting;
using trust::Side;

/// A report shows every blob twice over in hex and UTF-16, on both sides.
constexpr xml::ReadLimits k_report_limits{.octets = std::size_t{512} << 20U};

template <class Document>
core::Result<Document> read_document(std::string_view name, const core::Bytes* file, core::Result<Document> (*parse)(const xml::Element&), Told* told,
                                     const xml::ReadLimits& limits = {}) {
    if (file == nullptr) return fault(name, "the file is missing");
    core::Result<xml::Element> root = xml::parse_document(*file, limits);
    if (!root) return core::fail(std::move(root).error().in(std::string(name)));
    core::Result<Document> document = parse(*root);
    if (!document) return core::fail(std::move(document).error().in(std::string(name)));
    if (told != nullptr) add_told(*told, name, *root);
    return document;
}

struct Documents {
    BackupInst manifest;
    BackupInst bkup_info;
    Scheme scheme;
    Report report;
    Told told = {};  ///< of all but the report, which is only shown
};

core::Result<Documents> read_documents(const BackupFiles& backup) {
    const auto file = [&](std::string_view name) {
        const auto found = backup.files.find(name);
        return found == backup.files.end() ? nullptr : found->second;
    };
    Documents documents;
    GPOTRUST_TRY_ASSIGN(documents.manifest, read_document(k_manifest, backup.manifest, parse_manifest, &documents.told));
    GPOTRUST_TRY_ASSIGN(documents.bkup_info, read_document(k_bkup_info, file(k_bkup_info), parse_bkup_info, &documents.told));
    GPOTRUST_TRY_ASSIGN(documents.scheme, read_document(k_backup, file(k_backup), parse_scheme, &documents.told));
    GPOTRUST_TRY_ASSIGN(documents.report, read_document(k_report, file(k_report), parse_report, nullptr, k_report_limits));
    return documents;
}

struct Claim {
    std::string_view file;
    std::string_view element;
    std::string_view told;
    std::string_view expected;
};

/// Everything the documents say of the GPO's identity against bkupInfo.xml, and that against the folder.
core::Result<void> check_identity(const BackupFiles& backup, const Documents& documents) {
    const BackupInst& inst = documents.bkup_info;
    const Claim claims[] = {
        {k_bkup_info, "ID", inst.id, backup.id},
        {k_manifest, "ID", documents.manifest.id, backup.id},
        {k_backup, "ID", documents.scheme.gpo_guid, inst.gpo_guid},
        {k_backup, "Domain", documents.scheme.domain, inst.domain},
        {k_backup, "DisplayName", documents.scheme.gpo_name, inst.gpo_name},
        {k_report, "Identifier", documents.report.gpo_guid, inst.gpo_guid},
        {k_report, "Domain", documents.report.domain, inst.domain},
        {k_report, "Name", documents.report.gpo_name, inst.gpo_name},
    };
    for (const Claim& claim : claims) {
        if (claim.told == claim.expected) continue;
        return disagreement(claim.file, claim.element, core::printable(claim.told) + " where " + core::printable(claim.expected) + " was expected");
    }
    if (documents.manifest != inst) return disagreement(k_manifest, "BackupInst", "differs from bkupInfo.xml");
    return {};
}

/// The files Backup.xml names and the files that are there must be the same.
core::Result<void> check_files(const BackupFiles& backup, const Scheme& scheme) {
    for (const std::string& location : scheme.locations) {
        if (backup.files.find(location) == backup.files.end())
            return disagreement(k_backup, "FSObjectFile", "names a missing file: " + core::printable(location));
    }
    for (const auto& [path, content] : backup.files) {
        const bool document = path == k_backup || path == k_bkup_info || path == k_report;
        if (!document && scheme.locations.count(path) == 0) return disagreement(k_backup, "FSObjectFile", "does not name " + core::printable(path));
    }
    return {};
}

/// A used side has a version n * 65537, the same n in the report, and the registry extension in its list; an unused one has none of these.
core::Result<void> check_side(bool used, bool computer, const SchemeSide& side, std::string_view reported_revision) {
    const std::string_view prefix = computer ? "Machine" : "User";
    const std::uint32_t revision = side.version & 0xFFFFU;
    const std::string version_element = std::string(prefix) + "VersionNumber";
    if (used == (side.version == 0) || side.version >> 16U != revision)
        return disagreement(k_backup, version_element, std::to_string(side.version) + " is not the version of this side");
    const bool listed = std::any_of(side.extensions.begin(), side.extensions.end(),
                                    [](const gpo::ExtensionGroup& g) { return g.extension == gpo::registry_extension(); });
    if (listed != used) {
        return disagreement(k_backup, std::string(prefix) + "ExtensionGuids",
                            used ? "lacks the registry extension: clients would ignore the side" : "names extensions for a side without settings");
    }
    if (reported_revision != std::to_string(revision))
        return disagreement(k_report, std::string(computer ? "Computer" : "User") + "/VersionDirectory", "differs from Backup.xml");
    return {};
}

/// What the report must show of a side: every certificate blob of its settings.
ShownCertificates certificates_of(const std::vector<Setting>& settings) {
    ShownCertificates expected;
    for (const trust::Store store :
         {trust::Store::trusted_people, trust::Store::trusted_publisher, trust::Store::root, trust::Store::intermediate, trust::Store::disallowed}) {
        const std::string prefix = std::string(k_store_root) + std::string(trust::to_text(store)) + "\\Certificates\\";
        for (const Setting& setting : settings) {
            if (setting.value == k_blob_value && setting.key.starts_with(prefix))
                expected.emplace_back(report_element(store), core::to_hex_upper(setting.data));
        }
    }
    std::sort(expected.begin(), expected.end());
    return expected;
}

core::Result<std::optional<std::vector<Setting>>> read_side(const BackupFiles& backup, const Documents& documents, Side side) {
    const bool computer = side == Side::computer;
    const std::string path(registry_pol_path(side));
    const auto file = backup.files.find(path);
    const bool used = file != backup.files.end();
    GPOTRUST_TRY(check_side(used, computer, computer ? documents.scheme.computer : documents.scheme.user,
                            computer ? documents.report.computer_revision : documents.report.user_revision));
    std::optional<std::vector<Setting>> settings;
    if (used) {
        core::Result<std::vector<Setting>> parsed = registry_policy::parse_registry_pol(*file->second);
        if (!parsed) return core::fail(std::move(parsed).error().in(path));
        settings = *std::move(parsed);
    }
    const ShownCertificates& shown = computer ? documents.report.computer : documents.report.user;
    if (shown != certificates_of(settings.value_or(std::vector<Setting>{}))) {
        return disagreement(k_report, computer ? "Computer/ExtensionData" : "User/ExtensionData", "does not show the certificates of registry.pol");
    }
    return settings;
}

/// Preferences repeat the certificates of the side's registry.pol for the ordinary stores; the extension list and the report have them where the file is there.
core::Result<void> read_preferences(const BackupFiles& backup, const Documents& documents, const RegistrySide& side,
                                    const std::vector<Setting>& settings, Told& told) {
    const bool computer = side.side == Side::computer;
    const std::string path(preferences_path(side.side));
    const auto file = backup.files.find(path);
    const bool used = file != backup.files.end();
    ReadPreferences read;
    if (used) {
        GPOTRUST_TRY_ASSIGN(read, parse_preferences(*file->second, side, path));
        if (read.settings != ordinary_store_settings(settings))
            return disagreement(path, "Registry", "not the certificates of registry.pol, in the ordinary stores");
    }
    if (gpo::lists_preferences((computer ? documents.scheme.computer : documents.scheme.user).extensions) != used)
        return disagreement(k_backup, computer ? "MachineExtensionGuids" : "UserExtensionGuids",
                            used ? "lacks the preferences: clients would ignore " + path : "names preferences, and there are none");
    ShownPreferences expected;
    for (const Setting& setting : read.settings) expected.emplace_back(setting.key, core::to_hex_upper(setting.data));
    if ((computer ? documents.report.computer_preferences : documents.report.user_preferences) != expected)
        return disagreement(k_report, computer ? "Computer/ExtensionData" : "User/ExtensionData", "does not show the items of " + path);
    told.insert(told.end(), read.told.begin(), read.told.end());
    return {};
}

}  // namespace

core::Result<ReadBack> read(const core::FileTree& package) {
    GPOTRUST_TRY_ASSIGN(const BackupFiles backup, locate(package));
    GPOTRUST_TRY_ASSIGN(Documents documents, read_documents(backup));
    GPOTRUST_TRY(check_identity(backup, documents));
    GPOTRUST_TRY(check_files(backup, documents.scheme));
    ReadBack result;
    GPOTRUST_TRY_ASSIGN(result.computer, read_side(backup, documents, Side::computer));
    GPOTRUST_TRY_ASSIGN(result.user, read_side(backup, documents, Side::user));
    if (result.computer && result.user && documents.scheme.computer.version != documents.scheme.user.version) {
        return disagreement(k_backup, "UserVersionNumber", "differs from MachineVersionNumber");
    }
    for (const RegistrySide& side : k_registry_sides) {
        const auto& settings = side.side == Side::computer ? result.computer : result.user;
        GPOTRUST_TRY(read_preferences(backup, documents, side, settings.value_or(std::vector<Setting>{}), documents.told));
    }
    result.told = std::move(documents.told);
    if (const auto comment = backup.files.find(k_comment); comment != backup.files.end())
        result.told.emplace_back(k_comment, core::as_text(*comment->second));
    return result;
}

}  // namespace gpotrust::artefact::gpo_backup
