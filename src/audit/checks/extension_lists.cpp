// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "audit/checks/check.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/gpo/samba_backup.hpp"

namespace gpotrust::audit {
namespace {

using gpo::ExtensionGroup;

enum Kind : std::size_t { malformed, order, flattened, missing };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_EXTENSION_MALFORMED",
        .severity = Severity::error,
        .message = "the list of client-side extensions cannot be read, and clients do not know what to process",
        .hint = "open the GPO in the editor, change a setting of that side and set it back: the editor writes the list again",
        .source = "[MS-GPOL] 2.2.4",
    },
    FindingKind{
        .code = "GPO_EXTENSION_ORDER",
        .severity = Severity::error,
        .message = "the list of client-side extensions is out of order, and clients stop at the first extension out of sequence",
        .hint = "sort the groups by the GUID of the extension, in the backup or in gPCMachineExtensionNames and gPCUserExtensionNames (ADSI Edit, "
                "`ldbmodify`)",
        .source = "[MS-GPOL] 2.2.4",
    },
    FindingKind{
        .code = "GPO_EXTENSION_FLATTENED",
        .severity = Severity::warning,
        .message = "several client-side extensions stand in one pair of brackets: only the first of them counts as one, the others as tools",
        .hint = "give each extension its own brackets: [{EXTENSION}{TOOL}][{EXTENSION}{TOOL}] in gPCMachineExtensionNames and gPCUserExtensionNames",
        .source = "[MS-GPOL] 2.2.4; samba-tool gpo load",
    },
    FindingKind{
        .code = "GPO_EXTENSION_MISSING",
        .severity = Severity::error,
        .message = "a side holds settings whose client-side extension is not in its list: clients ignore them",
        .hint = "open the GPO in the editor, change a setting of that side and set it back: the editor adds the extension to the list",
        .source = "[MS-GPOL] 2.2.4, 3.2.5.1; [MS-GPREG] 1.9; [MS-GPPREF] 1.9",
    },
};

/// Extensions of Windows that are found most; each would be a tool of nothing ([MS-GPOL] 1.9 and the "Standards Assignments" of the extensions' own documents).
constexpr std::array<std::string_view, 12> k_known_extensions = {
    "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}",  // registry
    "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}",  // security
    "{42B5FAAE-6536-11D2-AE5A-0000F87571E3}",  // scripts
    "{C6DC5466-785A-11D2-84D0-00C04FB169F7}",  // software installation
    "{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}",  // EFS recovery
    "{25537BA6-77A8-11D2-9B6C-0000F8080861}",  // folder redirection
    "{F3CCC681-B74C-4060-9F26-CD84525DCA2A}",  // advanced audit
    "{E437BC1C-AA7D-11D2-A382-00C04F991E27}",  // IP security
    "{B087BE9D-ED37-454F-AF9C-04291E351182}",  // preferences: registry
    "{17D89FEC-5C44-4972-B12D-241CAEF74509}",  // preferences: local users and groups
    "{AADCED64-746C-4633-A97C-D61349046527}",  // preferences: scheduled tasks
    "{5794DAFD-BE60-433F-88A2-1A31939AC01F}",  // preferences: drive maps
};

bool is_known_extension(const core::Guid& guid) {
    const std::string text = core::to_braced_upper(guid);
    return std::find(k_known_extensions.begin(), k_known_extensions.end(), text) != k_known_extensions.end();
}

bool is_flattened(const std::vector<ExtensionGroup>& groups) {
    return std::any_of(groups.begin(), groups.end(),
                       [](const ExtensionGroup& group) { return std::any_of(group.tools.begin(), group.tools.end(), is_known_extension); });
}

bool lists(const std::vector<ExtensionGroup>& groups, const core::Guid& extension) {
    return std::any_of(groups.begin(), groups.end(), [&](const ExtensionGroup& group) { return group.extension == extension; });
}

/// One side of a GPO under examination.
struct ExaminedSide {
    const Patient& patient;
    trust::Side side;
    Diagnoses& diagnoses;

    [[nodiscard]] bool has_list() const { return side_of(*patient.item.gpo, side).extensions.has_value(); }

    void report(Kind kind, std::string_view detail) const {
        const bool computer = side == trust::Side::computer;
        const Gpo& gpo = *patient.item.gpo;
        std::string_view file = "GPT.INI";
        if (gpo.scheme) file = "Backup.xml";
        if (patient.item.kind == "samba-backup") file = computer ? gpo::k_samba_computer_extensions : gpo::k_samba_user_extensions;
        Diagnosis diagnosis = about_file(patient.item, has_list() ? file : std::string_view(), k_kinds[kind],
                                         fmt::format("{} side{}{}", trust::to_text(side), detail.empty() ? "" : ", ", detail));
        diagnosis.place.side = side;
        if (!has_list()) diagnosis.finding.severity = Severity::warning;  // old versions of samba-tool gpo backup leave it out
        if (gpo.scheme) diagnosis.place.element = computer ? "MachineExtensionGuids" : "UserExtensionGuids";
        diagnoses.add(std::move(diagnosis));
    }
};

/// How many settings a side's Registry.xml of the preferences holds.
std::size_t preferences_of(const InspectedItem& item, trust::Side side) {
    return static_cast<std::size_t>(std::count_if(item.settings.begin(), item.settings.end(), [&](const ScopedSetting& scoped) {
        const bool in_preferences = scoped.file < item.policies.size() && item.policies[scoped.file].side == side;
        return in_preferences && !is_policy_record(item, scoped);
    }));
}

void check_missing(const ExaminedSide& examined, const std::vector<ExtensionGroup>& groups) {
    const std::size_t settings = settings_of(examined.patient.item, examined.side);
    if (settings > 0 && !lists(groups, gpo::registry_extension()))
        examined.report(
            missing, fmt::format("{} in registry.pol, and {} (registry) is not listed", settings, core::to_braced_upper(gpo::registry_extension())));
    const std::size_t preferences = preferences_of(examined.patient.item, examined.side);
    if (preferences > 0 && !gpo::lists_preferences(groups))
        examined.report(missing, fmt::format("{} in preferences, and the groups of registry preferences are not listed", preferences));
}

void examine_list(const ExaminedSide& examined, std::string_view list) {
    const auto groups = gpo::parse_extension_list(list);
    if (!groups) return examined.report(malformed, groups.error().message);
    if (is_flattened(*groups)) examined.report(flattened, {});
    if (const ExtensionGroup* const group = gpo::first_out_of_sequence(*groups))
        examined.report(order, core::to_braced_upper(group->extension) + " comes too late");
    check_missing(examined, *groups);
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    if (examined_gpo(patient.item) == nullptr) return;
    const bool always_has_lists = patient.item.kind == "samba-backup";
    for (const trust::Side side : k_sides) {
        const std::optional<std::string>& list = side_of(*patient.item.gpo, side).extensions;
        if (list || always_has_lists) examine_list({patient, side, diagnoses}, list.value_or(std::string()));
    }
}

}  // namespace

extern const DoctorCheck extension_lists_check;
const DoctorCheck extension_lists_check{k_kinds, examine};

}  // namespace gpotrust::audit
