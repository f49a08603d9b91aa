// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the readers of the several file kinds find. The only place with room for a private key; key_proof.cpp empties it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certificate/decryption.hpp"
#include "certificate/reader.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/certificate/properties.hpp"

namespace gpotrust::certificate {

struct FoundCertificate {
    /// Where a key was when the certificate was serialized; the key itself is not there.
    struct KeyReference {
        std::string container;
        std::string provider;
        bool local_machine_keyset = false;
    };
    ReadCertificate read;
    core::Bytes local_key_id = {};
    std::string friendly_name = {};
    std::string machine = {};
    std::optional<KeyReference> key_reference = {};
    std::vector<PropertyId> dropped = {};  ///< properties that are not kept, each once, in file order
};

struct FoundKey {
    crypto::KeyHandle key;  ///< empty if the library cannot load it
    std::string algorithm;  ///< for messages
    core::Bytes local_key_id;
    std::string container;
    std::string provider;
    bool local_machine_keyset = false;
};

struct Contents {
    ExportKind kind = ExportKind::certificate;
    std::vector<FoundCertificate> certificates;
    std::size_t certificate_count = 0;  ///< of all that were met: those above, repeated ones, and those that do not parse
    std::vector<FoundKey> keys;
    std::vector<std::string> protected_to;
    std::vector<core::Finding> findings;
};

/// What opens the parts of one file: the password, and what the derivations of all of them together may still cost.
struct Unlocking {
    const core::SecretBytes* password;  ///< null: none was given
    WorkBudget budget;
};

/// Adds a certificate, a key: both enforce the limits of a file (64 each). Certificates already there count and are dropped; one that does not
/// parse becomes a finding (CERT_PARSE) and the rest is kept. The result points to the certificate added, null if there is none.
[[nodiscard]] core::Result<FoundCertificate*> add_certificate(Contents& contents, core::BytesView der);
[[nodiscard]] core::Result<void> add_key(Contents& contents, FoundKey key);
/// Adds all of a file within the file, with what was stored beside its certificates.
[[nodiscard]] core::Result<void> merge(Contents& into, Contents other);
/// What was stored beside a certificate, where it does not say so yet.
void complete(FoundCertificate& certificate, core::Bytes local_key_id, std::string friendly_name, std::string machine);

/// The private key of a PKCS#8 PrivateKeyInfo, DER or BER.
[[nodiscard]] core::Result<FoundKey> read_private_key_info(core::BytesView encoded);
/// An EncryptedPrivateKeyInfo outside a PFX, opened with the password.
[[nodiscard]] core::Result<FoundKey> read_encrypted_key(core::BytesView encoded, Unlocking& unlocking);
/// RSAPrivateKey, ECPrivateKey and the like in PEM armour, perhaps with the old PEM encryption (Proc-Type, DEK-Info).
[[nodiscard]] core::Result<FoundKey> read_pem_key(std::string_view block, const Unlocking& unlocking);

[[nodiscard]] core::Result<Contents> read_pfx(core::BytesView encoded, Unlocking& unlocking);
[[nodiscard]] core::Result<Contents> read_pkcs7(core::BytesView encoded);
[[nodiscard]] core::Result<Contents> read_pem(std::string_view text, Unlocking& unlocking);
/// A property list with its certificate; a whole store of them.
[[nodiscard]] core::Result<Contents> read_serialized_element(core::BytesView encoded);
[[nodiscard]] core::Result<Contents> read_serialized_store(core::BytesView encoded);
/// Any binary form, by its first octets.
[[nodiscard]] core::Result<Contents> read_binary(core::BytesView encoded, Unlocking& unlocking);
/// Any form at all: text is decoded first (docs/explanation/reading-exports.md 1).
[[nodiscard]] core::Result<Contents> read_contents(core::BytesView file, Unlocking& unlocking);

/// The kind of a binary export, by its first octets; nothing if it is none.
[[nodiscard]] std::optional<ExportKind> kind_of_binary(core::BytesView encoded);

/// True for a text with a PEM block.
[[nodiscard]] bool is_pem(std::string_view text);
/// The octets of the first block of an export in a text; nothing if there is none, or it is damaged.
[[nodiscard]] std::optional<core::SecretBytes> first_export_in_pem(std::string_view text);
/// The kind of a text with PEM blocks, by their labels; nothing if none of them is of an export.
[[nodiscard]] std::optional<ExportKind> kind_of_pem(std::string_view text);

/// Fails with NOT_A_CERTIFICATE and "this is WHAT, not a certificate".
[[nodiscard]] tl::unexpected<core::Error> not_a_certificate(std::string_view what, std::string hint = {});

}  // namespace gpotrust::certificate
