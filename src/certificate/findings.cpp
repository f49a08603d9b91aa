// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The codes of exports that open; failures.cpp has those of exports that do not.
#include <vector>

#include "certificate/finding_kinds.hpp"
#include "gpotrust/certificate/export.hpp"

namespace gpotrust::certificate {

using core::Severity;

const core::FindingKind k_spki_differs{
    .code = "EXPORT_PROVEN_SPKI_DIFFERS",
    .severity = Severity::warning,
    .message = "the private key is there and proven, and the certificate names another algorithm for the same RSA numbers (OAEP or PSS)",
    .hint = "re-create the certificate with an ordinary RSA or ECDSA key: TLS servers and clients expect one",
    .source = "RFC 8017 A.2",
};
const core::FindingKind k_public_only{
    .code = "EXPORT_NOT_PROVABLE_PUBLIC_ONLY",
    .severity = Severity::info,
    .message = "the file holds no private key, so nothing in this file says whether the key may leave the server",
    .hint =
        "trust needs only the certificate; to prove that the key is exportable, export it as PFX: \"Yes, export the private key\" in MMC's "
        "Certificate Export "
        "Wizard, Export in IIS \"Server Certificates\", Export-PfxCertificate, or Export-ExchangeCertificate -BinaryEncoded",
    .source = {},
};
const core::FindingKind k_key_reference{
    .code = "EXPORT_HINT_KEYREF",
    .severity = Severity::info,
    .message =
        "the file holds no private key; where it was exported a key belonged to the certificate, and nothing says whether it may leave that machine",
    .hint =
        "trust needs only the certificate; to prove that the key is exportable, export it as PFX there: \"Yes, export the private key\" in MMC's "
        "Certificate "
        "Export Wizard, or Export-PfxCertificate",
    .source = "docs/explanation/reading-exports.md 4",
};
const core::FindingKind k_properties_dropped{
    .code = "EXPORT_PROPERTIES_DROPPED",
    .severity = Severity::info,
    .message = "properties beside the certificate belong to the machine it came from or can be computed, and were dropped",
    .hint = "nothing to do: no package holds them",
    .source = "docs/explanation/reading-exports.md 6",
};
const core::FindingKind k_lists_skipped{
    .code = "EXPORT_LISTS_SKIPPED",
    .severity = Severity::info,
    .message = "the file also holds revocation lists or trust lists, which were skipped",
    .hint = "nothing to do: only certificates are used",
    .source = "docs/explanation/reading-exports.md 6",
};
const core::FindingKind k_key_mismatch{
    .code = "KEY_MISMATCH",
    .severity = Severity::error,
    .message = "a private key in the file belongs to no certificate in it",
    .hint = "export the certificate again on the server that uses it, together with its key",
    .source = {},
    .acceptable = false,
};
const core::FindingKind k_key_not_comparable{
    .code = "KEY_NOT_COMPARABLE",
    .severity = Severity::error,
    .message = "a private key in the file is of a kind or size that cannot be compared with a certificate",
    .hint = "re-create the certificate with an ECDSA key, or an RSA key of 2048 to 8192 bits",
    .source = {},
};
const core::FindingKind k_pfx_no_mac{
    .code = "PFX_NO_MAC",
    .severity = Severity::warning,
    .message = "the PFX has no message authentication code: nobody would notice if it had been changed",
    .hint = "export it again with a password, and compare the thumbprint with the one on the server",
    .source = "RFC 7292 4",
    .strict = Severity::error,
};

std::span<const core::FindingKind> export_finding_kinds() {
    static const std::vector<core::FindingKind> kinds = [] {
        std::vector<core::FindingKind> all = {k_spki_differs,       k_public_only, k_key_reference,      k_key_mismatch,
                                              k_key_not_comparable, k_pfx_no_mac,  k_properties_dropped, k_lists_skipped};
        for (const FailureKind* kind : failure_kinds()) all.push_back(kind->finding);
        return all;
    }();
    return kinds;
}

}  // namespace gpotrust::certificate
