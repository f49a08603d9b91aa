// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "app/estate.hpp"
#include "gpotrust/ledger/ledger.hpp"
#include "gpotrust/renewal/estate_file.hpp"

namespace gpotrust::app {

/// Adds the newest revisions of GPOs that bear a name, case folded, and whose GUID does not follow from it: a policy that was merged into a GPO has that one's. Their slugs follow from the name.
[[nodiscard]] core::Result<void> add_merged_namesakes(const ledger::Ledger& ledger, const std::string& name, std::vector<ledger::Event>& found);

/// The newest revision of a GPO, by its GUID or else by its name, where a policy of that name was merged into a GPO: GUID and domain are then the identity's.
[[nodiscard]] core::Result<std::optional<ledger::Event>> recorded_as(trust::GpoIdentity& identity, const Estate& estate);

/// Fails with choice_needed where the GPO was packaged under the same name before anybody said its domain: it would get a second policy.
[[nodiscard]] core::Result<void> refuse_second_policy(const trust::GpoIdentity& identity, const Estate& estate);

/// Gives trusts of an estate file the GUIDs of the policies on record that bear their names in their domains, where those were merged into GPOs. A ledger that cannot be read changes nothing here: whoever writes will
/// tell.
void take_recorded_guids(renewal::EstateFile& file, const Estate& estate);
/// The same by what was read of the ledger already.
void take_recorded_guids(renewal::EstateFile& file, const std::vector<ledger::TrustState>& states);

}  // namespace gpotrust::app
