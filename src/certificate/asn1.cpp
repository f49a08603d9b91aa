// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/asn1.hpp"

#include <openssl/asn1t.h>
#include <openssl/crypto.h>

namespace gpotrust::certificate::asn1 {

namespace {

bool is_string(const ASN1_TYPE& value) { return value.type != V_ASN1_BOOLEAN && value.type != V_ASN1_NULL && value.type != V_ASN1_OBJECT; }

}  // namespace

void cleanse(ASN1_TYPE* value) noexcept {
    if (value == nullptr || !is_string(*value) || value->value.asn1_string == nullptr) return;
    const ASN1_STRING* text = value->value.asn1_string;
    OPENSSL_cleanse(const_cast<unsigned char*>(ASN1_STRING_get0_data(text)), static_cast<std::size_t>(ASN1_STRING_length(text)));
}

void cleanse(Pfx& pfx) noexcept {
    if (pfx.auth_safe != nullptr) cleanse(pfx.auth_safe->content);
}

void cleanse_contents(AuthenticatedSafe& safes) noexcept {
    for (int i = 0; i < OPENSSL_sk_num(&safes); ++i) cleanse(at<ContentInfo>(safes, i).content);
}

void cleanse_bags(SafeContents& bags) noexcept {
    for (int i = 0; i < OPENSSL_sk_num(&bags); ++i) cleanse(at<SafeBag>(bags, i).value);
}

std::optional<core::BytesView> octet_string(const ASN1_TYPE* value) {
    if (value == nullptr || value->type != V_ASN1_OCTET_STRING) return std::nullopt;
    return crypto::octets_of(*value->value.octet_string);
}

std::optional<core::BytesView> sequence(const ASN1_TYPE* value) {
    if (value == nullptr || value->type != V_ASN1_SEQUENCE) return std::nullopt;
    return crypto::octets_of(*value->value.sequence);
}

// OpenSSL's template macros are C.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
#endif

// clang-format off
ASN1_SEQUENCE(ContentInfo) = {
    ASN1_SIMPLE(ContentInfo, type, ASN1_OBJECT),
    ASN1_EXP_OPT(ContentInfo, content, ASN1_ANY, 0),
} ASN1_SEQUENCE_END(ContentInfo)

ASN1_SEQUENCE(MacData) = {
    ASN1_SIMPLE(MacData, digest, X509_SIG),
    ASN1_SIMPLE(MacData, salt, ASN1_OCTET_STRING),
    ASN1_OPT(MacData, iterations, ASN1_INTEGER),
} ASN1_SEQUENCE_END(MacData)

ASN1_SEQUENCE(Pfx) = {
    ASN1_SIMPLE(Pfx, version, ASN1_INTEGER),
    ASN1_SIMPLE(Pfx, auth_safe, ContentInfo),
    ASN1_OPT(Pfx, mac, MacData),
} ASN1_SEQUENCE_END(Pfx)

ASN1_SEQUENCE(EncryptedContentInfo) = {
    ASN1_SIMPLE(EncryptedContentInfo, type, ASN1_OBJECT),
    ASN1_SIMPLE(EncryptedContentInfo, algorithm, X509_ALGOR),
    ASN1_IMP_OPT(EncryptedContentInfo, encrypted, ASN1_OCTET_STRING, 0),
} ASN1_SEQUENCE_END(EncryptedContentInfo)

ASN1_SEQUENCE(EncryptedData) = {
    ASN1_SIMPLE(EncryptedData, version, ASN1_INTEGER),
    ASN1_SIMPLE(EncryptedData, content, EncryptedContentInfo),
} ASN1_SEQUENCE_END(EncryptedData)

ASN1_SEQUENCE(SafeBag) = {
    ASN1_SIMPLE(SafeBag, type, ASN1_OBJECT),
    ASN1_EXP(SafeBag, value, ASN1_ANY, 0),
    ASN1_SET_OF_OPT(SafeBag, attributes, X509_ATTRIBUTE),
} ASN1_SEQUENCE_END(SafeBag)

ASN1_SEQUENCE(TypedValue) = {
    ASN1_SIMPLE(TypedValue, type, ASN1_OBJECT),
    ASN1_EXP(TypedValue, value, ASN1_ANY, 0),
} ASN1_SEQUENCE_END(TypedValue)

ASN1_SEQUENCE(SignedData) = {
    ASN1_SIMPLE(SignedData, version, ASN1_INTEGER),
    ASN1_SIMPLE(SignedData, digest_algorithms, ASN1_ANY),
    ASN1_SIMPLE(SignedData, content_info, ASN1_ANY),
    ASN1_IMP_SET_OF_OPT(SignedData, certificates, ASN1_ANY, 0),
    ASN1_IMP_SET_OF_OPT(SignedData, lists, ASN1_ANY, 1),
    ASN1_SIMPLE(SignedData, signers, ASN1_ANY),
} ASN1_SEQUENCE_END(SignedData)

ASN1_ITEM_TEMPLATE(AuthenticatedSafe) = ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SEQUENCE_OF, 0, AuthenticatedSafe, ContentInfo)
ASN1_ITEM_TEMPLATE_END(AuthenticatedSafe)

ASN1_ITEM_TEMPLATE(SafeContents) = ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SEQUENCE_OF, 0, SafeContents, SafeBag)
ASN1_ITEM_TEMPLATE_END(SafeContents)
// clang-format on

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

}  // namespace gpotrust::certificate::asn1
