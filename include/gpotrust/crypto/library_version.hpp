// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace gpotrust::crypto {

/// The version of OpenSSL the program runs with, e.g. "3.0.17".
[[nodiscard]] std::string openssl_version();

}  // namespace gpotrust::crypto
