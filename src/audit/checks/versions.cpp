// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

enum Kind : std::size_t { mismatch, zero };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_VERSION_MISMATCH",
        .severity = Severity::warning,
        .message = "the version numbers of one side differ: the directory and SYSVOL were not in step, or documents come from two states of the GPO",
        .hint = "see that the domain controllers replicate: `repadmin /replsummary`; then change a setting of that side and make the backup again",
        .source = "[MS-GPOL] 2.2.4, 3.3.4.5",
    },
    FindingKind{
        .code = "GPO_VERSION_ZERO",
        .severity = Severity::warning,
        .message = "a side holds settings and its version is 0: clients take the GPO for empty and pass over it",
        .hint = "change any setting of that side in the editor, which raises the version; after `samba-tool gpo restore` set versionNumber and "
                "GPT.INI by hand",
        .source = "[MS-GPOL] 3.2.5.1.6",
    },
};

struct Number {
    std::string_view where;
    std::uint32_t version = 0;
};

/// Every number that the documents tell of one side.
std::vector<Number> numbers_of(const Gpo& gpo, trust::Side side) {
    const bool computer = side == trust::Side::computer;
    std::vector<Number> numbers;
    const auto add = [&](std::string_view where, std::optional<std::uint32_t> version) {
        if (version) numbers.push_back({where, *version});
    };
    if (gpo.scheme) {
        const std::uint32_t both = computer ? gpo.scheme->computer.version : gpo.scheme->user.version;
        add("Backup.xml's of SYSVOL", both >> 16U);
        add("Backup.xml's of the directory", both & 0xFFFFU);
    }
    if (gpo.report) {
        add("gpreport.xml's of SYSVOL", computer ? gpo.report->computer_sysvol : gpo.report->user_sysvol);
        add("gpreport.xml's of the directory", computer ? gpo.report->computer_directory : gpo.report->user_directory);
    }
    if (gpo.gpt_ini && gpo.gpt_ini->version) add("GPT.INI's", computer ? gpo.gpt_ini->computer_version() : gpo.gpt_ini->user_version());
    return numbers;
}

std::string_view document_of(const Gpo& gpo) { return gpo.scheme ? "Backup.xml" : "GPT.INI"; }

void examine_side(const Patient& patient, trust::Side side, Diagnoses& diagnoses) {
    const Gpo& gpo = *patient.item.gpo;
    const std::vector<Number> numbers = numbers_of(gpo, side);
    if (numbers.empty()) return;
    const auto report = [&](Kind kind, const std::string& detail) {
        Diagnosis diagnosis = about_file(patient.item, document_of(gpo), k_kinds[kind], detail);
        diagnosis.place.side = side;
        if (gpo.scheme) diagnosis.place.element = side == trust::Side::computer ? "MachineVersionNumber" : "UserVersionNumber";
        diagnoses.add(std::move(diagnosis));
    };
    bool all_zero = true;
    const Number* different = nullptr;
    for (const Number& number : numbers) {
        all_zero = all_zero && number.version == 0;
        if (different == nullptr && number.version != numbers.front().version) different = &number;
    }
    if (different != nullptr)
        report(mismatch, fmt::format("{} side, {} is {}, {} is {}", trust::to_text(side), numbers.front().where, numbers.front().version,
                                     different->where, different->version));
    const std::size_t settings = settings_of(patient.item, side);
    if (all_zero && settings > 0) report(zero, fmt::format("{} side, {} setting{}", trust::to_text(side), settings, settings == 1 ? "" : "s"));
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    if (examined_gpo(patient.item) == nullptr) return;
    for (const trust::Side side : k_sides) examine_side(patient, side, diagnoses);
}

}  // namespace

extern const DoctorCheck versions_check;
const DoctorCheck versions_check{k_kinds, examine};

}  // namespace gpotrust::audit
