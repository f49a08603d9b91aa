// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/trust/certificate_blob.hpp"

namespace gpotrust::report {

/// wincrypt.h's name without CERT_ and _PROP_ID, e.g. "KEY_PROV_INFO"; "PROPERTY_200" for unknown numbers.
[[nodiscard]] std::string name_of(trust::PropertyId id);
/// True for what only the exporting machine knows and must not stand in a policy.
[[nodiscard]] bool is_foreign_metadata(trust::PropertyId id);
/// What the octets mean, where they are text or name things: friendly name, host, key container and provider, number of bits. Else empty.
[[nodiscard]] std::string meaning(const trust::Property& property);

}  // namespace gpotrust::report
