// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "gpotrust/core/result.hpp"
#include "gpotrust/core/slots.hpp"
#include "gpotrust/registry_policy/setting.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::artefact::gpo_backup {

/// What gpreport.xml shows of one side beyond its version: the lists "computer_public_key" and "computer_registry", or "user_public_key". Each holds one entry or
/// none (a side without settings has no extension). The blobs come from the settings, so that report and registry.pol cannot differ.
[[nodiscard]] core::Result<core::Slots> report_slots(const trust::TrustPolicy& policy, trust::Side side,
                                                     std::span<const registry_policy::Setting> settings);

/// The first CN of an RFC 4514 name, unescaped; the whole name when it has none.
[[nodiscard]] std::string common_name_of(std::string_view rfc4514_name);

}  // namespace gpotrust::artefact::gpo_backup
