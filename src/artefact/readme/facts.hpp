// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/slots.hpp"

namespace gpotrust::artefact::readme {

/// Everything README.html and README.txt say of a package; both use every slot, so that they cannot tell different things.
[[nodiscard]] core::Result<core::Slots> facts_of(const trust::TrustPolicy& policy, const BuildContext& context);

/// "B2B8 8A23 ...": hex in groups of four, to be read aloud.
[[nodiscard]] std::string in_groups_of_four(std::string_view hex);

/// "DC=contoso,DC=com" of a DNS name.
[[nodiscard]] std::string distinguished_name(std::string_view domain);

}  // namespace gpotrust::artefact::readme
