// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/key_proof.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "certificate/der.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/library_context.hpp"

namespace gpotrust::certificate {
namespace {

using ParamBuilderHandle = crypto::Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamsHandle = crypto::Handle<OSSL_PARAM, OSSL_PARAM_free>;

// Signing gets dearer with the cube of the size, and no certificate of a server has a larger key.
constexpr int k_largest_key_bits = 8192;
constexpr int k_smallest_rsa_bits = 512;  // below, a SHA-256 signature has no room

OSSL_LIB_CTX* context() { return crypto::LibraryContext::shared().get(); }

bool is_rsa(const EVP_PKEY& key) { return EVP_PKEY_get_base_id(&key) == EVP_PKEY_RSA || EVP_PKEY_get_base_id(&key) == EVP_PKEY_RSA_PSS; }

bool can_be_compared(const FoundKey& found) {
    if (found.key == nullptr || EVP_PKEY_missing_parameters(found.key.get()) != 0 || EVP_PKEY_can_sign(found.key.get()) != 1) return false;
    const int bits = EVP_PKEY_get_bits(found.key.get());
    return bits <= k_largest_key_bits && (!is_rsa(*found.key) || bits >= k_smallest_rsa_bits);
}

// A private key and its signature over one fresh random challenge, made when first asked for.
//
// Equality compares only the public half that stands beside the secret: the secret itself must answer (docs/explanation/reading-exports.md 4).
class Prover {
public:
    explicit Prover(EVP_PKEY& key) : m_key(key) {}
    [[nodiscard]] EVP_PKEY& key() const { return m_key; }
    /// Whether the public key verifies what the private key signed.
    [[nodiscard]] bool satisfies(EVP_PKEY& public_key);

private:
    void choose_digest();
    void sign();

