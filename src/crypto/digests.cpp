// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/crypto/digests.hpp"

#include <cstdlib>

#include "crypto/error_queue.hpp"
#include "crypto/handles.hpp"
#include "crypto/library_context.hpp"

namespace gpotrust::crypto {
namespace {

template <class Digest>
bool digest_into(Digest& digest, core::BytesView octets, const EVP_MD* algorithm) {
    unsigned int size = 0;
    return EVP_Digest(octets.data(), octets.size(), digest.octets.data(), &size, algorithm, nullptr) == 1 && size == digest.octets.size();
}

template <class Digest>
Digest digest_of(core::BytesView octets, const EVP_MD* algorithm) {
    Digest digest;
    // Fails for want of memory only.
    if (!digest_into(digest, octets, algorithm)) std::abort();
    return digest;
}

}  // namespace

core::Sha1Thumbprint sha1(core::BytesView octets) { return digest_of<core::Sha1Thumbprint>(octets, LibraryContext::shared().sha1()); }

core::Sha256Digest sha256(core::BytesView octets) { return digest_of<core::Sha256Digest>(octets, LibraryContext::shared().sha256()); }

core::Result<core::Md5Digest> md5(core::BytesView octets) {
    const ErrorQueueScope errors;
    const DigestHandle algorithm(EVP_MD_fetch(LibraryContext::shared().get(), "MD5", nullptr));
    core::Md5Digest digest;
    if (algorithm == nullptr || !digest_into(digest, octets, algorithm.get())) {
        return core::fail(errors.to_error(core::ErrorCode::unsupported_input, "this OpenSSL library has no MD5"));
    }
    return digest;
}

}  // namespace gpotrust::crypto
