// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Common to the uses of a ledger for its own sake: show, verify, export, rebuild.
#pragma once

#include "app/estate.hpp"

namespace gpotrust::app {

/// Opens an estate to read its ledger. Fails with usage where there is no estate, and with ledger_damaged where packages lie and the ledger is gone.
[[nodiscard]] core::Result<Estate> open_to_read_ledger(const std::filesystem::path& root);

/// The revisions of an estate that have a folder or a zip, sorted by slug and number.
[[nodiscard]] core::Result<std::vector<RevisionName>> revisions_on_disk(const EstateLayout& layout);

}  // namespace gpotrust::app
