// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "gpotrust/core/finding.hpp"

namespace gpotrust::ledger {

/// What can be wrong between a ledger and the packages on disk.
enum class Discrepancy {
    chain_broken,
    package_missing,
    folder_missing,
    folder_differs,
    zip_missing,
    zip_differs,
    not_recorded,
};

/// A finding on a folder or zip of the estate; `path` says which.
[[nodiscard]] core::Finding finding_of(Discrepancy discrepancy, std::string_view detail, std::string path);

/// Every LEDGER_* code.
[[nodiscard]] std::span<const core::FindingKind> ledger_finding_kinds();

}  // namespace gpotrust::ledger
