// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_SIDE_DISABLED",
        .severity = Severity::warning,
        .message = "a side that is switched off holds settings, and no client applies them",
        .hint = "GPMC > the GPO > Details > GPO Status: enable the side, or remove its settings",
        .source = "[MS-GPOL] 3.2.5.1.6",
    },
};

/// Files that do something there: scripts, security templates, preferences; not the comments on settings.
std::size_t files_of(const Gpo& gpo, trust::Side side) {
    const std::string folder = "/" + core::ascii_lower(folder_of(side)) + "/";
    return static_cast<std::size_t>(std::count_if(gpo.files.begin(), gpo.files.end(), [&](const OtherFile& file) {
        const std::string path = "/" + core::ascii_lower(file.path);
        return path.find(folder) != std::string::npos && !path.ends_with("/comment.cmtx") && file.octets > 0;
    }));
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    if (examined_gpo(patient.item) == nullptr) return;
    const Gpo& gpo = *patient.item.gpo;
    for (const trust::Side side : k_sides) {
        if (!side_of(gpo, side).disabled) continue;
        const std::size_t settings = settings_of(patient.item, side);
        const std::size_t files = files_of(gpo, side);
        if (settings + files == 0) continue;
        Diagnosis diagnosis = about_file(patient.item, gpo.scheme ? "Backup.xml" : "", k_kinds[0],
                                         fmt::format("{} side, registry settings: {}, other files: {}", trust::to_text(side), settings, files));
        diagnosis.place.side = side;
        if (gpo.scheme) diagnosis.place.element = "Options";
        diagnoses.add(std::move(diagnosis));
    }
}

}  // namespace

extern const DoctorCheck disabled_sides_check;
const DoctorCheck disabled_sides_check{k_kinds, examine};

}  // namespace gpotrust::audit
