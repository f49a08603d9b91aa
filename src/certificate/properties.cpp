// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/properties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "certificate/property_list.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

// {id, encoding, length}; wincrypt's X509_ASN_ENCODING is the only encoding there is.
constexpr std::size_t k_header = 12;
constexpr std::uint32_t k_encoding = 1;
constexpr std::size_t k_provider_header = 28;
constexpr std::uint32_t k_machine_keyset = 0x20;

struct NamedProperty {
    std::uint32_t id;
    std::string_view name;
};

/// wincrypt.h's CERT_*_PROP_ID (Windows SDK documentation of CertGetCertificateContextProperty).
constexpr std::array k_names{
    NamedProperty{1, "KEY_PROV_HANDLE"},
    NamedProperty{2, "KEY_PROV_INFO"},
    NamedProperty{3, "SHA1_HASH"},
    NamedProperty{4, "MD5_HASH"},
    NamedProperty{5, "KEY_CONTEXT"},
    NamedProperty{6, "KEY_SPEC"},
    NamedProperty{9, "ENHKEY_USAGE"},
    NamedProperty{10, "NEXT_UPDATE_LOCATION"},
    NamedProperty{11, "FRIENDLY_NAME"},
    NamedProperty{12, "PVK_FILE"},
    NamedProperty{13, "DESCRIPTION"},
    NamedProperty{14, "ACCESS_STATE"},
    NamedProperty{15, "SIGNATURE_HASH"},
    NamedProperty{16, "SMART_CARD_DATA"},
    NamedProperty{17, "EFS"},
    NamedProperty{18, "FORTEZZA_DATA"},
    NamedProperty{19, "ARCHIVED"},
    NamedProperty{20, "KEY_IDENTIFIER"},
    NamedProperty{21, "AUTO_ENROLL"},
    NamedProperty{22, "PUBKEY_ALG_PARA"},
    NamedProperty{23, "CROSS_CERT_DIST_POINTS"},
    NamedProperty{24, "ISSUER_PUBLIC_KEY_MD5_HASH"},
    NamedProperty{25, "SUBJECT_PUBLIC_KEY_MD5_HASH"},
    NamedProperty{26, "ENROLLMENT"},
    NamedProperty{27, "DATE_STAMP"},
    NamedProperty{28, "ISSUER_SERIAL_NUMBER_MD5_HASH"},
    NamedProperty{29, "SUBJECT_NAME_MD5_HASH"},
    NamedProperty{30, "EXTENDED_ERROR_INFO"},
    NamedProperty{32, "CERTIFICATE"},
    NamedProperty{33, "CRL"},
    NamedProperty{34, "CTL"},
    NamedProperty{64, "RENEWAL"},
    NamedProperty{65, "ARCHIVED_KEY_HASH"},
    NamedProperty{66, "AUTO_ENROLL_RETRY"},
    NamedProperty{67, "AIA_URL_RETRIEVED"},
    NamedProperty{68, "AUTHORITY_INFO_ACCESS"},
    NamedProperty{69, "BACKED_UP"},
    NamedProperty{70, "OCSP_RESPONSE"},
    NamedProperty{71, "REQUEST_ORIGINATOR"},
    NamedProperty{72, "SOURCE_LOCATION"},
    NamedProperty{73, "SOURCE_URL"},
    NamedProperty{74, "NEW_KEY"},
    NamedProperty{75, "OCSP_CACHE_PREFIX"},
    NamedProperty{76, "SMART_CARD_ROOT_INFO"},
    NamedProperty{77, "NO_AUTO_EXPIRE_CHECK"},
    NamedProperty{78, "NCRYPT_KEY_HANDLE"},
    NamedProperty{79, "HCRYPTPROV_OR_NCRYPT_KEY_HANDLE"},
    NamedProperty{80, "SUBJECT_INFO_ACCESS"},
    NamedProperty{83, "ROOT_PROGRAM_CERT_POLICIES"},
    NamedProperty{84, "ROOT_PROGRAM_NAME_CONSTRAINTS"},
    NamedProperty{87, "CEP"},
    NamedProperty{92, "SUBJECT_PUB_KEY_BIT_LENGTH"},
    NamedProperty{93, "PUB_KEY_CNG_ALG_BIT_LENGTH"},
    NamedProperty{98, "AUTH_ROOT_SHA256_HASH"},
    NamedProperty{104, "DISALLOWED_FILETIME"},
    NamedProperty{107, "SHA256_HASH"},
};

