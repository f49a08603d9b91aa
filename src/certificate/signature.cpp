// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <openssl/err.h>
#include <openssl/evp.h>

#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/handles.hpp"
#include "crypto/library_context.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

// X509_verify() is slow for moduli nobody uses; the library's own bound for verification is the same.
constexpr int k_largest_key_bits = 16384;

int digest_nid_of(X509& x509, int signature_nid) {
    int digest = NID_undef;
    if (OBJ_find_sigid_algs(signature_nid, &digest, nullptr) == 1 && digest != NID_undef) return digest;
    // RSASSA-PSS names its digest in the parameters.
    if (signature_nid == NID_rsassaPss && X509_get_signature_info(&x509, &digest, nullptr, nullptr, nullptr) == 1) return digest;
    return NID_undef;
}

core::Bytes tbs_digest_of(core::BytesView der, const char* digest_name) {
    auto certificate = der::next_element(der, der::k_sequence);
    if (!certificate) return {};
    const auto tbs = der::next_element(certificate->content, der::k_sequence);
    const crypto::DigestHandle algorithm(EVP_MD_fetch(crypto::LibraryContext::shared().get(), digest_name, nullptr));
    if (!tbs || algorithm == nullptr) return {};
    core::Bytes digest(EVP_MAX_MD_SIZE);
    unsigned int size = 0;
    if (EVP_Digest(tbs->whole.data(), tbs->whole.size(), digest.data(), &size, algorithm.get(), nullptr) != 1) return {};
    digest.resize(size);
    return digest;
}

SelfSignature verify_self(X509& x509, bool usable_digest) {
    if (X509_NAME_cmp(X509_get_subject_name(&x509), X509_get_issuer_name(&x509)) != 0) return SelfSignature::not_self_issued;
    EVP_PKEY* key = X509_get0_pubkey(&x509);
    if (!usable_digest || key == nullptr || EVP_PKEY_get_bits(key) > k_largest_key_bits) return SelfSignature::unverifiable;
    const crypto::ErrorQueueScope errors;
    if (X509_verify(&x509, key) == 1) return SelfSignature::valid;
    return errors.says_unsupported() ? SelfSignature::unverifiable : SelfSignature::invalid;
}

}  // namespace

void read_signature(X509& x509, core::BytesView der, CertificateFacts& facts) {
    const X509_ALGOR* outer = nullptr;
    X509_get0_signature(nullptr, &outer, &x509);
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, outer);
    const int nid = OBJ_obj2nid(algorithm);
    facts.signature_algorithm = nid == NID_undef ? dotted(*algorithm) : OBJ_nid2ln(nid);
    facts.signature_algorithms_agree = X509_ALGOR_cmp(outer, X509_get0_tbs_sigalg(&x509)) == 0;
    if (const int digest = digest_nid_of(x509, nid); digest != NID_undef) {
        facts.signature_digest = core::ascii_lower(OBJ_nid2sn(digest));
    }
    // MD4 is in the legacy provider, and whether that is loaded depends on the files read before.
    const bool usable_digest = facts.signature_digest != "md4";
    if (usable_digest && !facts.signature_digest.empty()) facts.tbs_digest = tbs_digest_of(der, facts.signature_digest.c_str());
    facts.self_signature = verify_self(x509, usable_digest);
}

}  // namespace gpotrust::certificate
