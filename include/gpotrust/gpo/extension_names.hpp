// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/core/guid.hpp"

namespace gpotrust::gpo {

/// What people call a client-side extension or a tool of an extension list: "Registry", "Certificates"; empty when it is not known.
[[nodiscard]] std::string_view name_of_extension(const core::Guid& guid);

}  // namespace gpotrust::gpo
