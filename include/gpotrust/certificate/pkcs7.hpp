// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "gpotrust/certificate/certificate.hpp"

namespace gpotrust::certificate {

/// A PKCS#7 "certs-only" message (RFC 2315 9.1, .p7b) in DER with these certificates octet for octet, sorted as DER wants a SET (X.690 11.6). No signature, no key, no content.
[[nodiscard]] core::Bytes to_pkcs7(std::span<const Certificate> certificates);

}  // namespace gpotrust::certificate
