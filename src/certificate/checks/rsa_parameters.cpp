// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <openssl/bn.h>

#include "certificate/checks/check.hpp"
#include "certificate/der.hpp"
#include "crypto/handles.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_KEY_RSA_PARAMS",
    .severity = Severity::error,
    .message = "the numbers of the RSA key are not sound",
    .hint = "re-create it with a new key: `New-SelfSignedCertificate -DnsName NAME,FQDN -KeyAlgorithm RSA -KeyLength 2048`",
    .source = "NIST SP 800-56B 6.2.1; e_rsa_public_exponent_*; w_rsa_public_exponent_not_in_range; e_rsa_fermat_factorization",
}};

using BignumContext = crypto::Handle<BN_CTX, BN_CTX_free>;
using Number = crypto::BignumHandle;

constexpr int k_most_bits = 16384;   // clients take no larger ones, and the search below grows with them
constexpr int k_fermat_steps = 100;  // as zlint; primes drawn apart need far more than anyone can walk
constexpr int k_exponent_bits_from = 17;
constexpr int k_exponent_bits_below = 257;

struct Rsa {
    Number modulus;
    Number exponent;
};

/// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } (RFC 8017 A.1.1), by hand: the library need not accept the numbers.
std::optional<Rsa> numbers_of(core::BytesView key) {
    auto sequence = der::next_element(key, der::k_sequence);
    if (!sequence) return std::nullopt;
    const auto modulus = der::next_element(sequence->content, der::k_integer);
    const auto exponent = der::next_element(sequence->content, der::k_integer);
    if (!modulus || !exponent || modulus->content.size() > k_most_bits / 8 + 1 || exponent->content.size() > k_most_bits / 8 + 1) return std::nullopt;
    const auto number = [](core::BytesView octets) { return Number(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr)); };
    Rsa rsa{number(modulus->content), number(exponent->content)};
    if (rsa.modulus == nullptr || rsa.exponent == nullptr) return std::nullopt;
    return rsa;
}

/// The largest number whose square is at most n, by Newton's iteration from above; empty if memory is short.
Number square_root(const BIGNUM& n, BN_CTX& context) {
    Number root(BN_new());
    Number next(BN_new());
    if (root == nullptr || next == nullptr || BN_set_bit(root.get(), (BN_num_bits(&n) + 1) / 2) != 1) return {};
    for (;;) {
        const bool computed = BN_div(next.get(), nullptr, &n, root.get(), &context) == 1 && BN_add(next.get(), next.get(), root.get()) == 1 &&
                              BN_rshift1(next.get(), next.get()) == 1;
        if (!computed) return {};
        if (BN_cmp(next.get(), root.get()) >= 0) return root;
        std::swap(root, next);
    }
}

bool is_square(const BIGNUM& n, BN_CTX& context) {
    // Of the remainders modulo 64 a square leaves twelve: four times in five the root is not worth its time.
    constexpr std::uint64_t k_squares_mod_64 = 0x0202021202030213;
    const BN_ULONG residue = BN_mod_word(&n, 64);
    if (((k_squares_mod_64 >> residue) & 1U) == 0) return false;
    const Number root = square_root(n, context);
    const Number square(BN_new());
    return root != nullptr && square != nullptr && BN_sqr(square.get(), root.get(), &context) == 1 && BN_cmp(square.get(), &n) == 0;
}

/// Fermat: n = a^2 - b^2 is found at once when its two primes are close, for then a is just above the root of n.
bool has_close_primes(const BIGNUM& n) {
    const BignumContext context(BN_CTX_new());
    if (context == nullptr || BN_num_bits(&n) < 64) return false;
    Number a = square_root(n, *context);
    const Number rest(BN_new());
    if (a == nullptr || rest == nullptr) return false;
    for (int step = 0; step < k_fermat_steps; ++step) {
        if (BN_sqr(rest.get(), a.get(), context.get()) != 1 || BN_sub(rest.get(), rest.get(), &n) != 1) return false;
        if (BN_is_zero(rest.get()) || (BN_is_negative(rest.get()) == 0 && is_square(*rest, *context))) return true;
        if (BN_add_word(a.get(), 1) != 1) return false;
    }
    return false;
}

void check_exponent(const BIGNUM& exponent, std::vector<Finding>& findings) {
    const int bits = BN_num_bits(&exponent);
    if (BN_is_odd(&exponent) == 0) return add(findings, k_kinds[0], "the public exponent is even");
    if (bits < 2) return add(findings, k_kinds[0], "the public exponent is 1");
    if (bits < k_exponent_bits_from)
        return add_with(findings, k_kinds[0], Severity::warning, fmt::format("the public exponent {} is smaller than 65537", BN_get_word(&exponent)));
    if (bits >= k_exponent_bits_below)
        add_with(findings, k_kinds[0], Severity::warning, fmt::format("the public exponent has {} bits, more than 256", bits));
}

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    const auto rsa = numbers_of(certificate.facts().public_key_bits);
    if (!rsa) return;
    if (BN_is_odd(rsa->modulus.get()) == 0)
        add(findings, k_kinds[0], "the modulus is even");
    else if (has_close_primes(*rsa->modulus))
        add(findings, k_kinds[0], "its primes lie so close together that the private key can be computed");
    check_exponent(*rsa->exponent, findings);
}

bool applies(const Certificate& certificate, const AssessmentOptions&) { return certificate.facts().key.algorithm == PublicKey::Algorithm::rsa; }

}  // namespace

extern const Check rsa_parameters_check;
const Check rsa_parameters_check{"rsa_parameters", "Modulus and exponent of an RSA key are sound.", Refusal::fitness, k_kinds, applies, run};

}  // namespace gpotrust::certificate
