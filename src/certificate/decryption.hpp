// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Password-based decryption and MAC of PKCS#12 and PKCS#8.
#pragma once

#include <openssl/x509.h>

#include <cstdint>

#include "certificate/asn1.hpp"
#include "certificate/password_form.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/secret.hpp"

namespace gpotrust::certificate {

using Pbes1Handle = crypto::Handle<PBEPARAM, PBEPARAM_free>;
using Pbes2Handle = crypto::Handle<PBE2PARAM, PBE2PARAM_free>;
using Pbkdf2Handle = crypto::Handle<PBKDF2PARAM, PBKDF2PARAM_free>;

/// The parameters of an algorithm; empty if they are of another type.
template <class HandleType>
[[nodiscard]] HandleType parameters_of(const X509_ALGOR& algorithm, const ASN1_ITEM* item) {
    if (algorithm.parameter == nullptr) return nullptr;
    return HandleType(static_cast<typename HandleType::pointer>(ASN1_TYPE_unpack_sequence(item, algorithm.parameter)));
}

/// Bounds what a hostile file can make us compute: asked before every derivation, over the whole file.
class WorkBudget {
public:
    static constexpr std::uint64_t k_most_iterations = 10'000'000;

    /// Takes the iterations of one derivation (null: 1). Fails with unsupported_input when the file's sum is spent.
    [[nodiscard]] core::Result<void> spend(const ASN1_INTEGER* iterations);

private:
    std::uint64_t m_left = k_most_iterations;
};

/// Decrypts with PKCS#12 PBE, PBES1 or PBES2. Errors: wrong_password when the padding shows it (not every wrong password does),
/// unsupported_input, malformed_input.
[[nodiscard]] core::Result<core::SecretBytes> decrypt(const X509_ALGOR& algorithm, core::BytesView encrypted, const PasswordForm& password,
                                                      WorkBudget& budget);

/// Whether the PBMAC1 (RFC 9579) over the content holds: its key is derived from the octets of the password.
[[nodiscard]] core::Result<bool> verify_pbmac1(const X509_ALGOR& algorithm, core::BytesView expected, core::BytesView content,
                                               const PasswordForm& password, WorkBudget& budget);

/// Whether the MAC over the content holds for this form of the password.
[[nodiscard]] core::Result<bool> verify_mac(const asn1::MacData& mac, core::BytesView content, const PasswordForm& password, WorkBudget& budget);

}  // namespace gpotrust::certificate
