// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The parts of CertificateFacts, each read by its own file.
#pragma once

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"

namespace gpotrust::certificate {

/// The dotted form of an object identifier.
[[nodiscard]] std::string dotted(const ASN1_OBJECT& oid);

/// RFC 4514 text of a name, as UTF-8.
[[nodiscard]] std::string name_text(const X509_NAME& name);
[[nodiscard]] std::vector<std::string> common_names_of(const X509_NAME& name);

[[nodiscard]] AlternativeName read_alternative_name(const GENERAL_NAME& name);

[[nodiscard]] PublicKey describe_public_key(X509& x509);

/// Signature algorithm, digest, TBSCertificate digest and self-signature.
void read_signature(X509& x509, core::BytesView der, CertificateFacts& facts);

/// All extensions; what cannot be decoded becomes an encoding fault.
void read_extensions(const X509& x509, CertificateFacts& facts);

}  // namespace gpotrust::certificate
