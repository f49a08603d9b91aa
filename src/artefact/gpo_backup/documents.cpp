// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/documents.hpp"

#include <algorithm>
#include <charconv>

#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using xml::Element;

constexpr std::string_view k_manifest_namespace = "http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest";
constexpr std::string_view k_scheme_namespace = "http://www.microsoft.com/GroupPolicy/GPOOperations";
constexpr std::string_view k_report_namespace = "http://www.microsoft.com/GroupPolicy/Settings";

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

tl::unexpected<core::Error> wrong(std::string_view element, std::string message) {
    return core::fail(core::Error{core::ErrorCode::malformed_input, std::move(message), "", {std::string(element)}});
}

core::Result<void> require_attribute(const Element& element, std::string_view name, std::string_view value) {
    const std::string* found = element.attribute(name);
    if (found == nullptr || *found != value) return wrong(element.name, "attribute " + std::string(name) + " is not \"" + std::string(value) + "\"");
    return {};
}

core::Result<void> require_root(const Element& root, std::string_view name, std::string_view name_space) {
    if (root.name != name) return wrong(root.name, "the root is not " + std::string(name));
    return require_attribute(root, "xmlns", name_space);
}

core::Result<const Element*> only_child(const Element& parent, std::string_view name) {
    const auto named = [&](const Element& child) { return child.name == name; };
    if (std::count_if(parent.children.begin(), parent.children.end(), named) != 1) {
        return wrong(parent.name, "there is not exactly one " + std::string(name));
    }
    return parent.child(name);
}

core::Result<std::string> text_of(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const Element* child, only_child(parent, name));
    return child->text;
}

core::Result<std::uint32_t> number_of(const Element& parent, std::string_view name) {
    GPOTRUST_TRY_ASSIGN(const std::string text, text_of(parent, name));
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return wrong(name, "not a version number: " + core::printable(text));
    return number;
}

core::Result<BackupInst> parse_inst(const Element& inst) {
    BackupInst result;
    const std::pair<std::string_view, std::string*> fields[] = {
        {"GPOGuid", &result.gpo_guid},          {"GPODomain", &result.domain},
        {"GPODomainGuid", &result.domain_guid}, {"GPODomainController", &result.domain_controller},
        {"BackupTime", &result.backup_time},    {"ID", &result.id},
        {"Comment", &result.comment},           {"GPODisplayName", &result.gpo_name}};
    if (inst.children.size() != std::size(fields)) return wrong("BackupInst", "not the eight elements of a backup's description");
    for (std::size_t i = 0; i < std::size(fields); ++i) {
        if (inst.children[i].name != fields[i].first) return wrong("BackupInst", std::string(fields[i].first) + " is missing or out of order");
        *fields[i].second = inst.children[i].text;
    }
    return result;
}

core::Result<SchemeSide> parse_side(const Element& core_settings, std::string_view version, std::string_view extensions) {
    SchemeSide side;
    GPOTRUST_TRY_ASSIGN(side.version, number_of(core_settings, version));
    GPOTRUST_TRY_ASSIGN(const std::string list, text_of(core_settings, extensions));
    core::Result<std::vector<gpo::ExtensionGroup>> groups = gpo::parse_extension_list(list);
    if (!groups) return core::fail(std::move(groups).error().in(std::string(extensions)));
    if (gpo::first_out_of_sequence(*groups) != nullptr)
        return wrong(extensions, "extensions do not ascend: clients stop at the first out of sequence");
    side.extensions = *std::move(groups);
    return side;
}

core::Result<std::set<std::string>> parse_locations(const Element& gpo) {
    std::set<std::string> locations;
    for (const Element& extension : gpo.children) {
        for (const Element& entry : extension.children) {
            const std::string* location = entry.attribute("bkp:Location");
            if (entry.name != "FSObjectFile" || location == nullptr) continue;
            std::string path = *location;
            std::replace(path.begin(), path.end(), '\\', '/');
            if (!locations.insert(path).second) return wrong("FSObjectFile", "bkp:Location named twice: " + core::printable(path));
        }
    }
    return locations;
}

core::Result<std::string> parse_revision(const Element& side) {
    GPOTRUST_TRY_ASSIGN(std::string directory, text_of(side, "VersionDirectory"));
    GPOTRUST_TRY_ASSIGN(const std::string sysvol, text_of(side, "VersionSysvol"));
    if (directory != sysvol) return wrong(side.name + "/VersionSysvol", "differs from VersionDirectory");
    return directory;
}

