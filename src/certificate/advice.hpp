// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/certificate/outline.hpp"

namespace gpotrust::certificate {

/// What helps against a code, in the words of the program that made the file; empty where the common hint says all.
[[nodiscard]] std::string_view advice(std::string_view code, Maker maker);

}  // namespace gpotrust::certificate
