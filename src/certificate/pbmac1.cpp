// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// PBMAC1 in PKCS#12 (RFC 9579), put together of PBKDF2 and HMAC: OpenSSL knows it from 3.4 on only.
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

#include "certificate/decryption.hpp"
#include "certificate/finding_kinds.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/library_context.hpp"

namespace gpotrust::certificate {
namespace {

// A shorter key could be guessed in place of the password; RFC 9579 wants the length written down.
constexpr std::uint64_t k_shortest_key = 20;
constexpr std::uint64_t k_longest_key = 512;

auto malformed(std::string message) { return fail_as(k_pfx_malformed, std::move(message)); }

crypto::DigestHandle digest_of(const ASN1_OBJECT* hmac) {
    int digest = NID_undef;
    const int nid = hmac == nullptr ? NID_hmacWithSHA1 : OBJ_obj2nid(hmac);
    if (EVP_PBE_find(EVP_PBE_TYPE_PRF, nid, nullptr, &digest, nullptr) != 1) return nullptr;
    return crypto::DigestHandle(EVP_MD_fetch(crypto::LibraryContext::shared().get(), OBJ_nid2sn(digest), nullptr));
}

core::Result<core::SecretBytes> derive_key(const PBKDF2PARAM& parameters, const PasswordForm& password, WorkBudget& budget) {
    std::uint64_t length = 0;
    const bool has_length = parameters.keylength != nullptr && ASN1_INTEGER_get_uint64(&length, parameters.keylength) == 1;
    if (!has_length || length < k_shortest_key || length > k_longest_key) {
        return malformed("a message authentication code (PBMAC1) whose key length is missing, too short or too long");
    }
    const auto salt = asn1::octet_string(parameters.salt);
    const auto digest = digest_of(parameters.prf == nullptr ? nullptr : parameters.prf->algorithm);
    if (!salt || digest == nullptr)
        return fail_as(k_pfx_unsupported, "the integrity of the export is protected with PBMAC1 in a way that cannot be checked");
    GPOTRUST_TRY(budget.spend(parameters.iter));
    const std::string_view text = password.octets.text();
    core::SecretBytes key(core::Bytes(static_cast<std::size_t>(length)));
    if (PKCS5_PBKDF2_HMAC(text.empty() ? "" : text.data(), static_cast<int>(text.size()), salt->data(), static_cast<int>(salt->size()),
                          static_cast<int>(ASN1_INTEGER_get(parameters.iter)), digest.get(), static_cast<int>(length),
                          const_cast<unsigned char*>(key.view().data())) != 1) {
        return malformed("a message authentication code (PBMAC1) that cannot be computed");
    }
    return key;
}

}  // namespace

core::Result<bool> verify_pbmac1(const X509_ALGOR& algorithm, core::BytesView expected, core::BytesView content, const PasswordForm& password,
                                 WorkBudget& budget) {
    const crypto::ErrorQueueScope errors;
    // PBMAC1-params and PBES2-params have the same shape (RFC 8018 A.4, A.5).
    const auto parameters = parameters_of<Pbes2Handle>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
    const bool is_pbkdf2 = parameters != nullptr && OBJ_obj2nid(parameters->keyfunc->algorithm) == NID_id_pbkdf2;
    const auto derivation = is_pbkdf2 ? parameters_of<Pbkdf2Handle>(*parameters->keyfunc, ASN1_ITEM_rptr(PBKDF2PARAM)) : nullptr;
    if (derivation == nullptr) return malformed("parameters of a message authentication code (PBMAC1) that cannot be decoded");
    GPOTRUST_TRY_ASSIGN(const core::SecretBytes key, derive_key(*derivation, password, budget));
    const auto digest = digest_of(parameters->encryption->algorithm);
    std::array<unsigned char, EVP_MAX_MD_SIZE> computed{};
    std::size_t size = 0;
    if (digest == nullptr ||
        EVP_Q_mac(crypto::LibraryContext::shared().get(), "HMAC", nullptr, EVP_MD_get0_name(digest.get()), nullptr, key.view().data(), key.size(),
                  content.data(), content.size(), computed.data(), computed.size(), &size) == nullptr) {
        return fail_as(k_pfx_unsupported, "the integrity of the export is protected with PBMAC1 in a way that cannot be checked");
    }
    return expected.size() == size && CRYPTO_memcmp(expected.data(), computed.data(), size) == 0;
}

}  // namespace gpotrust::certificate
