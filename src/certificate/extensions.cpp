// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <set>
#include <string>

#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "crypto/handles.hpp"

namespace gpotrust::certificate {
namespace {

using BasicConstraintsHandle = crypto::Handle<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;
using BitStringHandle = crypto::Handle<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using OctetStringHandle = crypto::Handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using ExtendedKeyUsageHandle = crypto::Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using GeneralNamesHandle = crypto::Handle<GENERAL_NAMES, GENERAL_NAMES_free>;

// What boringssl's pki/verify_certificate_chain.cc consumes: a critical extension beyond these makes Chromium refuse the certificate.
constexpr std::array k_understood = {
    NID_subject_key_identifier, NID_authority_key_identifier, NID_key_usage,        NID_ext_key_usage, NID_subject_alt_name,   NID_basic_constraints,
    NID_certificate_policies,   NID_policy_mappings,          NID_name_constraints, NID_info_access,   NID_policy_constraints, NID_inhibit_any_policy,
};

// Empty when the value is not the type, whole.
template <class HandleType, class Decode>
HandleType decoded(const ASN1_OCTET_STRING& value, Decode decode) {
    const core::BytesView octets = crypto::octets_of(value);
    const unsigned char* at = octets.data();
    HandleType object(decode(nullptr, &at, static_cast<long>(octets.size())));
    if (object != nullptr && at != octets.data() + octets.size()) object.reset();
    return object;
}

bool read_basic_constraints(const ASN1_OCTET_STRING& value, CertificateFacts& facts) {
    facts.has_basic_constraints = true;
    const auto constraints = decoded<BasicConstraintsHandle>(value, d2i_BASIC_CONSTRAINTS);
    if (constraints == nullptr) return false;
    facts.is_ca = constraints->ca != 0;
    if (constraints->pathlen == nullptr) return true;
    std::int64_t length = 0;
    const bool fits = ASN1_INTEGER_get_int64(&length, constraints->pathlen) == 1 && length >= 0 && length <= INT_MAX;
    facts.path_length = fits ? static_cast<long>(length) : INT_MAX;
    return fits;
}

/// X.690 11.2.2: a named bit list ends with its last bit that is set; RFC 5280 4.2.1.3 wants at least one.
std::string bit_list_fault(core::BytesView encoded) {
    const auto element = der::next_element(encoded, der::k_bit_string);
    if (!element || element->content.empty()) return {};
    const core::BytesView octets = element->content.subspan(1);
    if (std::all_of(octets.begin(), octets.end(), [](std::uint8_t octet) { return octet == 0; })) return "no usage is set";
    const unsigned unused = element->content.front();
    if (unused > 7 || ((octets.back() >> unused) & 1U) == 0) return "superfluous bits follow the last one that is set";
    return (octets.back() & ((1U << unused) - 1U)) == 0 ? std::string() : "bits are set that do not count";
}

bool read_key_usage(const ASN1_OCTET_STRING& value, CertificateFacts& facts) {
    facts.key_usage = 0U;
    const auto bits = decoded<BitStringHandle>(value, d2i_ASN1_BIT_STRING);
    if (bits == nullptr) return false;
    facts.key_usage_fault = bit_list_fault(crypto::octets_of(value));
    for (int i = 0; i < 9; ++i) {
        if (ASN1_BIT_STRING_get_bit(bits.get(), i) == 1) *facts.key_usage |= 1U << static_cast<unsigned>(i);
    }
    return true;
}

bool read_extended_key_usage(const ASN1_OCTET_STRING& value, CertificateFacts& facts) {
    facts.extended_key_usages.emplace();
    const auto usages = decoded<ExtendedKeyUsageHandle>(value, d2i_EXTENDED_KEY_USAGE);
    if (usages == nullptr) return false;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) facts.extended_key_usages->push_back(dotted(*sk_ASN1_OBJECT_value(usages.get(), i)));
    return true;
}

bool read_alternative_names(const ASN1_OCTET_STRING& value, CertificateFacts& facts) {
    facts.alternative_names.emplace();
    const auto names = decoded<GeneralNamesHandle>(value, d2i_GENERAL_NAMES);
    if (names == nullptr) return false;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        facts.alternative_names->push_back(read_alternative_name(*sk_GENERAL_NAME_value(names.get(), i)));
    }
    return true;
}

bool read_subject_key_identifier(const ASN1_OCTET_STRING& value, CertificateFacts& facts) {
    const auto identifier = decoded<OctetStringHandle>(value, d2i_ASN1_OCTET_STRING);
    if (identifier == nullptr) return false;
    const core::BytesView octets = crypto::octets_of(*identifier);
    facts.subject_key_identifier.emplace(octets.begin(), octets.end());
    return true;
}

bool read_known(int nid, const ASN1_OCTET_STRING& value, CertificateFacts& facts) {
    switch (nid) {
        case NID_basic_constraints:
            return read_basic_constraints(value, facts);
        case NID_key_usage:
            return read_key_usage(value, facts);
        case NID_ext_key_usage:
            return read_extended_key_usage(value, facts);
        case NID_subject_alt_name:
            return read_alternative_names(value, facts);
        case NID_subject_key_identifier:
            return read_subject_key_identifier(value, facts);
        case NID_name_constraints:
            facts.has_name_constraints = true;
            return true;
        default:
            return true;
    }
}

}  // namespace

void read_extensions(const X509& x509, CertificateFacts& facts) {
    std::set<std::string> oids;
    for (int i = 0; i < X509_get_ext_count(&x509); ++i) {
        X509_EXTENSION* extension = X509_get_ext(&x509, i);
        const ASN1_OBJECT* type = X509_EXTENSION_get_object(extension);
        const int nid = OBJ_obj2nid(type);
        const std::string oid = dotted(*type);
        const bool seen = !oids.insert(oid).second;
        const bool understood = std::find(k_understood.begin(), k_understood.end(), nid) != k_understood.end();
        facts.extensions.push_back({oid, X509_EXTENSION_get_critical(extension) == 1, understood});
        // Of duplicates the first counts; that there are two is for the rules.
        if (seen || read_known(nid, *X509_EXTENSION_get_data(extension), facts)) continue;
        facts.encoding_faults.push_back(fmt::format("the extension {} ({}) cannot be decoded", OBJ_nid2ln(nid), oid));
    }
}

}  // namespace gpotrust::certificate
