// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "gpotrust/audit/doctor.hpp"
#include "gpotrust/audit/source.hpp"
#include "gpotrust/report/outcome.hpp"

namespace gpotrust::app {

/// What was found in one unit.
struct ExaminedUnit {
    std::vector<audit::Diagnosis> diagnoses = {};
    report::DoctorOutcome::Counts counts = {};
};

/// Reads the files of a unit, each once, and examines them. Large files that are no policy (docs/reference/hostile-input.md) are counted and passed over without being read. A zip is
/// walked like a folder, zips inside it too, to a depth of three. Several threads may call it with one source.
[[nodiscard]] ExaminedUnit examine_unit(const audit::Source& source, const audit::Unit& unit, const audit::DoctorOptions& options);

}  // namespace gpotrust::app
