// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The parts of CertificateFacts, each read by its own file.
#pragma once

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"

namespace gpotrust::certificate {

/// The dotted form of an object identifier.
[[nodiscard]] std::string dotted(const ASN1_OBJECT& oid);

/// RFC 4514 text of a name, as UTF-8.
[[nodiscard]] std::string name_text(const X509_NAME& name);
[[nodiscard]] std::vector<std::string> common_names_of(const X509_NAME& name);

/// What RFC 5280 4.1.2.4 says against the strings of subject and issuer, each clause once.
[[nodiscard]] std::vector<std::string> name_faults_of(const X509_NAME& subject, const X509_NAME& issuer);

/// Which UTF8String or BMPString in the subject or the issuer of a certificate cannot be decoded: OpenSSL refuses the whole certificate for it.
[[nodiscard]] std::optional<std::string> undecodable_name_string(core::BytesView der);

/// An address of 4 or 16 octets in the usual notation (RFC 5952).
[[nodiscard]] std::string address_text(core::BytesView octets);
[[nodiscard]] AlternativeName read_alternative_name(const GENERAL_NAME& name);

/// A date as a moment; 1970 if it is none. What is wrong with it becomes a fault of the encoding or of the form.
[[nodiscard]] core::UtcTime read_time(const ASN1_TIME& time, std::string_view which, CertificateFacts& facts);

[[nodiscard]] PublicKey describe_public_key(X509& x509);

/// Signature algorithm, digest, TBSCertificate digest and self-signature.
void read_signature(X509& x509, core::BytesView der, CertificateFacts& facts);

/// All extensions; what cannot be decoded becomes an encoding fault.
void read_extensions(const X509& x509, CertificateFacts& facts);

}  // namespace gpotrust::certificate
