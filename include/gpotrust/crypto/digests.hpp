// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::crypto {

[[nodiscard]] core::Sha1Thumbprint sha1(core::BytesView octets);
[[nodiscard]] core::Sha256Digest sha256(core::BytesView octets);
/// Fails where the library has no MD5 (FIPS builds): callers leave the property out then.
[[nodiscard]] core::Result<core::Md5Digest> md5(core::BytesView octets);

/// Version 5 (SHA-1, name based) UUID of RFC 4122 4.3: same namespace and name, same GUID, forever.
[[nodiscard]] core::Guid name_based_guid(const core::Guid& name_space, core::BytesView name);

}  // namespace gpotrust::crypto
