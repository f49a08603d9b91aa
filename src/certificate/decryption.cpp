// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/decryption.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/pkcs12.h>

#include <array>
#include <climits>
#include <utility>

#include "certificate/facts.hpp"
#include "certificate/finding_kinds.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/library_context.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::uint64_t k_least_price = 1'000;  // so that thousands of cheap derivations end, too

std::string name_of(const X509_ALGOR& algorithm) {
    const int nid = OBJ_obj2nid(algorithm.algorithm);
    return nid == NID_undef ? dotted(*algorithm.algorithm) : OBJ_nid2ln(nid);
}

// PBES2 is only a frame: the cipher inside is what is not available.
std::string name_of_cipher(const X509_ALGOR& algorithm) {
    const bool is_frame = OBJ_obj2nid(algorithm.algorithm) == NID_pbes2;
    const auto parameters = is_frame ? parameters_of<Pbes2Handle>(algorithm, ASN1_ITEM_rptr(PBE2PARAM)) : nullptr;
    return name_of(parameters == nullptr ? algorithm : *parameters->encryption);
}

auto unsupported(const X509_ALGOR& algorithm) {
    return fail_as(k_pfx_unsupported, "the export is encrypted with " + name_of_cipher(algorithm) + ", which cannot be read");
}

auto malformed(std::string message) { return fail_as(k_pfx_malformed, std::move(message)); }

// A buffer that is overwritten when it is left behind, even when it never becomes a SecretBytes.
struct Scratch {
    core::Bytes octets;
    explicit Scratch(std::size_t size) : octets(size) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { OPENSSL_cleanse(octets.data(), octets.size()); }
};

struct Pbe {
    const X509_ALGOR& algorithm;
    core::BytesView encrypted;
    const PasswordForm& password;
    OSSL_LIB_CTX* context;
};

core::Result<core::SecretBytes> run(EVP_CIPHER_CTX& cipher, core::BytesView encrypted) {
    const crypto::ErrorQueueScope errors;
    Scratch plain(encrypted.size() + EVP_MAX_BLOCK_LENGTH);
    int written = 0;
    int last = 0;
    if (EVP_CipherUpdate(&cipher, plain.octets.data(), &written, encrypted.data(), static_cast<int>(encrypted.size())) != 1 ||
        EVP_CipherFinal_ex(&cipher, plain.octets.data() + written, &last) != 1) {
        return core::fail(core::ErrorCode::wrong_password, "what the password decrypts is not well-formed");
    }
    return core::SecretBytes(core::Bytes(plain.octets.begin(), plain.octets.begin() + written + last));
}

bool derive(const Pbe& pbe, const PBEPARAM& parameters, int id, int iterations, const EVP_MD& digest, Scratch& out) {
    const core::BytesView salt = crypto::octets_of(*parameters.salt);
    core::Bytes password(pbe.password.bmp.view().begin(), pbe.password.bmp.view().end());
    core::Bytes salt_copy(salt.begin(), salt.end());
    const bool done =
        PKCS12_key_gen_uni_ex(password.data(), static_cast<int>(password.size()), salt_copy.data(), static_cast<int>(salt_copy.size()), id,
                              iterations, static_cast<int>(out.octets.size()), out.octets.data(), &digest, pbe.context, nullptr) == 1;
    OPENSSL_cleanse(password.data(), password.size());
    return done;
}

