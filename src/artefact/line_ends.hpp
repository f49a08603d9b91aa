// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gpotrust::artefact {

/// Every line end as CR LF, those that already are included.
[[nodiscard]] std::string with_crlf(std::string_view text);

}  // namespace gpotrust::artefact
