// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_IDENTITY_MISMATCH",
        .severity = Severity::error,
        .message = "the parts of the backup do not name the same backup or GPO, and Import-GPO looks backups up by their folder",
        .hint = "give the folder the name in bkupInfo.xml again if it was renamed; else make the backup again: `Backup-GPO -Name NAME -Path FOLDER`",
        .source = "IGPMGPO::Import, IGPMBackupDir; Import-GPO",
    },
};

std::string_view last_component(std::string_view path) {
    while (path.ends_with('/') || path.ends_with('\\')) path.remove_suffix(1);
    const std::size_t slash = path.find_last_of("/\\");
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Compares what a document says with what another says; an empty text is not known.
void compare(const Patient& patient, std::string_view file, std::string_view element, std::string_view here, std::string_view other,
             std::string_view where, Diagnoses& diagnoses) {
    if (here.empty() || other.empty() || core::ascii_iequals(here, other)) return;
    Diagnosis diagnosis = about_file(patient.item, file, k_kinds[0], fmt::format("{} is {}, and {} {}", element, here, where, other));
    diagnosis.place.element = element;
    diagnoses.add(std::move(diagnosis));
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    const Gpo* const examined = examined_gpo(patient.item);
    if (examined == nullptr || !examined->bkup_info) return;
    const Gpo& gpo = *examined;
    const std::string_view folder = last_component(patient.item.path);
    if (!folder.ends_with('!'))  // the root of a zip has no name
        compare(patient, "bkupInfo.xml", "ID", gpo.bkup_info->id, folder, "the folder is named", diagnoses);
    const std::string_view guid = gpo.bkup_info->gpo_guid;
    if (gpo.scheme) compare(patient, "Backup.xml", "ID", gpo.scheme->gpo_guid, guid, "bkupInfo.xml is of GPO", diagnoses);
    if (gpo.scheme) {
        compare(patient, "Backup.xml", "DisplayName", gpo.scheme->gpo_name, gpo.bkup_info->gpo_name, "bkupInfo.xml names the GPO", diagnoses);
        compare(patient, "Backup.xml", "Domain", gpo.scheme->domain, gpo.bkup_info->domain, "bkupInfo.xml is of domain", diagnoses);
    }
    if (gpo.report) compare(patient, "gpreport.xml", "Identifier", gpo.report->gpo_guid, guid, "bkupInfo.xml is of GPO", diagnoses);
}

}  // namespace

extern const DoctorCheck identity_check;
const DoctorCheck identity_check{k_kinds, examine};

}  // namespace gpotrust::audit
