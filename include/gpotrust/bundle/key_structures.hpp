// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a private key looks like in octets, whoever wrote it.
#pragma once

#include <cstddef>
#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::bundle {

/// The name of the private-key structure that starts at `offset`, or empty: PKCS#8 (RFC 5208), EncryptedPrivateKeyInfo, PKCS#1 (RFC 8017 A.1.2), SEC1 (RFC 5915),
/// PFX (RFC 7292), Microsoft's PRIVATEKEYBLOB, PVK and BCRYPT key blobs, and the store properties 2 and 71 with their header. Looks at a bounded number of octets.
[[nodiscard]] std::string_view key_structure_at(core::BytesView octets, std::size_t offset);

/// True for the few octet values a structure can start with; saves the call elsewhere.
[[nodiscard]] constexpr bool may_start_key_structure(std::uint8_t octet) {
    return octet == 0x30 || octet == 0x02 || octet == 0x47 || octet == 0x07 || octet == 0x1E || octet == 'R' || octet == 'E';
}

/// Of the values a structure starts with: those of the store properties, which name where a key lives and hold none.
[[nodiscard]] constexpr bool is_store_property(std::uint8_t octet) { return octet == 0x02 || octet == 0x47; }

/// True if the text that follows "-----BEGIN " names a private key or a PKCS#12 file (RFC 7468 10, 11; OpenSSH; PGP).
[[nodiscard]] bool names_private_key(std::string_view after_begin);

}  // namespace gpotrust::bundle
