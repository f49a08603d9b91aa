// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Private to crypto and certificate.
#pragma once

#include <openssl/evp.h>

#include <mutex>

#include "gpotrust/core/result.hpp"

namespace gpotrust::crypto {

/// The program's own OSSL_LIB_CTX with the default provider: no configuration file, no environment and nobody else's providers reach it.
///
/// The legacy provider (RC2, RC4, single DES, MD4) joins when an old file asks for it. A context of its own for it would cost every old export
/// two milliseconds; so what must not depend on it (signatures with MD4) has to say so itself.
class LibraryContext {
public:
    /// The one instance; lives as long as the program. Thread-safe.
    [[nodiscard]] static LibraryContext& shared();

    [[nodiscard]] OSSL_LIB_CTX* get() const noexcept { return m_context; }
    /// Loads the legacy provider, once. Fails with unsupported_input, naming the package to install, where there is none.
    [[nodiscard]] core::Result<void> need_legacy();

    [[nodiscard]] const EVP_MD* sha1() const noexcept { return m_sha1; }
    [[nodiscard]] const EVP_MD* sha256() const noexcept { return m_sha256; }

private:
    LibraryContext();

    OSSL_LIB_CTX* m_context = nullptr;
    EVP_MD* m_sha1 = nullptr;
    EVP_MD* m_sha256 = nullptr;
    std::mutex m_legacy_mutex;
    bool m_has_legacy = false;
};

}  // namespace gpotrust::crypto
