// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/certificate/properties.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/secret.hpp"

namespace gpotrust::certificate {

/// What an export proves about the private key; never the key.
enum class KeyEvidence {
    proven,        ///< present, decrypts, equals the certificate's key and signs a challenge it verifies
    not_provable,  ///< no key in the file
    mismatch,      ///< a key is there and belongs to no certificate in the file
};
[[nodiscard]] std::string_view to_text(KeyEvidence evidence);

enum class ExportKind { pfx, certificate, pkcs7, sst, serialized_element };
/// "pfx", "certificate", "pkcs7", "sst", "serialized-element" as in JSON.
[[nodiscard]] std::string_view to_text(ExportKind kind);

/// Recognises a number of a private key (modulus factors, exponents, EC scalar) in other data without holding the number: a rolling hash of
/// its first 16 octets and a digest to confirm. 16 octets of such a number occur by chance once in 2^128.
struct KeyTrace {
    static constexpr std::size_t k_window = 16;
    std::uint64_t rolling_hash = 0;    ///< see rolling_hash_of()
    core::Sha256Digest window_digest;  ///< SHA-256 of the 16 octets
};
/// Polynomial hash modulo 2^64: sum of octet[i] * k_rolling_base^(15-i). The scanner slides it over a file.
inline constexpr std::uint64_t k_rolling_base = 0x100000001B3ULL;
[[nodiscard]] std::uint64_t rolling_hash_of(core::BytesView window);

/// Where the key lived, as the exporting Windows wrote it into the file. Shown by `inspect`, forbidden in packages.
struct Provenance {
    std::string provider;       ///< e.g. "Microsoft RSA SChannel Cryptographic Provider"
    std::string key_container;  ///< e.g. "te-<guid>" (the key bag's friendlyName)
    std::string machine;        ///< DNS name of the machine that made the certificate (1.3.6.1.4.1.311.17.3.71)
    bool local_machine_keyset = false;
    std::vector<std::string> protected_to;  ///< SIDs of a DPAPI-NG protected export
};

struct ExportedCertificate {
    Certificate certificate;
    KeyEvidence key_evidence = KeyEvidence::not_provable;
    std::string friendly_name;  ///< as stored beside the certificate; may be empty
    Provenance provenance;
    std::vector<PropertyId> dropped_properties = {};  ///< of a serialized certificate: what stood beside it and is not kept, in file order
};

/// An opened export. The private key was compared, challenged and destroyed before this value came to be.
struct Export {
    ExportKind kind = ExportKind::certificate;
    KeyEvidence key_evidence = KeyEvidence::not_provable;  ///< mismatch if any key matches nothing; else proven if any is
    std::vector<ExportedCertificate> certificates;         ///< in file order, duplicates dropped
    std::vector<core::Finding> findings;                   ///< EXPORT_*, KEY_*, PFX_* codes
    std::vector<KeyTrace> key_traces;                      ///< for the package scan: big-endian and reversed form of each number
    std::vector<std::string> metadata;                     ///< container, provider, host names: needles for the package scan
};

/// Reads an export, recognised by content, never by name (docs/explanation/reading-exports.md 1).
///
/// `password` absent or empty means none was given: the null and the empty form are tried. Errors: password_needed, wrong_password,
/// malformed_input, unsupported_input (with the package to install when the legacy provider is missing); every one of them carries the code of
/// its finding. Limits: 10 MiB, 64 certificates (repeated ones count), 64 private keys, 256 extensions in a certificate, 10 million PBE
/// iterations over the whole file, SafeContents nested 4 deep, private keys of 8192 bits for the proof.
[[nodiscard]] core::Result<Export> open_export(core::BytesView file, const core::SecretBytes* password);

/// The kind of an export that may or may not open, by its first octets or its PEM labels; nothing for what is no export.
[[nodiscard]] std::optional<ExportKind> detect_export_kind(core::BytesView file);

/// Why an export does not open, as a finding about it: the code of the error, its message and hint. Never acceptable. Nothing for an error that
/// says nothing about the export (a file that cannot be read).
[[nodiscard]] std::optional<core::Finding> finding_of(const core::Error& error);

/// Every code open_export can report: the EXPORT_*, KEY_* and PFX_* of exports that open, then the codes of those that do not.
[[nodiscard]] std::span<const core::FindingKind> export_finding_kinds();

}  // namespace gpotrust::certificate
