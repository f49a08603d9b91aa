// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "audit/checks/check.hpp"
#include "gpotrust/certificate/properties.hpp"

namespace gpotrust::audit {
namespace {

using certificate::Property;
using certificate::PropertyId;

enum Kind : std::size_t { mismatch, archived, unknown };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "BLOB_PROPERTY_MISMATCH",
        .severity = Severity::error,
        .message = "a property of the blob is not what the certificate gives: the blob was damaged, or put together from two",
        .hint =
            "remove the entry in GPMC > Public Key Policies and import the certificate again, or make the policy again: `gpotrust package CERT.cer`",
        .source = "wincrypt.h CERT_SHA1_HASH_PROP_ID and following; [MS-GPEF] 2.2.1.1.1",
    },
    FindingKind{
        .code = "BLOB_ARCHIVED",
        .severity = Severity::warning,
        .message = "the blob is marked as archived (property 19), and Windows passes over archived certificates",
        .hint = "remove the entry if it is not needed; else import the certificate again in GPMC > Public Key Policies",
        .source = "wincrypt.h CERT_ARCHIVED_PROP_ID",
    },
    FindingKind{
        .code = "BLOB_UNKNOWN_PROPERTY",
        .severity = Severity::info,
        .message = "the blob has a property that wincrypt.h does not name",
        .hint = "nothing, if the certificate is wanted; importing it again in GPMC > Public Key Policies leaves the property out",
        .source = "wincrypt.h CERT_*_PROP_ID",
    },
};

constexpr auto k_archived = static_cast<PropertyId>(19);
constexpr auto k_sha256_hash = static_cast<PropertyId>(107);

std::optional<core::Bytes> expected(PropertyId id, const certificate::Certificate& certificate) {
    if (id == k_sha256_hash) return core::Bytes(certificate.sha256().octets.begin(), certificate.sha256().octets.end());
    return trust::computed_property(id, certificate);
}

std::string described(PropertyId id) { return fmt::format("property {} ({})", static_cast<std::uint32_t>(id), certificate::name_of(id)); }

void examine_property(const Patient& patient, const StoredCertificate& stored, const Property& property, Diagnoses& diagnoses) {
    const auto report = [&](Kind kind) {
        diagnoses.add(about_certificate(patient, stored, k_kinds[kind], name_of(stored) + ", " + described(property.id)));
    };
    const std::optional<core::Bytes> value = expected(property.id, *stored.certificate);
    if (value && *value != property.value) report(mismatch);
    if (property.id == k_archived) report(archived);
    if (certificate::name_of(property.id).starts_with("PROPERTY_")) report(unknown);
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    for (const StoredCertificate& stored : patient.item.stored)
        if (stored.certificate)
            for (const Property& property : stored.properties) examine_property(patient, stored, property, diagnoses);
}

}  // namespace

extern const DoctorCheck blob_properties_check;
const DoctorCheck blob_properties_check{k_kinds, examine};

}  // namespace gpotrust::audit
