// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <initializer_list>
#include <vector>

#include "certificate/der.hpp"
#include "gpotrust/certificate/pkcs7.hpp"

namespace gpotrust::certificate {
namespace {

using core::Bytes;
using core::BytesView;

constexpr std::uint8_t k_set = 0x31;
// RFC 2315 14: signedData and data.
constexpr std::array<std::uint8_t, 9> k_signed_data = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02};
constexpr std::array<std::uint8_t, 9> k_data = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01};
constexpr std::array<std::uint8_t, 1> k_version = {1};

void append_length(Bytes& encoded, std::size_t length) {
    constexpr std::size_t k_short_form = 0x80;
    if (length < k_short_form) {
        encoded.push_back(static_cast<std::uint8_t>(length));
        return;
    }
    Bytes octets;
    for (std::size_t rest = length; rest != 0; rest >>= 8U) octets.push_back(static_cast<std::uint8_t>(rest));
    encoded.push_back(static_cast<std::uint8_t>(k_short_form | octets.size()));
    encoded.insert(encoded.end(), octets.rbegin(), octets.rend());
}

Bytes element(std::uint8_t tag, std::initializer_list<BytesView> parts) {
    std::size_t length = 0;
    for (const BytesView part : parts) length += part.size();
    Bytes encoded = {tag};
    append_length(encoded, length);
    for (const BytesView part : parts) core::append(encoded, part);
    return encoded;
}

Bytes joined_in_order(std::span<const Certificate> certificates) {
    std::vector<BytesView> encodings;
    for (const Certificate& certificate : certificates) encodings.push_back(certificate.der());
    const auto before = [](BytesView a, BytesView b) { return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end()); };
    std::sort(encodings.begin(), encodings.end(), before);
    Bytes all;
    for (const BytesView encoding : encodings) core::append(all, encoding);
    return all;
}

}  // namespace

// Written here and not by OpenSSL, which would encode each certificate anew: what is not quite DER would come out as another certificate.
core::Bytes to_pkcs7(std::span<const Certificate> certificates) {
    const Bytes signed_data =
        element(der::k_sequence, {element(der::k_integer, {k_version}), element(k_set, {}), element(der::k_sequence, {element(der::k_oid, {k_data})}),
                                  element(der::k_context_0, {joined_in_order(certificates)}), element(k_set, {})});
    return element(der::k_sequence, {element(der::k_oid, {k_signed_data}), element(der::k_context_0, {signed_data})});
}

}  // namespace gpotrust::certificate
