// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "audit/checks/check.hpp"
#include "gpotrust/certificate/properties.hpp"

namespace gpotrust::audit {
namespace {

using certificate::PropertyId;

enum Kind : std::size_t { provider, originator };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "BLOB_KEY_PROV_INFO",
        .severity = Severity::warning,
        .message = "the blob tells where the private key lies (property 2), and every reader of the policy learns it",
        .hint = "export the certificate without its key: `Export-Certificate -Cert CERT -FilePath CERT.cer`; then in GPMC > Public Key Policies "
                "delete this "
                "entry and import the .cer",
        .source = "wincrypt.h CERT_KEY_PROV_INFO_PROP_ID, CRYPT_KEY_PROV_INFO",
    },
    FindingKind{
        .code = "BLOB_REQUEST_ORIGINATOR",
        .severity = Severity::warning,
        .message = "the blob names the machine on which the certificate was made (property 71), and every reader of the policy learns it",
        .hint = "export the certificate without its key: `Export-Certificate -Cert CERT -FilePath CERT.cer`; then in GPMC > Public Key Policies "
                "delete this "
                "entry and import the .cer",
        .source = "wincrypt.h CERT_REQUEST_ORIGINATOR_PROP_ID",
    },
};

std::string or_unknown(const std::string& text) { return text.empty() ? "not readable" : text; }

void examine(const Patient& patient, Diagnoses& diagnoses) {
    for (const StoredCertificate& stored : patient.item.stored) {
        for (const certificate::Property& property : stored.properties) {
            if (property.id == PropertyId::key_prov_info) {
                const certificate::KeyProvider found = certificate::parse_key_provider(property.value);
                diagnoses.add(about_certificate(
                    patient, stored, k_kinds[provider],
                    fmt::format("{}, container {}, provider {}", name_of(stored), or_unknown(found.container), or_unknown(found.provider))));
            }
            if (property.id == PropertyId::request_originator)
                diagnoses.add(about_certificate(patient, stored, k_kinds[originator],
                                                name_of(stored) + ", machine " + or_unknown(certificate::property_text(property.value))));
        }
    }
}

}  // namespace

extern const DoctorCheck blob_key_metadata_check;
const DoctorCheck blob_key_metadata_check{k_kinds, examine};

}  // namespace gpotrust::audit
