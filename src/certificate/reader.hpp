// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "crypto/handles.hpp"
#include "gpotrust/certificate/certificate.hpp"

namespace gpotrust::certificate {

/// A certificate together with OpenSSL's object of it, for the proof of a key. Stays inside this module.
struct ReadCertificate {
    Certificate certificate;
    crypto::X509Handle x509;
};

/// The one way from octets to a Certificate: parses once.
struct CertificateReader {
    /// One certificate that fills `der` exactly; malformed_input else.
    [[nodiscard]] static core::Result<ReadCertificate> read(core::BytesView der);
};

}  // namespace gpotrust::certificate
