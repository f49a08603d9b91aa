// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Algorithms of PKCS#12 as people call them.
#pragma once

#include <openssl/x509.h>

#include <cstdint>
#include <string>

namespace gpotrust::certificate {

struct Cipher {
    std::string name;  ///< "3DES", "RC2-40", "AES-256"; OpenSSL's name or the identifier for others
    std::uint64_t iterations = 0;
};
/// What an encryption algorithm stands for; of PBES2 the cipher inside.
[[nodiscard]] Cipher cipher_of(const X509_ALGOR& algorithm);

/// "SHA-1", "SHA-256": a digest, or the HMAC with it.
[[nodiscard]] std::string digest_word(const ASN1_OBJECT& type);

/// The value of a non-negative INTEGER; `absent` without one, 0 where it does not fit in.
[[nodiscard]] std::uint64_t number_of(const ASN1_INTEGER* number, std::uint64_t absent);

}  // namespace gpotrust::certificate
