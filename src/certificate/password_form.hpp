// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "gpotrust/core/secret.hpp"

namespace gpotrust::certificate {

/// One of the readings of a password that exports out there were made with (docs/explanation/reading-exports.md 3).
struct PasswordForm {
    core::SecretBytes bmp;     ///< for the PKCS#12 KDF: UTF-16BE, mostly with two NUL octets at the end
    core::SecretBytes octets;  ///< for PBES2 and PBES1: the octets as given
};

/// The forms to try, likeliest first. Without a password: the null form (no octet at all), then the empty one (two NUL octets).
[[nodiscard]] std::vector<PasswordForm> password_forms(const core::SecretBytes* password);

}  // namespace gpotrust::certificate
