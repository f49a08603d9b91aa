// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

enum Kind : std::size_t { missing, damaged };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_DOCUMENT_MISSING",
        .severity = Severity::error,
        .message = "a document that every GPO of this kind has is not there",
        .hint = "make the backup again: GPMC > Group Policy Objects > Back Up, `Backup-GPO -Name NAME -Path FOLDER` or `samba-tool gpo backup`; copy "
                "it with "
                "hidden files, which bkupInfo.xml and manifest.xml are",
        .source = "IGPMGPO::Import, Import-GPO; [MS-GPOL] 2.2.4",
    },
    FindingKind{
        .code = "GPO_DOCUMENT_DAMAGED",
        .severity = Severity::error,
        .message = "a document of the GPO cannot be read",
        .hint = "make the backup again: GPMC > Group Policy Objects > Back Up, `Backup-GPO -Name NAME -Path FOLDER` or `samba-tool gpo backup`",
        .source = "IGPMGPO::Import, Import-GPO; [MS-GPOL] 2.2.4",
    },
};

constexpr std::string_view k_missing_document = "the file is missing";  // as the readers of folders say it

std::string element_of(const core::Error& complaint) {
    std::string text;
    for (std::size_t i = 1; i < complaint.context.size(); ++i) text += (text.empty() ? "" : "/") + complaint.context[i];
    return text;
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    if (examined_gpo(patient.item) == nullptr) return;
    for (const core::Error& complaint : patient.item.gpo->complaints) {
        const std::string file = complaint.context.empty() ? std::string() : complaint.context.front();
        const std::string element = element_of(complaint);
        const bool is_missing = complaint.message == k_missing_document;
        std::string detail = element.empty() ? std::string() : element + ": ";
        if (!is_missing) detail += complaint.message;
        Diagnosis diagnosis = about_file(patient.item, file, k_kinds[is_missing ? missing : damaged], detail);
        diagnosis.place.element = element;
        diagnoses.add(std::move(diagnosis));
    }
}

}  // namespace

extern const DoctorCheck documents_check;
const DoctorCheck documents_check{k_kinds, examine};

}  // namespace gpotrust::audit