core::Result<ShownCertificates> parse_certificates(const Element& side) {
    ShownCertificates shown;
    for (const Element& data : side.children) {
        if (data.name != "ExtensionData") continue;
        GPOTRUST_TRY_ASSIGN(const Element* extension, only_child(data, "Extension"));
        for (const Element& setting : extension->children) {
            for (const Element& part : setting.children) {
                if (local_name(part.name) == "Data") shown.emplace_back(local_name(setting.name), part.text);
            }
        }
    }
    std::sort(shown.begin(), shown.end());
    return shown;
}

void add_items(ShownPreferences& shown, const Element& settings) {
    for (const Element& item : settings.children) {
        for (const Element& part : item.children) {
            const std::string* key = part.attribute("key");
            const std::string* value = part.attribute("value");
            if (local_name(part.name) == "Properties" && key != nullptr && value != nullptr) shown.emplace_back(*key, *value);
        }
    }
}

ShownPreferences parse_preferences(const Element& side) {
    ShownPreferences shown;
    for (const Element& data : side.children) {
        const Element* extension = data.name == "ExtensionData" ? data.child("Extension") : nullptr;
        if (extension == nullptr) continue;
        for (const Element& settings : extension->children)
            if (local_name(settings.name) == "RegistrySettings") add_items(shown, settings);
    }
    return shown;
}

}  // namespace

tl::unexpected<core::Error> disagreement(std::string_view file, std::string_view element, std::string message) {
    return core::fail(core::Error{core::ErrorCode::malformed_input,
                                  std::move(message),
                                  "the backup was changed after it was made; make the package again",
                                  {std::string(file), std::string(element)}});
}

core::Result<BackupInst> parse_manifest(const Element& root) {
    GPOTRUST_TRY(require_root(root, "Backups", k_manifest_namespace));
    GPOTRUST_TRY(require_attribute(root, "mfst:version", "1.0"));
    GPOTRUST_TRY_ASSIGN(const Element* inst, only_child(root, "BackupInst"));
    return parse_inst(*inst);
}

core::Result<BackupInst> parse_bkup_info(const Element& root) {
    GPOTRUST_TRY(require_root(root, "BackupInst", k_manifest_namespace));
    return parse_inst(root);
}

core::Result<Scheme> parse_scheme(const Element& root) {
    GPOTRUST_TRY(require_root(root, "GroupPolicyBackupScheme", k_scheme_namespace));
    GPOTRUST_TRY(require_attribute(root, "bkp:version", "2.0"));
    GPOTRUST_TRY_ASSIGN(const Element* gpo, only_child(root, "GroupPolicyObject"));
    GPOTRUST_TRY_ASSIGN(const Element* settings, only_child(*gpo, "GroupPolicyCoreSettings"));
    Scheme scheme;
    GPOTRUST_TRY_ASSIGN(scheme.gpo_guid, text_of(*settings, "ID"));
    GPOTRUST_TRY_ASSIGN(scheme.domain, text_of(*settings, "Domain"));
    GPOTRUST_TRY_ASSIGN(scheme.gpo_name, text_of(*settings, "DisplayName"));
    GPOTRUST_TRY_ASSIGN(scheme.computer, parse_side(*settings, "MachineVersionNumber", "MachineExtensionGuids"));
    GPOTRUST_TRY_ASSIGN(scheme.user, parse_side(*settings, "UserVersionNumber", "UserExtensionGuids"));
    GPOTRUST_TRY_ASSIGN(scheme.locations, parse_locations(*gpo));
    return scheme;
}

core::Result<Report> parse_report(const Element& root) {
    GPOTRUST_TRY(require_root(root, "GPO", k_report_namespace));
    Report report;
    GPOTRUST_TRY_ASSIGN(const Element* identifier, only_child(root, "Identifier"));
    GPOTRUST_TRY_ASSIGN(report.gpo_guid, text_of(*identifier, "Identifier"));
    GPOTRUST_TRY_ASSIGN(report.domain, text_of(*identifier, "Domain"));
    GPOTRUST_TRY_ASSIGN(report.gpo_name, text_of(root, "Name"));
    GPOTRUST_TRY_ASSIGN(const Element* computer, only_child(root, "Computer"));
    GPOTRUST_TRY_ASSIGN(const Element* user, only_child(root, "User"));
    GPOTRUST_TRY_ASSIGN(report.computer_revision, parse_revision(*computer));
    GPOTRUST_TRY_ASSIGN(report.user_revision, parse_revision(*user));
    GPOTRUST_TRY_ASSIGN(report.computer, parse_certificates(*computer));
    GPOTRUST_TRY_ASSIGN(report.user, parse_certificates(*user));
    report.computer_preferences = parse_preferences(*computer);
    report.user_preferences = parse_preferences(*user);
    return report;
}

}  // namespace gpotrust::artefact::gpo_backup
