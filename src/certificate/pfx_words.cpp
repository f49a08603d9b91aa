// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/pfx_words.hpp"

#include <algorithm>
#include <array>

#include "certificate/decryption.hpp"
#include "certificate/facts.hpp"

namespace gpotrust::certificate {
namespace {

struct Word {
    int nid;
    std::string_view text;
};

constexpr std::array k_ciphers{
    Word{NID_pbe_WithSHA1And3_Key_TripleDES_CBC, "3DES"},
    Word{NID_pbe_WithSHA1And2_Key_TripleDES_CBC, "3DES with two keys"},
    Word{NID_pbe_WithSHA1And40BitRC2_CBC, "RC2-40"},
    Word{NID_pbe_WithSHA1And128BitRC2_CBC, "RC2-128"},
    Word{NID_pbe_WithSHA1And40BitRC4, "RC4-40"},
    Word{NID_pbe_WithSHA1And128BitRC4, "RC4-128"},
    Word{NID_pbeWithMD5AndDES_CBC, "DES"},
    Word{NID_pbeWithSHA1AndDES_CBC, "DES"},
    Word{NID_aes_128_cbc, "AES-128"},
    Word{NID_aes_192_cbc, "AES-192"},
    Word{NID_aes_256_cbc, "AES-256"},
    Word{NID_des_ede3_cbc, "3DES"},
};

constexpr std::array k_digests{
    Word{NID_sha1, "SHA-1"},
    Word{NID_sha224, "SHA-224"},
    Word{NID_sha256, "SHA-256"},
    Word{NID_sha384, "SHA-384"},
    Word{NID_sha512, "SHA-512"},
    Word{NID_md5, "MD5"},
    Word{NID_hmacWithSHA1, "SHA-1"},
    Word{NID_hmacWithSHA256, "SHA-256"},
    Word{NID_hmacWithSHA384, "SHA-384"},
    Word{NID_hmacWithSHA512, "SHA-512"},
};

template <std::size_t Size>
std::string word_for(const std::array<Word, Size>& words, const ASN1_OBJECT& type) {
    const int nid = OBJ_obj2nid(&type);
    const auto found = std::find_if(words.begin(), words.end(), [nid](const Word& word) { return word.nid == nid && nid != NID_undef; });
    if (found != words.end()) return std::string(found->text);
    return nid == NID_undef ? dotted(type) : OBJ_nid2ln(nid);
}

}  // namespace

std::string digest_word(const ASN1_OBJECT& type) { return word_for(k_digests, type); }

std::uint64_t number_of(const ASN1_INTEGER* number, std::uint64_t absent) {
    std::uint64_t value = 0;
    if (number == nullptr) return absent;
    return ASN1_INTEGER_get_uint64(&value, number) == 1 ? value : 0;
}

Cipher cipher_of(const X509_ALGOR& algorithm) {
    if (OBJ_obj2nid(algorithm.algorithm) != NID_pbes2) {
        const auto parameters = parameters_of<Pbes1Handle>(algorithm, ASN1_ITEM_rptr(PBEPARAM));
        return {word_for(k_ciphers, *algorithm.algorithm), parameters == nullptr ? 0 : number_of(parameters->iter, 0)};
    }
    const auto parameters = parameters_of<Pbes2Handle>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
    if (parameters == nullptr) return {OBJ_nid2ln(NID_pbes2), 0};
    const bool pbkdf2 = OBJ_obj2nid(parameters->keyfunc->algorithm) == NID_id_pbkdf2;
    const auto derivation = pbkdf2 ? parameters_of<Pbkdf2Handle>(*parameters->keyfunc, ASN1_ITEM_rptr(PBKDF2PARAM)) : nullptr;
    return {word_for(k_ciphers, *parameters->encryption->algorithm), derivation == nullptr ? 0 : number_of(derivation->iter, 0)};
}

}  // namespace gpotrust::certificate
