// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "app/estate.hpp"

namespace gpotrust::app {

/// The newest revision of the package a person means: by slug, GPO name, GPO GUID, or the path of its revision folder or zip in the estate. Nothing where the
/// estate knows none. Fails with choice_needed when several GPOs bear the name, with usage for the path of an older revision.
[[nodiscard]] core::Result<std::optional<ledger::Event>> look_for_package(const Estate& estate, const std::string& package);

/// The same; fails with usage where there is none.
[[nodiscard]] core::Result<ledger::Event> find_package(const Estate& estate, const std::string& package);

}  // namespace gpotrust::app
