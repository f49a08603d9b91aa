// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/crypto/library_version.hpp"

#include <openssl/crypto.h>

namespace gpotrust::crypto {

std::string openssl_version() { return OpenSSL_version(OPENSSL_FULL_VERSION_STRING); }

}  // namespace gpotrust::crypto
