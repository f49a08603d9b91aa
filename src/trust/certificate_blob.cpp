// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/certificate_blob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "trust/text_rules.hpp"

namespace gpotrust::trust {
namespace {

constexpr std::uint32_t k_encoding = 1;               // X509_ASN_ENCODING: there is no other
constexpr std::size_t k_longest_friendly_name = 128;  // UTF-16 units
constexpr std::size_t k_most_policy_data = 65535;     // [MS-GPREG] 2.2.1

constexpr std::array<PropertyId, 9> k_allowed = {
    PropertyId::sha1_hash,      PropertyId::md5_hash,       PropertyId::enhanced_key_usage,     PropertyId::friendly_name,
    PropertyId::signature_hash, PropertyId::key_identifier, PropertyId::subject_public_key_md5, PropertyId::public_key_bit_length,
    PropertyId::certificate};

// SEQUENCE { OBJECT IDENTIFIER 1.3.6.1.5.5.7.3.1 }
constexpr std::array<std::uint8_t, 12> k_server_auth_only = {0x30, 0x0A, 0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01};

template <class Octets>
core::Bytes bytes_of(const Octets& octets) {
    return core::Bytes(octets.begin(), octets.end());
}

std::optional<core::Bytes> md5_of(core::BytesView octets) {
    const auto digest = crypto::md5(octets);
    if (octets.empty() || !digest) return std::nullopt;
    return bytes_of(digest->octets);
}

std::optional<core::Bytes> unless_empty(const core::Bytes& octets) { return octets.empty() ? std::nullopt : std::optional(octets); }

core::Bytes number(std::uint32_t value) {
    core::Bytes octets;
    core::append_u32_le(octets, value);
    return octets;
}

tl::unexpected<core::Error> forbidden(PropertyId id, std::string_view why) {
    return core::fail(core::ErrorCode::internal, fmt::format("certificate property {} {}", static_cast<std::uint32_t>(id), why));
}

core::Result<void> check_writable(std::span<const Property> properties) {
    if (properties.empty() || properties.back().id != PropertyId::certificate)
        return forbidden(PropertyId::certificate, "must be the last of a blob");
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const Property& property = properties[i];
        if (std::find(k_allowed.begin(), k_allowed.end(), property.id) == k_allowed.end()) return forbidden(property.id, "must not be written");
        const auto same = [&](const Property& other) { return other.id == property.id; };
        if (std::count_if(properties.begin(), properties.end(), same) != 1) return forbidden(property.id, "stands in a blob twice");
        // An empty usage list makes the trust unspecified; no other property has a use without a value either.
        if (property.value.empty() || (property.id == PropertyId::enhanced_key_usage && property.value.size() <= 2))
            return forbidden(property.id, "is empty");
    }
    return {};
}

// The text with its terminating NUL.
core::Result<core::Bytes> friendly_name_value(std::string_view clean) {
    GPOTRUST_TRY_ASSIGN(core::Bytes units, core::utf8_to_utf16le(clean));
    core::append_u16_le(units, 0);
    return units;
}

void add_computed(std::vector<Property>& properties, PropertyId id, const certificate::Certificate& certificate) {
    if (auto value = computed_property(id, certificate)) properties.push_back({id, *std::move(value)});
}

}  // namespace

core::Result<std::vector<Property>> parse_certificate_blob(core::BytesView blob) { return certificate::parse_serialized_element(blob); }

std::optional<core::Bytes> computed_property(PropertyId id, const certificate::Certificate& certificate) {
    const certificate::CertificateFacts& facts = certificate.facts();
    switch (id) {
        case PropertyId::sha1_hash:
            return bytes_of(certificate.sha1().octets);
        case PropertyId::md5_hash:
            return md5_of(certificate.der());
        case PropertyId::signature_hash:
            return unless_empty(facts.tbs_digest);
        case PropertyId::key_identifier:
            return facts.subject_key_identifier ? unless_empty(*facts.subject_key_identifier) : std::nullopt;
        case PropertyId::subject_public_key_md5:
            return md5_of(facts.public_key_bits);
        case PropertyId::public_key_bit_length:
            return facts.key.bits == 0 ? std::nullopt : std::optional(number(facts.key.bits));
        case PropertyId::certificate:
            return bytes_of(certificate.der());
        case PropertyId::key_prov_info:
        case PropertyId::enhanced_key_usage:
        case PropertyId::friendly_name:
        case PropertyId::request_originator:
        case PropertyId::revocation_list:
        case PropertyId::trust_list:
            break;
    }
    return std::nullopt;
}

core::Result<core::Bytes> serialize_certificate_blob(std::span<const Property> properties) {
    GPOTRUST_TRY(check_writable(properties));
    core::Bytes blob;
    for (const Property& property : properties) {
        core::append_u32_le(blob, static_cast<std::uint32_t>(property.id));
        core::append_u32_le(blob, k_encoding);
        core::append_u32_le(blob, static_cast<std::uint32_t>(property.value.size()));
        core::append(blob, property.value);
    }
    return blob;
}

bool is_friendly_name(std::string_view name) { return core::is_utf8(name) && sanitised(name, k_longest_friendly_name) == name; }

core::Result<core::Bytes> make_certificate_blob(const certificate::Certificate& certificate, const BlobOptions& options) {
    std::vector<Property> properties;
    add_computed(properties, PropertyId::sha1_hash, certificate);
    if (options.restrict_to_server_auth) properties.push_back({PropertyId::enhanced_key_usage, bytes_of(k_server_auth_only)});
    if (const std::string name = sanitised(options.friendly_name, k_longest_friendly_name); !name.empty()) {
        GPOTRUST_TRY_ASSIGN(core::Bytes value, friendly_name_value(name));
        properties.push_back({PropertyId::friendly_name, std::move(value)});
    }
    add_computed(properties, PropertyId::key_identifier, certificate);
    add_computed(properties, PropertyId::certificate, certificate);
    GPOTRUST_TRY_ASSIGN(core::Bytes blob, serialize_certificate_blob(properties));
    if (blob.size() > k_most_policy_data) {
        return core::fail(core::ErrorCode::unfit,
                          fmt::format("certificate {} makes a registry value of {} octets, a policy holds at most 65535",
                                      core::to_hex(certificate.sha1()), blob.size()),
                          "issue a smaller certificate: its names or extensions are too many");
    }
    return blob;
}

}  // namespace gpotrust::trust
