// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// PKCS#12 (RFC 7292) and PKCS#7 (RFC 2315) as OpenSSL templates of our own. OpenSSL's PKCS12 type hides the version and the MAC's input, and
// parses certificates eagerly; here one damaged certificate does not spoil the rest. The templates read BER as well as DER.
#pragma once

#include <openssl/asn1.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <type_traits>

#include "certificate/der.hpp"
#include "crypto/handles.hpp"
#include "gpotrust/core/bytes.hpp"

namespace gpotrust::certificate::asn1 {

struct ContentInfo {
    ASN1_OBJECT* type;
    ASN1_TYPE* content;  // [0] EXPLICIT ANY, may be null
};

struct MacData {
    X509_SIG* digest;
    ASN1_OCTET_STRING* salt;
    ASN1_INTEGER* iterations;  // null means 1
};

struct Pfx {
    ASN1_INTEGER* version;
    ContentInfo* auth_safe;
    MacData* mac;  // may be null
};

struct EncryptedContentInfo {
    ASN1_OBJECT* type;
    X509_ALGOR* algorithm;
    ASN1_OCTET_STRING* encrypted;  // may be null
};

struct EncryptedData {
    ASN1_INTEGER* version;
    EncryptedContentInfo* content;
};

struct SafeBag {
    ASN1_OBJECT* type;
    ASN1_TYPE* value;
    STACK_OF(X509_ATTRIBUTE) * attributes;  // may be null
};

/// CertBag, SecretBag: a type and a value under [0].
struct TypedValue {
    ASN1_OBJECT* type;
    ASN1_TYPE* value;
};

/// PKCS#7 and CMS SignedData as far as certificates are concerned; they stay in their original octets.
struct SignedData {
    ASN1_INTEGER* version;
    ASN1_TYPE* digest_algorithms;
    ASN1_TYPE* content_info;
    OPENSSL_STACK* certificates;  // [0] SET OF ANY, may be null
    OPENSSL_STACK* lists;         // [1] SET OF ANY, may be null
    ASN1_TYPE* signers;
};

using AuthenticatedSafe = OPENSSL_STACK;  // of ContentInfo
using SafeContents = OPENSSL_STACK;       // of SafeBag

const ASN1_ITEM* ContentInfo_it();
const ASN1_ITEM* MacData_it();
const ASN1_ITEM* Pfx_it();
const ASN1_ITEM* EncryptedContentInfo_it();
const ASN1_ITEM* EncryptedData_it();
const ASN1_ITEM* SafeBag_it();
const ASN1_ITEM* TypedValue_it();
const ASN1_ITEM* SignedData_it();
const ASN1_ITEM* AuthenticatedSafe_it();
const ASN1_ITEM* SafeContents_it();

void cleanse(ASN1_TYPE* value) noexcept;
void cleanse(Pfx& pfx) noexcept;
void cleanse_contents(AuthenticatedSafe& safes) noexcept;
void cleanse_bags(SafeContents& bags) noexcept;

/// Frees a decoded value; with Cleanse its plain octets are overwritten before, for they may hold an unencrypted key.
template <const ASN1_ITEM* (*Item)(), auto Cleanse = nullptr>
struct Freed {
    template <class T>
    void operator()(T* value) const noexcept {
        if constexpr (!std::is_null_pointer_v<std::remove_cv_t<decltype(Cleanse)>>) Cleanse(*value);
        ASN1_item_free(reinterpret_cast<ASN1_VALUE*>(value), Item());
    }
};

using PfxHandle = std::unique_ptr<Pfx, Freed<Pfx_it, static_cast<void (*)(Pfx&) noexcept>(cleanse)>>;
using AuthenticatedSafeHandle = std::unique_ptr<AuthenticatedSafe, Freed<AuthenticatedSafe_it, cleanse_contents>>;
using SafeContentsHandle = std::unique_ptr<SafeContents, Freed<SafeContents_it, cleanse_bags>>;
using ContentInfoHandle = std::unique_ptr<ContentInfo, Freed<ContentInfo_it>>;
using EncryptedDataHandle = std::unique_ptr<EncryptedData, Freed<EncryptedData_it>>;
using TypedValueHandle = std::unique_ptr<TypedValue, Freed<TypedValue_it>>;
using SignedDataHandle = std::unique_ptr<SignedData, Freed<SignedData_it>>;

/// OpenSSL makes several hundred octets of every element. An export with 64 certificates and their keys has some ten thousand.
inline constexpr std::size_t k_most_elements = 50'000;

/// Decodes one value that fills `encoded`; empty if it does not, or has more than k_most_elements.
template <class HandleType>
[[nodiscard]] HandleType decode(core::BytesView encoded, const ASN1_ITEM* item) {
    if (der::has_more_elements(encoded, k_most_elements)) return nullptr;
    const unsigned char* at = encoded.data();
    auto* value = ASN1_item_d2i(nullptr, &at, static_cast<long>(encoded.size()), item);
    HandleType owned(reinterpret_cast<typename HandleType::pointer>(value));
    if (owned != nullptr && at != encoded.data() + encoded.size()) owned.reset();
    return owned;
}

/// The octets of an OCTET STRING in an ANY; nothing if it is something else.
[[nodiscard]] std::optional<core::BytesView> octet_string(const ASN1_TYPE* value);
/// The encoding of a SEQUENCE in an ANY; nothing if it is something else.
[[nodiscard]] std::optional<core::BytesView> sequence(const ASN1_TYPE* value);

template <class T>
[[nodiscard]] const T& at(const OPENSSL_STACK& stack, int index) {
    return *static_cast<const T*>(OPENSSL_sk_value(&stack, index));
}

}  // namespace gpotrust::certificate::asn1
