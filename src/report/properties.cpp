// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/properties.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "gpotrust/core/text.hpp"

namespace gpotrust::report {
namespace {

using core::BytesView;
using trust::PropertyId;

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

constexpr std::array k_public{3U, 4U, 9U, 11U, 13U, 15U, 20U, 24U, 25U, 28U, 29U, 32U, 92U, 93U, 98U, 107U};

std::string utf16_text(BytesView octets) {
    std::size_t end = 0;
    while (end + 1 < octets.size() && (octets[end] != 0 || octets[end + 1] != 0)) end += 2;
    return core::utf16le_to_utf8(octets.first(end)).value_or(std::string());
}

/// CRYPT_KEY_PROV_INFO as stored: offsets of container and provider first, both UTF-16.
std::string key_provider_text(BytesView octets) {
    if (octets.size() < 28) return {};
    const auto text_at = [octets](std::uint32_t offset) {
        return offset < 28 || offset >= octets.size() ? std::string() : utf16_text(octets.subspan(offset));
    };
    const std::string container = text_at(core::read_u32_le(octets));
    const std::string provider = text_at(core::read_u32_le(octets.subspan(4)));
    return "container " + container + ", provider " + provider;
}

}  // namespace

std::string name_of(PropertyId id) {
    const auto number = static_cast<std::uint32_t>(id);
    const auto found = std::find_if(k_names.begin(), k_names.end(), [number](const NamedProperty& row) { return row.id == number; });
    return found == k_names.end() ? "PROPERTY_" + std::to_string(number) : std::string(found->name);
}

bool is_foreign_metadata(PropertyId id) { return std::find(k_public.begin(), k_public.end(), static_cast<std::uint32_t>(id)) == k_public.end(); }

std::string meaning(const trust::Property& property) {
    switch (static_cast<std::uint32_t>(property.id)) {
        case 2:
            return key_provider_text(property.value);
        case 11:
        case 13:
        case 71:
        case 93:
            return utf16_text(property.value);
        case 92:
            return property.value.size() == 4 ? std::to_string(core::read_u32_le(property.value)) + " bits" : std::string();
        default:
            return {};
    }
}

}  // namespace gpotrust::report
