// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The property lists that Windows keeps beside a certificate: registry Blobs, serialized elements and the elements of a serialized store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::certificate {

/// Property identifiers of a serialized store element (wincrypt.h CERT_*_PROP_ID) that this program writes, reads or names. Others occur as numbers.
enum class PropertyId : std::uint32_t {
    key_prov_info = 2,  ///< never written: leaks the key container
    sha1_hash = 3,
    md5_hash = 4,
    enhanced_key_usage = 9,
    friendly_name = 11,
    signature_hash = 15,
    key_identifier = 20,
    subject_public_key_md5 = 25,
    certificate = 32,         ///< the certificate itself; ends an element
    revocation_list = 33,     ///< a CRL in place of a certificate; ends an element
    trust_list = 34,          ///< a CTL in place of a certificate; ends an element
    request_originator = 71,  ///< never written: leaks a host name
    public_key_bit_length = 92,
};

struct Property {
    PropertyId id{};
    core::Bytes value;
    friend bool operator==(const Property&, const Property&) = default;
};

/// The largest element that is read, in octets, and the most properties it may have. Windows knows about a hundred.
inline constexpr std::size_t k_element_limit = 1U << 20U;
inline constexpr std::size_t k_most_properties = 256;

/// Reads one serialized element that fills `element`: {u32 id, u32 1, u32 length, octets}*, the certificate (32) last. Errors name the octet offset. Raw DER
/// in place of an element is named as such. Limits as above; beyond them unsupported_input.
[[nodiscard]] core::Result<std::vector<Property>> parse_serialized_element(core::BytesView element);

/// wincrypt.h's name without CERT_ and _PROP_ID, e.g. "KEY_PROV_INFO"; "PROPERTY_200" for unknown numbers.
[[nodiscard]] std::string name_of(PropertyId id);

/// Where property 2 says the private key lives (CRYPT_KEY_PROV_INFO as serialized: offsets of two UTF-16 texts first).
struct KeyProvider {
    std::string container;  ///< UTF-8; empty if it is not stored, or not well-formed
    std::string provider;
    bool machine_keyset = false;  ///< CRYPT_MACHINE_KEYSET
};
[[nodiscard]] KeyProvider parse_key_provider(core::BytesView value);

/// The UTF-16LE text of a property up to its NUL, as UTF-8; empty if it is ill-formed.
[[nodiscard]] std::string property_text(core::BytesView value);

}  // namespace gpotrust::certificate
