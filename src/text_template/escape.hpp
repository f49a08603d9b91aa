// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::text_template {

/// The value as it may stand in a file of that kind, or why it cannot (usage).
[[nodiscard]] core::Result<std::string> escape(std::string_view value, Escaping escaping);

}  // namespace gpotrust::text_template