    EVP_PKEY& m_key;
    bool m_signed = false;
    const char* m_digest = "SHA256";
    std::array<char, 64> m_digest_name{};
    std::array<unsigned char, 32> m_challenge{};
    core::Bytes m_signature;
};

// Ed25519 and Ed448 hash inside and take no digest; keys for PSS may demand one.
void Prover::choose_digest() {
    if (EVP_PKEY_get_default_digest_name(&m_key, m_digest_name.data(), m_digest_name.size()) != 2) return;
    m_digest = std::string_view(m_digest_name.data()) == "UNDEF" ? nullptr : m_digest_name.data();
}

void Prover::sign() {
    m_signed = true;
    choose_digest();
    const crypto::DigestContextHandle signing(EVP_MD_CTX_new());
    std::size_t size = 0;
    if (RAND_bytes_ex(context(), m_challenge.data(), m_challenge.size(), 0) != 1 ||
        EVP_DigestSignInit_ex(signing.get(), nullptr, m_digest, context(), nullptr, &m_key, nullptr) != 1 ||
        EVP_DigestSign(signing.get(), nullptr, &size, m_challenge.data(), m_challenge.size()) != 1) {
        return;
    }
    m_signature.resize(size);
    if (EVP_DigestSign(signing.get(), m_signature.data(), &size, m_challenge.data(), m_challenge.size()) != 1) size = 0;
    m_signature.resize(size);
}

bool Prover::satisfies(EVP_PKEY& public_key) {
    if (!m_signed) sign();
    if (m_signature.empty()) return false;
    const crypto::DigestContextHandle verification(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    if (EVP_DigestVerifyInit_ex(verification.get(), &key_context, m_digest, context(), nullptr, &public_key, nullptr) != 1) return false;
    const bool pss = EVP_PKEY_get_base_id(&m_key) == EVP_PKEY_RSA_PSS;
    if (pss && EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) != 1) return false;
    return EVP_DigestVerify(verification.get(), m_signature.data(), m_signature.size(), m_challenge.data(), m_challenge.size()) == 1;
}

crypto::BignumHandle next_integer(core::BytesView& rest) {
    const auto element = der::next_element(rest, der::k_integer);
    if (!element) return nullptr;
    return crypto::BignumHandle(BN_bin2bn(element->content.data(), static_cast<int>(element->content.size()), nullptr));
}

// The certificate's key read as RSAPublicKey (RFC 8017 A.1.1) whatever its algorithm identifier says: id-RSAES-OAEP cannot be loaded otherwise.
crypto::KeyHandle rsa_key_of(const FoundCertificate& certificate) {
    core::BytesView bits = certificate.read.certificate.facts().public_key_bits;
    auto numbers = der::next_element(bits, der::k_sequence);
    if (!numbers) return nullptr;
    const auto modulus = next_integer(numbers->content);
    const auto exponent = next_integer(numbers->content);
    const ParamBuilderHandle builder(OSSL_PARAM_BLD_new());
    if (modulus == nullptr || exponent == nullptr || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
        return nullptr;
    }
    const ParamsHandle params(OSSL_PARAM_BLD_to_param(builder.get()));
    const crypto::KeyContextHandle making(EVP_PKEY_CTX_new_from_name(context(), "RSA", nullptr));
    EVP_PKEY* key = nullptr;
    if (making == nullptr || EVP_PKEY_fromdata_init(making.get()) != 1 ||
        EVP_PKEY_fromdata(making.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        return nullptr;
    }
    return crypto::KeyHandle(key);
}

bool same_rsa_numbers(const EVP_PKEY& a, const EVP_PKEY& b) {
    for (const char* name : {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E}) {
        BIGNUM* of_a = nullptr;
        BIGNUM* of_b = nullptr;
        EVP_PKEY_get_bn_param(&a, name, &of_a);
        EVP_PKEY_get_bn_param(&b, name, &of_b);
        const crypto::BignumHandle owned_a(of_a);
        const crypto::BignumHandle owned_b(of_b);
        if (of_a == nullptr || of_b == nullptr || BN_cmp(of_a, of_b) != 0) return false;
    }
    return true;
}

enum class Fit { none, same, other_algorithm };

Fit fit(Prover& prover, const FoundCertificate& certificate) {
    EVP_PKEY& key = prover.key();
    EVP_PKEY* public_key = X509_get0_pubkey(certificate.read.x509.get());
    if (public_key != nullptr && EVP_PKEY_eq(public_key, &key) == 1) return prover.satisfies(*public_key) ? Fit::same : Fit::none;
    const bool same_kind = public_key != nullptr && EVP_PKEY_get_base_id(public_key) == EVP_PKEY_get_base_id(&key);
    if (same_kind || !is_rsa(key)) return Fit::none;
    const crypto::KeyHandle rsa = rsa_key_of(certificate);
    if (rsa == nullptr || !same_rsa_numbers(*rsa, key)) return Fit::none;
    return prover.satisfies(*rsa) ? Fit::other_algorithm : Fit::none;
}

KeyVerdict judge(const FoundKey& found, const std::vector<FoundCertificate>& certificates) {
    KeyVerdict verdict;
    if (!can_be_compared(found)) {
        verdict.outcome = KeyVerdict::Outcome::not_comparable;
        return verdict;
    }
    Prover prover(*found.key);
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        const Fit result = fit(prover, certificates[i]);
        if (result == Fit::none) continue;
        verdict.certificates.push_back(i);
        if (verdict.outcome == KeyVerdict::Outcome::proven) continue;
        verdict.outcome = result == Fit::same ? KeyVerdict::Outcome::proven : KeyVerdict::Outcome::proven_other_algorithm;
    }
    return verdict;
}

// The whole private key, not EVP_PKEY_eq(): that compares public halves, and the secret itself must answer.
core::SecretBytes encoded_key(const FoundKey& found) {
    unsigned char* octets = nullptr;
    const int size = found.key == nullptr ? 0 : i2d_PrivateKey(found.key.get(), &octets);
    if (size <= 0) return {};
    core::SecretBytes copy = core::SecretBytes::copy_of(core::as_text({octets, static_cast<std::size_t>(size)}));
    OPENSSL_clear_free(octets, static_cast<std::size_t>(size));
    return copy;
}

// A key met before needs no second signature; nothing if this one was not.
std::optional<std::size_t> index_of_same(const core::SecretBytes& encoded, const std::vector<core::SecretBytes>& earlier) {
    if (encoded.empty()) return std::nullopt;
    const auto same =
        std::find_if(earlier.begin(), earlier.end(), [&encoded](const core::SecretBytes& other) { return other.text() == encoded.text(); });
    if (same == earlier.end()) return std::nullopt;
    return static_cast<std::size_t>(same - earlier.begin());
}

}  // namespace

std::vector<KeyVerdict> prove_and_destroy(std::vector<FoundKey>& keys, const std::vector<FoundCertificate>& certificates,
                                          std::vector<KeyTrace>& traces) {
    const crypto::ErrorQueueScope errors;
    std::vector<KeyVerdict> verdicts;
    std::vector<core::SecretBytes> earlier;
    for (FoundKey& found : keys) {
        core::SecretBytes encoded = keys.size() > 1 ? encoded_key(found) : core::SecretBytes();  // one key repeats no other
        const auto same = index_of_same(encoded, earlier);
        verdicts.push_back(same ? KeyVerdict(verdicts[*same]) : judge(found, certificates));
        if (found.key != nullptr && !same) add_key_traces(*found.key, traces);
        found.key.reset();
        earlier.push_back(std::move(encoded));
    }
    return verdicts;
}

}  // namespace gpotrust::certificate
