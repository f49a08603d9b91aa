// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <openssl/core_names.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>

#include "certificate/key_proof.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::certificate {
namespace {

// Every number that lets someone use or rebuild a key: RSA d, p, q, dp, dq, qinv; the scalar of EC, DSA and DH.
constexpr std::array k_numbers = {
    OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,      OSSL_PKEY_PARAM_RSA_FACTOR2, OSSL_PKEY_PARAM_RSA_EXPONENT1,
    OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, OSSL_PKEY_PARAM_PRIV_KEY,
};

void add_window(core::BytesView window, std::vector<KeyTrace>& traces) { traces.push_back({rolling_hash_of(window), crypto::sha256(window)}); }

// Overwrites the octets; takes both forms only if the number is long enough to be told from chance.
void add_number(core::Bytes& big_endian, std::vector<KeyTrace>& traces) {
    if (big_endian.size() >= KeyTrace::k_window) {
        add_window(core::BytesView(big_endian).first(KeyTrace::k_window), traces);
        std::reverse(big_endian.begin(), big_endian.end());
        add_window(core::BytesView(big_endian).first(KeyTrace::k_window), traces);
    }
    OPENSSL_cleanse(big_endian.data(), big_endian.size());
}

// Ed25519 and its kin have octets where the others have a number.
void add_raw_key(const EVP_PKEY& key, std::vector<KeyTrace>& traces) {
    core::Bytes octets(128);
    std::size_t size = octets.size();
    if (EVP_PKEY_get_raw_private_key(&key, octets.data(), &size) != 1) return;
    octets.resize(size);
    add_number(octets, traces);
}

}  // namespace

std::uint64_t rolling_hash_of(core::BytesView window) {
    std::uint64_t hash = 0;
    for (const std::uint8_t octet : window) hash = hash * k_rolling_base + octet;
    return hash;
}

void add_key_traces(const EVP_PKEY& key, std::vector<KeyTrace>& traces) {
    const std::size_t before = traces.size();
    for (const char* name : k_numbers) {
        BIGNUM* number = nullptr;
        if (EVP_PKEY_get_bn_param(&key, name, &number) != 1) continue;
        const crypto::BignumHandle owned(number);
        core::Bytes octets(static_cast<std::size_t>(BN_num_bytes(number)));
        BN_bn2bin(number, octets.data());
        add_number(octets, traces);
    }
    if (traces.size() == before) add_raw_key(key, traces);
}

}  // namespace gpotrust::certificate
