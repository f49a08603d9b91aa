// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "crypto/library_context.hpp"

#include <openssl/crypto.h>
#include <openssl/provider.h>

#include <cstdio>
#include <cstdlib>

#include "crypto/error_queue.hpp"

namespace gpotrust::crypto {
namespace {

// A library without SHA-1, SHA-256 or its default provider is a broken installation, not an input: nothing sensible can follow.
template <class T>
T* required(T* object, const char* name) {
    if (object != nullptr) return object;
    std::fprintf(stderr, "gpotrust: the OpenSSL library has no %s\n", name);
    std::abort();
}

}  // namespace

LibraryContext& LibraryContext::shared() {
    // Never destroyed: other static objects may still need it, and tearing providers down costs time at the end of every run.
    static auto* const instance = new LibraryContext;
    return *instance;
}

LibraryContext::LibraryContext() {
    // First call into the library, before the error queue's: settles that openssl.cnf is never read and that nothing is torn down at the end.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
    const ErrorQueueScope errors;
    m_context = required(OSSL_LIB_CTX_new(), "memory");
    required(OSSL_PROVIDER_load(m_context, "default"), "default provider");
    m_sha1 = required(EVP_MD_fetch(m_context, "SHA1", nullptr), "SHA-1");
    m_sha256 = required(EVP_MD_fetch(m_context, "SHA256", nullptr), "SHA-256");
}

core::Result<void> LibraryContext::need_legacy() {
    const std::scoped_lock lock(m_legacy_mutex);
    const ErrorQueueScope errors;
    if (!m_has_legacy) m_has_legacy = OSSL_PROVIDER_load(m_context, "legacy") != nullptr;
    if (m_has_legacy) return {};
    return core::fail(
        core::ErrorCode::unsupported_input, "OpenSSL's legacy provider, which has the ciphers of old exports (RC2, RC4, DES), is not installed",
        "install it (Debian 12: apt install libssl3; Debian 13 and later: apt install openssl-provider-legacy; elsewhere: the package with "
        "ossl-modules/legacy), or export again with AES256_SHA256");
}

}  // namespace gpotrust::crypto
