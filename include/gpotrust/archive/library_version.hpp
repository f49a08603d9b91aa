// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace gpotrust::archive {

/// The version of libzip the program runs with, e.g. "1.7.3".
[[nodiscard]] std::string libzip_version();

}  // namespace gpotrust::archive
