// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Private to crypto and certificate: OpenSSL's objects with owners.
#pragma once

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::crypto {

template <auto Free>
struct FreedBy {
    template <class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};

/// Owns one OpenSSL object. What only looks at an object takes a reference or a raw pointer.
template <class T, auto Free>
using Handle = std::unique_ptr<T, FreedBy<Free>>;

using BignumHandle = Handle<BIGNUM, BN_clear_free>;
using CipherHandle = Handle<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContextHandle = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestContextHandle = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using DigestHandle = Handle<EVP_MD, EVP_MD_free>;
using KeyHandle = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContextHandle = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using X509Handle = Handle<X509, X509_free>;

/// Looks at the octets of an ASN.1 string type.
[[nodiscard]] inline core::BytesView octets_of(const ASN1_STRING& text) {
    return {ASN1_STRING_get0_data(&text), static_cast<std::size_t>(ASN1_STRING_length(&text))};
}

}  // namespace gpotrust::crypto
