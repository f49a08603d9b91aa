// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "certificate/contents.hpp"

namespace gpotrust::certificate {

/// What the proof says about one key. Indexes are those of the certificates.
struct KeyVerdict {
    enum class Outcome { proven, proven_other_algorithm, mismatch, not_comparable };
    Outcome outcome = Outcome::mismatch;
    std::vector<std::size_t> certificates;  ///< those it belongs to, with proven and proven_other_algorithm
};

/// Compares every key with every certificate, lets those that fit sign a fresh random challenge which the certificate's own key must verify,
/// takes the traces for the package scan, and destroys the keys: afterwards FoundKey::key is empty in all of them.
[[nodiscard]] std::vector<KeyVerdict> prove_and_destroy(std::vector<FoundKey>& keys, const std::vector<FoundCertificate>& certificates,
                                                        std::vector<KeyTrace>& traces);

/// Adds the traces of every number of a private key: first 16 octets of the big-endian and of the reversed form. Shorter numbers are left out.
void add_key_traces(const EVP_PKEY& key, std::vector<KeyTrace>& traces);

}  // namespace gpotrust::certificate
