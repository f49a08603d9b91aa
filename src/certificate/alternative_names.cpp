// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "certificate/facts.hpp"
#include "crypto/handles.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

using Kind = AlternativeName::Kind;
using Fault = AlternativeName::Fault;

AlternativeName from_ia5(Kind kind, const ASN1_STRING& text) {
    const core::BytesView octets = crypto::octets_of(text);
    Fault fault = Fault::none;
    if (std::any_of(octets.begin(), octets.end(), [](std::uint8_t octet) { return octet >= 0x80; })) fault = Fault::not_ia5;
    if (std::find(octets.begin(), octets.end(), std::uint8_t{0}) != octets.end()) fault = Fault::nul;
    const bool well_formed = fault == Fault::none;
    return {kind, well_formed ? std::string(core::as_text(octets)) : core::printable(core::as_text(octets)), well_formed, fault};
}

// RFC 5952: the longest run of two or more zero groups is left out, the first of several.
std::string ipv6_text(core::BytesView octets) {
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i) groups[i] = (static_cast<unsigned>(octets[2 * i]) << 8U) | octets[2 * i + 1];
    std::size_t gap = 8;
    std::size_t gap_size = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        const auto end = std::find_if(groups.begin() + static_cast<std::ptrdiff_t>(i), groups.end(), [](unsigned group) { return group != 0; });
        const auto zeros = static_cast<std::size_t>(end - groups.begin()) - i;
        if (zeros > gap_size) {
            gap = i;
            gap_size = zeros;
        }
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == gap) {
            text += "::";
            i += gap_size - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':') text += ':';
        text += fmt::format("{:x}", groups[i]);
    }
    return text;
}

AlternativeName from_address(const ASN1_STRING& address) {
    const core::BytesView octets = crypto::octets_of(address);
    if (octets.size() == 4 || octets.size() == 16) return {Kind::ip, address_text(octets)};
    // Name constraints write an address with its mask (RFC 5280 4.2.1.10); a subjectAltName must not.
    if (octets.size() == 8) return {Kind::ip, address_text(octets.first(4)) + "/" + address_text(octets.last(4)), false, Fault::address_with_mask};
    if (octets.size() == 32) return {Kind::ip, address_text(octets.first(16)) + "/" + address_text(octets.last(16)), false, Fault::address_with_mask};
    return {Kind::ip, core::to_hex_upper(octets), false, Fault::address_length};
}

}  // namespace

std::string address_text(core::BytesView octets) {
    return octets.size() == 4 ? fmt::format("{}.{}.{}.{}", octets[0], octets[1], octets[2], octets[3]) : ipv6_text(octets);
}

AlternativeName read_alternative_name(const GENERAL_NAME& name) {
    switch (name.type) {
        case GEN_DNS:
            return from_ia5(Kind::dns, *name.d.dNSName);
        case GEN_EMAIL:
            return from_ia5(Kind::email, *name.d.rfc822Name);
        case GEN_URI:
            return from_ia5(Kind::uri, *name.d.uniformResourceIdentifier);
        case GEN_IPADD:
            return from_address(*name.d.iPAddress);
        case GEN_OTHERNAME:
            return {Kind::other, dotted(*name.d.otherName->type_id), true};
        case GEN_RID:
            return {Kind::other, dotted(*name.d.registeredID), true};
        default:
            return {Kind::other, fmt::format("[{}]", name.type), true};
    }
}

}  // namespace gpotrust::certificate
