// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <openssl/pem.h>

#include <algorithm>
#include <cstring>

#include "certificate/contents.hpp"
#include "certificate/decryption.hpp"
#include "certificate/facts.hpp"
#include "certificate/finding_kinds.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/library_context.hpp"

namespace gpotrust::certificate {
namespace {

using BioHandle = crypto::Handle<BIO, BIO_free>;
using EncryptedKeyHandle = crypto::Handle<X509_SIG, X509_SIG_free>;
// Its octets are overwritten by OpenSSL when it is freed.
using PrivateKeyInfoHandle = crypto::Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

core::Error wrong_or_missing(const core::SecretBytes* password) {
    if (password == nullptr || password->empty()) {
        return failure(k_password_needed, "the private key is encrypted and no password was given",
                       "give the password with --password-file, --password-env or --password-fd");
    }
    return failure(k_wrong_password, "the password does not open the private key", "check the password the file was exported with");
}

int give_password(char* buffer, int size, int, void* given) {
    const auto* password = static_cast<const core::SecretBytes*>(given);
    if (password == nullptr || size < 0 || password->size() > static_cast<std::size_t>(size)) return -1;
    std::copy(password->text().begin(), password->text().end(), buffer);
    return static_cast<int>(password->size());
}

}  // namespace

core::Result<FoundKey> read_private_key_info(core::BytesView encoded) {
    const crypto::ErrorQueueScope errors;
    const unsigned char* at = encoded.data();
    const PrivateKeyInfoHandle parsed(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(encoded.size())));
    if (parsed == nullptr || at != encoded.data() + encoded.size()) {
        return fail_as(k_pfx_malformed, "a private key that is not a PKCS#8 structure");
    }
    const ASN1_OBJECT* algorithm = nullptr;
    PKCS8_pkey_get0(&algorithm, nullptr, nullptr, nullptr, parsed.get());
    FoundKey found;
    found.algorithm = OBJ_obj2nid(algorithm) == NID_undef ? dotted(*algorithm) : OBJ_nid2ln(OBJ_obj2nid(algorithm));
    found.key.reset(EVP_PKCS82PKEY_ex(parsed.get(), crypto::LibraryContext::shared().get(), nullptr));
    return found;
}

core::Result<FoundKey> read_encrypted_key(core::BytesView encoded, Unlocking& unlocking) {
    const unsigned char* at = encoded.data();
    const EncryptedKeyHandle parsed(d2i_X509_SIG(nullptr, &at, static_cast<long>(encoded.size())));
    if (parsed == nullptr || at != encoded.data() + encoded.size()) {
        return fail_as(k_export_malformed, "an encrypted private key that cannot be decoded");
    }
    const X509_ALGOR* algorithm = nullptr;
    const ASN1_OCTET_STRING* encrypted = nullptr;
    X509_SIG_get0(parsed.get(), &algorithm, &encrypted);
    for (const PasswordForm& form : password_forms(unlocking.password)) {
        auto plain = decrypt(*algorithm, crypto::octets_of(*encrypted), form, unlocking.budget);
        if (!plain && plain.error().code != core::ErrorCode::wrong_password) return core::fail(std::move(plain).error());
        if (!plain) continue;
        if (auto key = read_private_key_info(plain->view())) return key;
    }
    return core::fail(wrong_or_missing(unlocking.password));
}

core::Result<FoundKey> read_pem_key(std::string_view block, const Unlocking& unlocking) {
    const crypto::ErrorQueueScope errors;
    const BioHandle text(BIO_new_mem_buf(block.data(), static_cast<int>(block.size())));
    auto* given = const_cast<core::SecretBytes*>(unlocking.password);
    FoundKey found;
    found.key.reset(PEM_read_bio_PrivateKey_ex(text.get(), nullptr, give_password, given, crypto::LibraryContext::shared().get(), nullptr));
    if (found.key != nullptr) {
        found.algorithm = EVP_PKEY_get0_type_name(found.key.get()) != nullptr ? EVP_PKEY_get0_type_name(found.key.get()) : "unknown";
        return found;
    }
    if (block.find("ENCRYPTED") != std::string_view::npos) return core::fail(wrong_or_missing(unlocking.password));
    return core::fail(named(k_export_malformed, errors.to_error(core::ErrorCode::malformed_input, "a private key that cannot be decoded",
                                                                std::string(k_export_malformed.finding.hint))));
}

}  // namespace gpotrust::certificate
