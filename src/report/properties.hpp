// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/trust/certificate_blob.hpp"

namespace gpotrust::report {

/// True for what only the exporting machine knows and must not stand in a policy.
[[nodiscard]] bool is_foreign_metadata(trust::PropertyId id);
/// What the octets mean, where they are text or name things: friendly name, host, key container and provider, number of bits. Else empty.
[[nodiscard]] std::string meaning(const trust::Property& property);

}  // namespace gpotrust::report