// RFC 7292 appendix C. Not through OpenSSL's PBE functions: they always add the terminator that old CryptoAPI left out.
core::Result<core::SecretBytes> decrypt_pkcs12(const Pbe& pbe, int cipher_nid, WorkBudget& budget) {
    const auto parameters = parameters_of<Pbes1Handle>(pbe.algorithm, ASN1_ITEM_rptr(PBEPARAM));
    if (parameters == nullptr) return malformed("encryption parameters that cannot be decoded");
    GPOTRUST_TRY(budget.spend(parameters->iter));
    const auto iterations = static_cast<int>(ASN1_INTEGER_get(parameters->iter));
    const crypto::ErrorQueueScope errors;
    const crypto::CipherHandle cipher(EVP_CIPHER_fetch(pbe.context, OBJ_nid2sn(cipher_nid), nullptr));
    if (cipher == nullptr) return unsupported(pbe.algorithm);
    const EVP_MD& digest = *crypto::LibraryContext::shared().sha1();
    Scratch key(static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher.get())));
    Scratch vector(static_cast<std::size_t>(EVP_CIPHER_get_iv_length(cipher.get())));
    if (!derive(pbe, *parameters, PKCS12_KEY_ID, iterations, digest, key) ||
        (!vector.octets.empty() && !derive(pbe, *parameters, PKCS12_IV_ID, iterations, digest, vector))) {
        return malformed("encryption parameters that cannot be used");
    }
    const crypto::CipherContextHandle decryption(EVP_CIPHER_CTX_new());
    if (EVP_DecryptInit_ex2(decryption.get(), cipher.get(), key.octets.data(), vector.octets.data(), nullptr) != 1) return unsupported(pbe.algorithm);
    return run(*decryption, pbe.encrypted);
}

// PBES1 of PKCS#5 and PBES2: OpenSSL's own functions, which take the octets of the password.
core::Result<core::SecretBytes> decrypt_pkcs5(const Pbe& pbe) {
    const crypto::ErrorQueueScope errors;
    const crypto::CipherContextHandle decryption(EVP_CIPHER_CTX_new());
    const std::string_view password = pbe.password.octets.text();
    const char* characters = password.empty() ? "" : password.data();
    if (EVP_PBE_CipherInit_ex(pbe.algorithm.algorithm, characters, static_cast<int>(password.size()), pbe.algorithm.parameter, decryption.get(), 0,
                              pbe.context, nullptr) != 1) {
        return unsupported(pbe.algorithm);
    }
    return run(*decryption, pbe.encrypted);
}

core::Result<void> spend_pbes2(const X509_ALGOR& algorithm, WorkBudget& budget) {
    const auto parameters = parameters_of<Pbes2Handle>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
    if (parameters == nullptr) return malformed("encryption parameters that cannot be decoded");
    if (OBJ_obj2nid(parameters->keyfunc->algorithm) != NID_id_pbkdf2) return unsupported(*parameters->keyfunc);
    const auto derivation = parameters_of<Pbkdf2Handle>(*parameters->keyfunc, ASN1_ITEM_rptr(PBKDF2PARAM));
    if (derivation == nullptr) return malformed("key derivation parameters that cannot be decoded");
    return budget.spend(derivation->iter);
}

core::Result<void> spend_pbes1(const X509_ALGOR& algorithm, WorkBudget& budget) {
    const auto parameters = parameters_of<Pbes1Handle>(algorithm, ASN1_ITEM_rptr(PBEPARAM));
    if (parameters == nullptr) return malformed("encryption parameters that cannot be decoded");
    return budget.spend(parameters->iter);
}

bool is_triple_des(int cipher_nid) { return cipher_nid == NID_des_ede3_cbc || cipher_nid == NID_des_ede_cbc; }

}  // namespace

core::Result<void> WorkBudget::spend(const ASN1_INTEGER* iterations) {
    std::uint64_t wanted = 1;
    if (iterations != nullptr && ASN1_INTEGER_get_uint64(&wanted, iterations) != 1) wanted = k_most_iterations + 1;
    if (wanted == 0) return malformed("an iteration count of zero");
    if (wanted > k_most_iterations) {
        return fail_as(k_pfx_unsupported, fmt::format("more than {} iterations of the key derivation", k_most_iterations));
    }
    const std::uint64_t price = wanted < k_least_price ? k_least_price : wanted;
    if (price > m_left) {
        return fail_as(k_pfx_unsupported, "the parts of the file together need too many iterations of the key derivation");
    }
    m_left -= price;
    return {};
}

