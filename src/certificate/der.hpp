// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A look at the outer shape of ASN.1 (X.690), to recognise files and to cut original octets out of them. Values are read by OpenSSL.
#pragma once

#include <cstdint>
#include <optional>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::certificate::der {

constexpr std::uint8_t k_boolean = 0x01;
constexpr std::uint8_t k_integer = 0x02;
constexpr std::uint8_t k_bit_string = 0x03;
constexpr std::uint8_t k_octet_string = 0x04;
constexpr std::uint8_t k_oid = 0x06;
constexpr std::uint8_t k_utf8_string = 0x0C;
constexpr std::uint8_t k_utc_time = 0x17;
constexpr std::uint8_t k_generalized_time = 0x18;
constexpr std::uint8_t k_sequence = 0x30;
constexpr std::uint8_t k_context_0 = 0xA0;
constexpr std::uint8_t k_constructed = 0x20;

/// One element of a single-octet tag.
struct Element {
    std::uint8_t tag = 0;
    core::BytesView whole;    ///< header and content
    core::BytesView content;  ///< of an indefinite length: everything that follows
    bool indefinite = false;
    bool minimal = true;  ///< the length has no superfluous octets
};

/// Cuts the first element off `rest`; nothing if there is none or it does not fit in. An indefinite element takes all of `rest`.
[[nodiscard]] std::optional<Element> next_element(core::BytesView& rest);
/// As above, and the tag must be the given one; else `rest` stays as it is.
[[nodiscard]] std::optional<Element> next_element(core::BytesView& rest, std::uint8_t tag);

/// The first element alone where nothing but zeros follows it. Windows writes some exports in buffers a few octets too long (dotnet's *.noRC2.pfx end in eight
/// zeros); anything else behind is a fault.
[[nodiscard]] core::BytesView without_zero_padding(core::BytesView encoded);

/// Whether there are more than `most` elements at all depths, ends of contents included; DER or BER, and what cannot be followed ends the count.
[[nodiscard]] bool has_more_elements(core::BytesView encoded, std::size_t most);

/// The offset of the first thing that BER allows and DER does not (lengths, BOOLEAN values, constructed strings), or that is neither.
[[nodiscard]] std::optional<std::size_t> first_fault(core::BytesView encoded);

}  // namespace gpotrust::certificate::der
