// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <map>
#include <set>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

enum Kind : std::size_t { missing, unnamed, stray };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_FILE_MISSING",
        .severity = Severity::error,
        .message = "Backup.xml names a file that is not in the backup, and an import of it fails or loses settings",
        .hint = "copy the backup again, with hidden and empty files; or make it again: `Backup-GPO -Name NAME -Path FOLDER`",
        .source = "IGPMGPO::Import, Import-GPO",
    },
    FindingKind{
        .code = "GPO_FILE_UNNAMED",
        .severity = Severity::warning,
        .message = "Backup.xml does not name this file, and an import leaves it out",
        .hint = "delete it if nobody knows it; else put it into the GPO's folder in SYSVOL and make the backup again: `Backup-GPO -Name NAME -Path "
                "FOLDER`",
        .source = "IGPMGPO::Import, Import-GPO",
    },
    FindingKind{
        .code = "GPO_STRAY_GPT_INI",
        .severity = Severity::info,
        .message = "a GPT.INI in a GPMC backup: it belongs to SYSVOL, and an import does not read it",
        .hint = "nothing; LGPO.exe /b writes one",
        .source = "[MS-GPOL] 2.2.4; LGPO.exe documentation",
    },
};

constexpr std::string_view k_files_root = "domainsysvol/";

bool is_gpt_ini(std::string_view folded_path) { return folded_path.substr(folded_path.rfind('/') + 1) == "gpt.ini"; }

/// Every file below DomainSysvol that is there, by its path in lower case.
std::map<std::string, std::string> present_files(const InspectedItem& item) {
    std::map<std::string, std::string> present;
    const auto add = [&](const std::string& path) {
        std::string name = core::ascii_lower(path);
        if (name.starts_with(k_files_root)) present.emplace(std::move(name), path);
    };
    for (const PolicyFile& file : item.policies) add(file.path);
    for (const OtherFile& file : item.gpo->files) add(file.path);
    return present;
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    const InspectedItem& item = patient.item;
    if (examined_gpo(item) == nullptr || !item.gpo->scheme) return;
    if (item.gpo->gpt_ini) diagnoses.add(about_file(item, "", k_kinds[stray]));
    const std::map<std::string, std::string> present = present_files(item);
    std::set<std::string> named;
    for (const gpo::NamedFile& file : item.gpo->scheme->files) {
        std::string name = core::ascii_lower(file.location);
        if (name.empty() || name.find('*') != std::string::npos) continue;
        // A folder may be empty, and version control does not keep those.
        if (!file.is_folder && !present.contains(name) && !is_gpt_ini(name) && named.insert(name).second)
            diagnoses.add(about_file(item, "Backup.xml", k_kinds[missing], file.location));
        named.insert(std::move(name));
    }
    for (const auto& [name, path] : present)
        if (!named.contains(name) && !is_gpt_ini(name)) diagnoses.add(about_file(item, path, k_kinds[unnamed]));
}

}  // namespace

extern const DoctorCheck named_files_check;
const DoctorCheck named_files_check{k_kinds, examine};

}  // namespace gpotrust::audit
