// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/certificate.hpp"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/x509.h>

#include <algorithm>

#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/reader.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/library_context.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::certificate {
namespace {

constexpr int k_most_extensions = 256;  // no certificate has a tenth of it, and every one costs several look-ups

core::Error cannot_be_parsed(core::Error error) {
    error.hint = "export the certificate again as \"DER encoded binary X.509 (.CER)\"";
    error.finding_code = k_cert_parse.code;
    return error;
}

/// Why a whole certificate was refused: a string in its names, or its shape.
core::Error refused(core::BytesView der, const crypto::ErrorQueueScope& errors) {
    if (auto fault = undecodable_name_string(der)) {
        core::Error error{core::ErrorCode::malformed_input, *std::move(fault), std::string(k_cert_name_string.hint)};
        error.finding_code = k_cert_name_string.code;
        return error;
    }
    return cannot_be_parsed(errors.to_error(core::ErrorCode::malformed_input, "this is not an X.509 certificate in DER"));
}

core::Result<crypto::X509Handle> parse_x509(core::BytesView der) {
    const crypto::ErrorQueueScope errors;
    X509* x509 = X509_new_ex(crypto::LibraryContext::shared().get(), nullptr);
    const unsigned char* at = der.data();
    // d2i_X509() frees the object it was given when it fails.
    if (x509 == nullptr || d2i_X509(&x509, &at, static_cast<long>(der.size())) == nullptr) {
        return core::fail(refused(der, errors));
    }
    crypto::X509Handle owned(x509);
    if (at != der.data() + der.size()) {
        const auto more = der.data() + der.size() - at;
        return core::fail(cannot_be_parsed(
            {core::ErrorCode::malformed_input, fmt::format("{} {} the certificate", more, more == 1 ? "octet follows" : "octets follow")}));
    }
    if (X509_get_ext_count(x509) > k_most_extensions) {
        return core::fail(
            cannot_be_parsed({core::ErrorCode::malformed_input, fmt::format("the certificate has more than {} extensions", k_most_extensions)}));
    }
    return owned;
}

std::string serial_text(const ASN1_INTEGER& serial) {
    const crypto::BignumHandle number(ASN1_INTEGER_to_BN(&serial, nullptr));
    if (number == nullptr) return {};
    const int octets = std::max(BN_num_bytes(number.get()), 1);  // zero has none
    core::Bytes magnitude(static_cast<std::size_t>(octets));
    BN_bn2binpad(number.get(), magnitude.data(), octets);
    return (BN_is_negative(number.get()) != 0 ? "-" : "") + core::to_hex_upper(magnitude);
}

void read_public_key_bits(X509& x509, CertificateFacts& facts) {
    const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(&x509);
    const core::BytesView octets = crypto::octets_of(*bits);
    facts.public_key_bits.assign(octets.begin(), octets.end());
}

bool has_unique_identifiers(const X509& x509) {
    const ASN1_BIT_STRING* issuer = nullptr;
    const ASN1_BIT_STRING* subject = nullptr;
    X509_get0_uids(&x509, &issuer, &subject);
    return issuer != nullptr || subject != nullptr;
}

CertificateFacts read_facts(X509& x509, core::BytesView der) {
    const crypto::ErrorQueueScope errors;
    CertificateFacts facts;
    facts.version = static_cast<int>(X509_get_version(&x509)) + 1;
    facts.serial_hex = serial_text(*X509_get0_serialNumber(&x509));
    facts.subject = name_text(*X509_get_subject_name(&x509));
    facts.issuer = name_text(*X509_get_issuer_name(&x509));
    facts.common_names = common_names_of(*X509_get_subject_name(&x509));
    if (const auto offset = der::first_fault(der)) facts.encoding_faults.push_back(fmt::format("the encoding is not DER at octet {}", *offset));
    facts.not_before = read_time(*X509_get0_notBefore(&x509), "notBefore", facts);
    facts.not_after = read_time(*X509_get0_notAfter(&x509), "notAfter", facts);
    facts.name_faults = name_faults_of(*X509_get_subject_name(&x509), *X509_get_issuer_name(&x509));
    facts.has_unique_identifiers = has_unique_identifiers(x509);
    facts.key = describe_public_key(x509);
    read_public_key_bits(x509, facts);
    read_signature(x509, der, facts);
    read_extensions(x509, facts);
    return facts;
}

}  // namespace

core::Result<ReadCertificate> CertificateReader::read(core::BytesView der) {
    GPOTRUST_TRY_ASSIGN(crypto::X509Handle x509, parse_x509(der));
    auto content = std::make_shared<Certificate::Content>();
    content->der.assign(der.begin(), der.end());
    content->sha1 = crypto::sha1(der);
    content->sha256 = crypto::sha256(der);
    content->facts = read_facts(*x509, der);
    return ReadCertificate{Certificate(std::move(content)), std::move(x509)};
}

core::Result<Certificate> Certificate::parse(core::BytesView der) {
    return CertificateReader::read(der).map([](ReadCertificate read) { return std::move(read.certificate); });
}

std::vector<std::string> Certificate::names() const {
    std::vector<std::string> names;
    if (!facts().alternative_names) return names;
    for (const AlternativeName& name : *facts().alternative_names) {
        const bool is_served = name.kind == AlternativeName::Kind::dns || name.kind == AlternativeName::Kind::ip;
        if (is_served && name.well_formed) names.push_back(name.value);
    }
    return names;
}

std::string Certificate::display_name() const {
    if (facts().alternative_names) {
        for (const AlternativeName& name : *facts().alternative_names) {
            if (name.kind == AlternativeName::Kind::dns && !name.value.empty()) return name.value;
        }
    }
    for (const std::string& common_name : facts().common_names) {
        if (!common_name.empty()) return common_name;
    }
    return core::to_hex(sha1());
}

std::string to_pem(const Certificate& certificate) {
    constexpr std::size_t k_line = 64;
    const std::string base64 = core::to_base64(certificate.der());
    std::string pem = "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < base64.size(); at += k_line) pem.append(base64, at, k_line).append("\n");
    return pem + "-----END CERTIFICATE-----\n";
}

}  // namespace gpotrust::certificate
