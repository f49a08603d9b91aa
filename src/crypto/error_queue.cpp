// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "crypto/error_queue.hpp"

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <utility>

namespace gpotrust::crypto {
namespace {

bool names_missing_algorithm(unsigned long code) {
    const int reason = ERR_GET_REASON(code);
    if (reason == ERR_R_UNSUPPORTED) return true;
    if (ERR_GET_LIB(code) == ERR_LIB_ASN1) return reason == ASN1_R_UNKNOWN_SIGNATURE_ALGORITHM || reason == ASN1_R_UNKNOWN_MESSAGE_DIGEST_ALGORITHM;
    if (ERR_GET_LIB(code) != ERR_LIB_EVP) return false;
    return reason == EVP_R_UNSUPPORTED_ALGORITHM || reason == EVP_R_UNKNOWN_PBE_ALGORITHM || reason == EVP_R_UNSUPPORTED_CIPHER ||
           reason == EVP_R_UNSUPPORTED_PRF || reason == EVP_R_UNKNOWN_CIPHER || reason == EVP_R_UNKNOWN_DIGEST;
}

}  // namespace

ErrorQueueScope::ErrorQueueScope() noexcept { ERR_clear_error(); }
ErrorQueueScope::~ErrorQueueScope() { ERR_clear_error(); }

bool ErrorQueueScope::says_unsupported() const noexcept {
    return names_missing_algorithm(ERR_peek_error()) || names_missing_algorithm(ERR_peek_last_error());
}

core::Error ErrorQueueScope::to_error(core::ErrorCode code, std::string message, std::string hint) const {
    if (const unsigned long first = ERR_peek_error(); first != 0) {
        // The texts are loaded here and not at start-up, which every run would pay for.
        OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
        if (const char* reason = ERR_reason_error_string(first); reason != nullptr) message.append(" (OpenSSL: ").append(reason).append(")");
    }
    return core::Error{code, std::move(message), std::move(hint), {}};
}

}  // namespace gpotrust::crypto