core::Result<core::SecretBytes> decrypt(const X509_ALGOR& algorithm, core::BytesView encrypted, const PasswordForm& password, WorkBudget& budget) {
    int cipher_nid = NID_undef;
    const int nid = OBJ_obj2nid(algorithm.algorithm);
    auto& library = crypto::LibraryContext::shared();
    if (encrypted.size() > INT_MAX || EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &cipher_nid, nullptr, nullptr) != 1) return unsupported(algorithm);
    if (nid == NID_pbes2) {
        GPOTRUST_TRY(spend_pbes2(algorithm, budget));
        return decrypt_pkcs5({algorithm, encrypted, password, library.get()});
    }
    if (!is_triple_des(cipher_nid)) {
        GPOTRUST_TRY(library.need_legacy().map_error([&algorithm](core::Error error) {
            error.message = fmt::format("the export is encrypted with {}, and {}", name_of(algorithm), error.message);
            return named(k_pfx_unsupported, std::move(error));
        }));
    }
    constexpr std::array k_pkcs12 = {NID_pbe_WithSHA1And128BitRC4,           NID_pbe_WithSHA1And40BitRC4,      NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
                                     NID_pbe_WithSHA1And2_Key_TripleDES_CBC, NID_pbe_WithSHA1And128BitRC2_CBC, NID_pbe_WithSHA1And40BitRC2_CBC};
    for (const int pkcs12 : k_pkcs12) {
        if (nid == pkcs12) return decrypt_pkcs12({algorithm, encrypted, password, library.get()}, cipher_nid, budget);
    }
    GPOTRUST_TRY(spend_pbes1(algorithm, budget));
    return decrypt_pkcs5({algorithm, encrypted, password, library.get()});
}

core::Result<bool> verify_mac(const asn1::MacData& mac, core::BytesView content, const PasswordForm& password, WorkBudget& budget) {
    const X509_ALGOR* algorithm = nullptr;
    const ASN1_OCTET_STRING* expected = nullptr;
    X509_SIG_get0(mac.digest, &algorithm, &expected);
    const int nid = OBJ_obj2nid(algorithm->algorithm);
    if (nid == NID_pbmac1) return verify_pbmac1(*algorithm, crypto::octets_of(*expected), content, password, budget);
    OSSL_LIB_CTX* context = crypto::LibraryContext::shared().get();
    const crypto::ErrorQueueScope errors;
    const crypto::DigestHandle digest(nid == NID_undef ? nullptr : EVP_MD_fetch(context, OBJ_nid2sn(nid), nullptr));
    if (digest == nullptr) {
        return fail_as(k_pfx_unsupported, "the integrity of the export is protected with " + name_of(*algorithm) + ", which cannot be checked");
    }
    GPOTRUST_TRY(budget.spend(mac.iterations));
    const auto iterations = mac.iterations == nullptr ? 1 : static_cast<int>(ASN1_INTEGER_get(mac.iterations));
    Scratch key(static_cast<std::size_t>(EVP_MD_get_size(digest.get())));
    Scratch bmp(password.bmp.size());
    std::copy(password.bmp.view().begin(), password.bmp.view().end(), bmp.octets.begin());
    const core::BytesView salt = crypto::octets_of(*mac.salt);
    core::Bytes salt_copy(salt.begin(), salt.end());
    std::array<unsigned char, EVP_MAX_MD_SIZE> computed{};
    std::size_t size = 0;
    if (PKCS12_key_gen_uni_ex(bmp.octets.data(), static_cast<int>(bmp.octets.size()), salt_copy.data(), static_cast<int>(salt_copy.size()),
                              PKCS12_MAC_ID, iterations, static_cast<int>(key.octets.size()), key.octets.data(), digest.get(), context,
                              nullptr) != 1 ||
        EVP_Q_mac(context, "HMAC", nullptr, EVP_MD_get0_name(digest.get()), nullptr, key.octets.data(), key.octets.size(), content.data(),
                  content.size(), computed.data(), computed.size(), &size) == nullptr) {
        return malformed("a message authentication code that cannot be computed");
    }
    const core::BytesView wanted = crypto::octets_of(*expected);
    return wanted.size() == size && CRYPTO_memcmp(wanted.data(), computed.data(), size) == 0;
}

}  // namespace gpotrust::certificate
