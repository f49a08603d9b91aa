// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::certificate {

/// One subjectAltName entry (RFC 5280 4.2.1.6).
struct AlternativeName {
    enum class Kind { dns, ip, email, uri, other };
    enum class Fault { none, not_ia5, nul, address_with_mask, address_length };
    Kind kind = Kind::dns;
    std::string value;          ///< text form; ip in the usual notation, other as its OID or tag
    bool well_formed = true;    ///< false: not IA5, a NUL inside, an address of the wrong length
    Fault fault = Fault::none;  ///< why it is not well-formed
    friend bool operator==(const AlternativeName&, const AlternativeName&) = default;
};

struct PublicKey {
    enum class Algorithm { rsa, ec, other };
    Algorithm algorithm = Algorithm::other;
    std::string text;       ///< "RSA 2048", "EC P-256", "Ed25519"
    unsigned bits = 0;      ///< 0 when the key cannot be read
    std::string curve;      ///< OpenSSL's short name for EC, e.g. "prime256v1"; else empty
    bool readable = false;  ///< the library could load the key
};

/// How the certificate's own signature stands.
enum class SelfSignature {
    valid,            ///< issuer equals subject and the signature verifies with the certificate's own key
    invalid,          ///< issuer equals subject and it does not verify: damaged or substituted
    unverifiable,     ///< issuer equals subject, algorithm or key not supported
    not_self_issued,  ///< issuer differs from subject
};

struct Extension {
    std::string oid;  ///< dotted
    bool critical = false;
    bool understood = false;  ///< gpotrust knows what it means
};

/// Everything the rules and printers want to know, read once from the DER. Absent extensions are empty optionals.
struct CertificateFacts {
    int version = 3;         ///< 1, 2, 3 as people count
    std::string serial_hex;  ///< upper-case hex of the magnitude, at least two digits; "-" first if negative
    std::string subject;     ///< RFC 4514, UTF-8, e.g. "CN=EXCH01,O=Contoso"; empty if empty
    std::string issuer;
    std::vector<std::string> common_names;  ///< of the subject, in order, UTF-8
    core::UtcTime not_before{};
    core::UtcTime not_after{};
    PublicKey key;
    std::string signature_algorithm;         ///< e.g. "sha256WithRSAEncryption"; the dotted OID if unknown
    std::string signature_digest;            ///< "sha256", "sha1", "md5"; empty if unknown or without digest
    bool signature_algorithms_agree = true;  ///< inner and outer AlgorithmIdentifier
    SelfSignature self_signature = SelfSignature::not_self_issued;
    bool is_ca = false;
    std::optional<long> path_length;
    bool has_basic_constraints = false;
    bool has_name_constraints = false;
    std::optional<unsigned> key_usage;  ///< bit i of RFC 5280 KeyUsage at 1 << i (digitalSignature 0, keyEncipherment 2, keyCertSign 5)
    std::optional<std::vector<std::string>> extended_key_usages;  ///< dotted OIDs
    std::optional<std::vector<AlternativeName>> alternative_names;
    std::optional<core::Bytes> subject_key_identifier;  ///< content of the extension's OCTET STRING
    core::Bytes tbs_digest;                             ///< TBSCertificate hashed with the signature's digest; empty if that is unknown
    core::Bytes public_key_bits;                        ///< subjectPublicKey BIT STRING without the unused-bits octet
    std::vector<Extension> extensions;                  ///< in order
    bool has_unique_identifiers = false;                ///< issuerUniqueID or subjectUniqueID
    std::vector<std::string> name_faults;               ///< strings of subject and issuer that RFC 5280 4.1.2.4 does not want, one clause each
    std::vector<std::string> time_faults;               ///< what RFC 5280 4.1.2.5 says against the form of the dates, one clause each
    std::string key_usage_fault;                        ///< why keyUsage is not encoded as a DER named bit list; empty if it is
    std::vector<std::string> encoding_faults;           ///< what is not DER or cannot be decoded, one clause each; the rest was read all the same
};

/// An X.509 certificate: its DER, its thumbprints and what it says. Immutable and cheap to copy.
///
/// There is deliberately no room in this type, nor in any other that leaves this module, for a private key.
class Certificate {
public:
    /// Parses one certificate that fills `der` exactly. Fails (malformed_input) where nothing sensible can be shown; faults that leave it readable
    /// are for the rules (assess.hpp).
    [[nodiscard]] static core::Result<Certificate> parse(core::BytesView der);

    [[nodiscard]] core::BytesView der() const noexcept { return m_content->der; }
    [[nodiscard]] const core::Sha1Thumbprint& sha1() const noexcept { return m_content->sha1; }
    [[nodiscard]] const core::Sha256Digest& sha256() const noexcept { return m_content->sha256; }
    [[nodiscard]] const CertificateFacts& facts() const noexcept { return m_content->facts; }

    /// The DNS names and addresses it serves: SAN entries of kind dns and ip in order, malformed ones left out; without a SAN none.
    [[nodiscard]] std::vector<std::string> names() const;
    /// The name people know it by: first DNS name, else first CN, else the SHA-1.
    [[nodiscard]] std::string display_name() const;

    friend bool operator==(const Certificate& a, const Certificate& b) { return a.m_content->der == b.m_content->der; }

private:
    friend struct CertificateReader;  // src/certificate/reader.hpp
    struct Content {
        core::Bytes der;
        core::Sha1Thumbprint sha1;
        core::Sha256Digest sha256;
        CertificateFacts facts;
    };
    explicit Certificate(std::shared_ptr<const Content> content) : m_content(std::move(content)) {}
    std::shared_ptr<const Content> m_content;
};

/// "CERTIFICATE" PEM block with 64-character lines and LF line ends.
[[nodiscard]] std::string to_pem(const Certificate& certificate);

}  // namespace gpotrust::certificate
