// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include "certificate/facts.hpp"

namespace gpotrust::certificate {
namespace {

// Explicit parameters may equal a named curve; nobody who matters accepts them, so they get no name.
std::string curve_of(const EVP_PKEY& key) {
    int is_explicit = 0;
    EVP_PKEY_get_int_param(&key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit);
    char name[64];
    std::size_t size = 0;
    if (is_explicit != 0 || EVP_PKEY_get_group_name(&key, name, sizeof name, &size) != 1) return {};
    return {name, size};
}

std::string people_call_curve(const std::string& curve) {
    if (curve.empty()) return "explicit parameters";
    if (curve == "prime256v1") return "P-256";
    if (curve == "secp384r1") return "P-384";
    if (curve == "secp521r1") return "P-521";
    if (curve == "secp224r1") return "P-224";
    return curve;
}

PublicKey unreadable(X509& x509) {
    ASN1_OBJECT* algorithm = nullptr;
    X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(&x509));
    const int nid = OBJ_obj2nid(algorithm);
    PublicKey key;
    if (nid == NID_rsaEncryption) key.algorithm = PublicKey::Algorithm::rsa;
    if (nid == NID_X9_62_id_ecPublicKey) key.algorithm = PublicKey::Algorithm::ec;
    key.text = nid == NID_undef ? dotted(*algorithm) : OBJ_nid2ln(nid);
    return key;
}

}  // namespace

PublicKey describe_public_key(X509& x509) {
    const EVP_PKEY* loaded = X509_get0_pubkey(&x509);
    if (loaded == nullptr) return unreadable(x509);
    PublicKey key;
    key.readable = true;
    key.bits = static_cast<unsigned>(EVP_PKEY_get_bits(loaded));
    const int kind = EVP_PKEY_get_base_id(loaded);
    if (kind == EVP_PKEY_RSA) {
        key.algorithm = PublicKey::Algorithm::rsa;
        key.text = "RSA " + std::to_string(key.bits);
    } else if (kind == EVP_PKEY_EC) {
        key.algorithm = PublicKey::Algorithm::ec;
        key.curve = curve_of(*loaded);
        key.text = "EC " + people_call_curve(key.curve);
    } else if (kind == EVP_PKEY_RSA_PSS) {
        key.text = "RSA-PSS " + std::to_string(key.bits);
    } else if (kind == EVP_PKEY_DSA) {
        key.text = "DSA " + std::to_string(key.bits);
    } else {
        const char* name = EVP_PKEY_get0_type_name(loaded);
        key.text = kind > 0 ? OBJ_nid2ln(kind) : name != nullptr ? name : "unknown";
        if (key.text == "ED25519") key.text = "Ed25519";
        if (key.text == "ED448") key.text = "Ed448";
    }
    return key;
}

}  // namespace gpotrust::certificate
