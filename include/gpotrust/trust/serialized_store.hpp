// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::trust {

/// A serialized certificate store (.sst): a head, the blobs as the registry has them, an end mark ([MS-OSHARED]; CertSaveStore with CERT_STORE_SAVE_AS_STORE). Each blob must come
/// from serialize_certificate_blob().
[[nodiscard]] core::Bytes serialize_store(std::span<const core::Bytes> blobs);

}  // namespace gpotrust::trust
