// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::Setting;

enum Kind : std::size_t { raw, damaged, no_certificate, not_binary, key_name, lower_case };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "BLOB_RAW_CERTIFICATE",
        .severity = Severity::error,
        .message = "the value is a bare certificate in place of a certificate blob, and clients do not read it",
        .hint = "write a blob: `gpotrust package CERT.cer` makes a policy with one; or remove the value and import the .cer in GPMC > Public Key "
                "Policies",
        .source = "[MS-GPEF] 2.2.1.1.1; Wine dlls/crypt32/serialize.c",
    },
    FindingKind{
        .code = "BLOB_DAMAGED",
        .severity = Severity::error,
        .message = "the certificate blob is damaged, and clients do not read it",
        .hint =
            "remove the entry in GPMC > Public Key Policies and import the certificate again, or make the policy again: `gpotrust package CERT.cer`",
        .source = "[MS-GPEF] 2.2.1.1.1; Wine dlls/crypt32/serialize.c",
    },
    FindingKind{
        .code = "BLOB_NO_CERTIFICATE",
        .severity = Severity::error,
        .message = "the blob holds properties and no certificate (property 32)",
        .hint =
            "remove the entry in GPMC > Public Key Policies and import the certificate again, or make the policy again: `gpotrust package CERT.cer`",
        .source = "[MS-GPEF] 2.2.1.1.1",
    },
    FindingKind{
        .code = "BLOB_NOT_BINARY",
        .severity = Severity::error,
        .message = "the certificate blob is not REG_BINARY, and clients do not read it",
        .hint = "write it with the right type: `Set-GPRegistryValue -Type Binary -Value ([byte[]])`, or make the policy again: `gpotrust package "
                "CERT.cer`",
        .source = "[MS-GPEF] 2.2.1",
    },
    FindingKind{
        .code = "BLOB_KEY_NAME_MISMATCH",
        .severity = Severity::error,
        .message = "the key is not named by the certificate's SHA-1, and clients look certificates up by it",
        .hint = "find out which certificate was meant; remove the entry and import that one in GPMC > Public Key Policies",
        .source = "[MS-GPEF] 2.2.1; Wine dlls/crypt32/regstore.c",
    },
    FindingKind{
        .code = "BLOB_LOWER_CASE_KEY",
        .severity = Severity::warning,
        .message = "the key is named in lower case: not every reader finds the certificate then",
        .hint = "name the key by the SHA-1 in upper case, as the Group Policy editor does: remove the entry and import the certificate there",
        .source = "[MS-GPEF] 2.2.1; Wine dlls/crypt32/regstore.c",
    },
};

constexpr std::uint32_t k_certificate_property = 32;
constexpr std::uint32_t k_encoding = 1;
constexpr std::size_t k_property_header = 12;

/// Whole properties from end to end, and the certificate is not among them.
bool is_whole_without_certificate(core::BytesView blob) {
    std::size_t offset = 0;
    while (blob.size() - offset >= k_property_header) {
        const std::uint32_t id = core::read_u32_le(blob.subspan(offset));
        const std::uint32_t length = core::read_u32_le(blob.subspan(offset + 8));
        if (id == 0 || id == k_certificate_property || core::read_u32_le(blob.subspan(offset + 4)) != k_encoding) return false;
        if (length > blob.size() - offset - k_property_header) return false;
        offset += k_property_header + length;
    }
    return offset == blob.size() && !blob.empty();
}

std::string without(std::string text, std::string_view beginning) {
    return text.starts_with(beginning) ? text.substr(beginning.size()) : std::move(text);
}

Diagnosis undecodable(const Patient& patient, const StoredCertificate& stored, const Setting& setting) {
    if (setting.type != registry_policy::ValueType::binary)
        return about_certificate(patient, stored, k_kinds[not_binary], registry_policy::type_name(setting.type));
    if (const auto bare = certificate::Certificate::parse(setting.data)) {
        Diagnosis diagnosis = about_certificate(patient, stored, k_kinds[raw], bare->display_name() + " in " + stored.store);
        diagnosis.sha1 = core::to_hex(bare->sha1());
        return diagnosis;
    }
    if (is_whole_without_certificate(setting.data)) return about_certificate(patient, stored, k_kinds[no_certificate]);
    const auto properties = trust::parse_certificate_blob(setting.data);
    if (!properties) return about_certificate(patient, stored, k_kinds[damaged], without(properties.error().message, "damaged certificate blob "));
    return about_certificate(patient, stored, k_kinds[damaged],
                             "the certificate in it: " + (stored.error ? stored.error->message : std::string("not DER")));
}

void check_key_name(const Patient& patient, const StoredCertificate& stored, Diagnoses& diagnoses) {
    const std::string thumbprint = core::to_hex(stored.certificate->sha1());
    if (stored.key_name == thumbprint) return;
    if (core::ascii_iequals(stored.key_name, thumbprint))
        return diagnoses.add(about_certificate(patient, stored, k_kinds[lower_case], name_of(stored)));
    diagnoses.add(
        about_certificate(patient, stored, k_kinds[key_name],
                          fmt::format("{} has SHA-1 {}, the key is named {}", stored.certificate->display_name(), thumbprint, stored.key_name)));
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    for (const StoredCertificate& stored : patient.item.stored) {
        if (stored.certificate)
            check_key_name(patient, stored, diagnoses);
        else
            diagnoses.add(undecodable(patient, stored, patient.item.settings[stored.setting].setting));
    }
}

}  // namespace

extern const DoctorCheck blob_form_check;
const DoctorCheck blob_form_check{k_kinds, examine};

}  // namespace gpotrust::audit