tl::unexpected<core::Error> damaged(std::size_t offset, std::string_view what) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("damaged certificate blob at octet {}: {}", offset, what),
                      "export the certificate again, or make the policy again from the certificate file");
}

// DER of a certificate: SEQUENCE with a length of one to four octets.
bool looks_like_der(core::BytesView octets) { return octets.size() > 1 && octets[0] == 0x30 && octets[1] >= 0x81 && octets[1] <= 0x84; }

core::Result<void> check_end(const ElementView& element, std::size_t offset, std::size_t size) {
    if (element.context != PropertyId::certificate) return damaged(offset, "the certificate, property 32, is missing");
    if (offset != size) return damaged(offset, "octets after the certificate, which must be last");
    return {};
}

std::string text_at(core::BytesView value, std::uint32_t offset) {
    return offset < k_provider_header || offset >= value.size() ? std::string() : property_text(value.subspan(offset));
}

}  // namespace

core::Result<PropertyView> read_property(core::BytesView list, std::size_t offset) {
    const core::BytesView rest = list.subspan(offset);
    if (rest.size() < k_header) return damaged(offset, fmt::format("{} octets are left, a property needs at least 12", rest.size()));
    const std::uint32_t id = core::read_u32_le(rest);
    const std::uint32_t encoding = core::read_u32_le(rest.subspan(4));
    const std::uint32_t length = core::read_u32_le(rest.subspan(8));
    if (id == 0) return damaged(offset, "property 0 does not exist");
    if (encoding != k_encoding) return damaged(offset + 4, fmt::format("property {} has encoding {} in place of 1", id, encoding));
    if (length > rest.size() - k_header) {
        return damaged(offset + 8, fmt::format("property {} announces {} octets and {} are left", id, length, rest.size() - k_header));
    }
    return PropertyView{static_cast<PropertyId>(id), rest.subspan(k_header, length), offset + k_header + length};
}

bool ends_element(PropertyId id) { return id == PropertyId::certificate || id == PropertyId::revocation_list || id == PropertyId::trust_list; }

core::Result<ElementView> read_element(core::BytesView list, std::size_t& offset) {
    const std::size_t start = offset;
    ElementView element;
    while (true) {
        if (offset == list.size() && offset != start) return damaged(offset, "the certificate, property 32, is missing");
        GPOTRUST_TRY_ASSIGN(const PropertyView property, read_property(list, offset));
        offset = property.end;
        if (offset - start > k_element_limit) return damaged(start, fmt::format("more than {} octets with one certificate", k_element_limit));
        if (ends_element(property.id)) {
            element.context = property.id;
            element.content = property.value;
            return element;
        }
        if (element.properties.size() == k_most_properties) return damaged(start, fmt::format("more than {} properties", k_most_properties));
        element.properties.push_back(property);
    }
}

core::Result<std::vector<Property>> parse_serialized_element(core::BytesView octets) {
    if (octets.size() > k_element_limit) {
        return core::fail(core::ErrorCode::unsupported_input,
                          fmt::format("certificate blob of {} octets: at most {} are read", octets.size(), k_element_limit));
    }
    std::size_t offset = 0;
    const auto element = read_element(octets, offset);
    if (!element && offset == 0 && looks_like_der(octets)) return damaged(0, "raw DER in place of a blob: the certificate without its properties");
    if (!element) return core::fail(element.error());
    GPOTRUST_TRY(check_end(*element, offset, octets.size()));
    std::vector<Property> properties;
    for (const PropertyView& property : element->properties) properties.push_back({property.id, {property.value.begin(), property.value.end()}});
    properties.push_back({element->context, {element->content.begin(), element->content.end()}});
    return properties;
}

std::string name_of(PropertyId id) {
    const auto number = static_cast<std::uint32_t>(id);
    const auto found = std::find_if(k_names.begin(), k_names.end(), [number](const NamedProperty& row) { return row.id == number; });
    return found == k_names.end() ? "PROPERTY_" + std::to_string(number) : std::string(found->name);
}

KeyProvider parse_key_provider(core::BytesView value) {
    if (value.size() < k_provider_header) return {};
    const bool machine_keyset = (core::read_u32_le(value.subspan(12)) & k_machine_keyset) != 0;
    return {text_at(value, core::read_u32_le(value)), text_at(value, core::read_u32_le(value.subspan(4))), machine_keyset};
}

std::string property_text(core::BytesView value) {
    std::size_t end = 0;
    while (end + 1 < value.size() && (value[end] != 0 || value[end + 1] != 0)) end += 2;
    return core::utf16le_to_utf8(value.first(end)).value_or(std::string());
}

}  // namespace gpotrust::certificate
