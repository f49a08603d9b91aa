// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::crypto {

core::Guid name_based_guid(const core::Guid& name_space, core::BytesView name) {
    core::Bytes hashed(name_space.octets.begin(), name_space.octets.end());
    core::append(hashed, name);
    const core::Sha1Thumbprint digest = sha1(hashed);
    core::Guid guid;
    std::copy_n(digest.octets.begin(), guid.octets.size(), guid.octets.begin());
    guid.octets[6] = static_cast<std::uint8_t>((guid.octets[6] & 0x0FU) | 0x50U);  // version 5
    guid.octets[8] = static_cast<std::uint8_t>((guid.octets[8] & 0x3FU) | 0x80U);  // variant of RFC 4122
    return guid;
}

}  // namespace gpotrust::crypto
