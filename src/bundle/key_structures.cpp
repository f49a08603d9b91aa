// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/bundle/key_structures.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace gpotrust::bundle {
namespace {

using core::BytesView;

constexpr std::uint8_t k_integer = 0x02;
constexpr std::uint8_t k_octet_string = 0x04;
constexpr std::uint8_t k_object_identifier = 0x06;
constexpr std::uint8_t k_sequence = 0x30;

constexpr std::uint8_t k_constructed_octet_string = 0x24;  // BER

/// A DER or BER element: what is inside it, and what comes after it. An indefinite length that does not end within a few elements counts as "to the end".
struct Element {
    std::uint8_t tag = 0;
    BytesView inside;
    BytesView after;
};

std::optional<Element> element(BytesView octets, int depth = 0);

/// X.690 8.1.3.6: the elements inside, then two zero octets.
Element indefinite_element(BytesView octets, int depth) {
    constexpr int k_deepest = 3;
    constexpr int k_most_elements = 8;
    const BytesView inside = octets.subspan(2);
    BytesView rest = inside;
    for (int count = 0; depth < k_deepest && count < k_most_elements && rest.size() >= 2; ++count) {
        if (rest[0] == 0 && rest[1] == 0) return {octets[0], inside.first(inside.size() - rest.size()), rest.subspan(2)};
        const auto next = element(rest, depth + 1);
        if (!next) break;
        rest = next->after;
    }
    return {octets[0], inside, {}};
}

std::optional<Element> element(BytesView octets, int depth) {
    if (octets.size() < 2) return std::nullopt;
    std::size_t length = octets[1];
    std::size_t header = 2;
    if (length == 0x80) return indefinite_element(octets, depth);
    if (length > 0x80) {
        const std::size_t count = length - 0x80;
        if (count > 4 || octets.size() < 2 + count) return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | octets[2 + i];
        header += count;
    }
    if (octets.size() - header < length) return std::nullopt;
    return Element{octets[0], octets.subspan(header, length), octets.subspan(header + length)};
}

std::optional<Element> element_of(BytesView octets, std::uint8_t tag) {
    const auto found = element(octets);
    return found && found->tag == tag ? found : std::nullopt;
}

/// In one piece, or in BER in several.
bool is_octet_string(BytesView octets) {
    const auto found = element(octets);
    return found && (found->tag == k_octet_string || found->tag == k_constructed_octet_string);
}

bool starts_with(BytesView octets, std::initializer_list<std::uint8_t> start) {
    return octets.size() >= start.size() && std::equal(start.begin(), start.end(), octets.begin());
}

/// A number as small as a version, as its value.
std::optional<unsigned> version(const Element& number) {
    if (number.inside.size() != 1) return std::nullopt;
    return number.inside[0];
}

bool is_password_encryption(BytesView object_identifier) {
    return starts_with(object_identifier, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05}) ||      // 1.2.840.113549.1.5, PKCS#5
           starts_with(object_identifier, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01});  // 1.2.840.113549.1.12.1, PKCS#12
}

bool is_pfx_content(BytesView object_identifier) {
    return starts_with(object_identifier, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07});  // 1.2.840.113549.1.7, PKCS#7
}

/// SEQUENCE { SEQUENCE { OID of a password encryption ... }, OCTET STRING }
bool is_encrypted_private_key(const Element& algorithm) {
    const auto identifier = element_of(algorithm.inside, k_object_identifier);
    return identifier && is_password_encryption(identifier->inside) && is_octet_string(algorithm.after);
}

/// What follows the version in a PrivateKeyInfo: SEQUENCE { OID ... }, OCTET STRING
bool is_algorithm_and_key(BytesView octets) {
    const auto algorithm = element_of(octets, k_sequence);
    return algorithm && element_of(algorithm->inside, k_object_identifier) && is_octet_string(algorithm->after);
}

/// What follows the version in an RSAPrivateKey: at least modulus, exponent, private exponent, one prime; a modulus is no small number.
bool is_row_of_numbers(BytesView octets) {
    constexpr std::size_t k_smallest_modulus = 32;
    auto number = element_of(octets, k_integer);
    if (!number || number->inside.size() < k_smallest_modulus) return false;
    for (int further = 0; further < 3; ++further) {
        number = element_of(number->after, k_integer);
        if (!number) return false;
    }
    return true;
}

/// What follows the version in an ECPrivateKey: the number, then [0], [1] or nothing.
bool is_curve_number(BytesView octets) {
    const auto number = element_of(octets, k_octet_string);
    if (!number || number->inside.size() < 20 || number->inside.size() > 72) return false;
    return number->after.empty() || number->after[0] == 0xA0 || number->after[0] == 0xA1;
}

/// Decides most cases: '0' is the commonest character of hex, and a key's sequence begins with a number or another sequence.
bool may_be_key(BytesView octets) {
    if (octets.size() < 3) return false;
    const std::size_t more = octets[1] > 0x80 ? octets[1] - 0x80U : 0;
    if (more > 4 || octets.size() < 3 + more) return false;
    return octets[2 + more] == k_sequence || octets[2 + more] == k_integer;
}

std::string_view der_structure(BytesView octets) {
    if (!may_be_key(octets)) return {};
    const auto whole = element_of(octets, k_sequence);
    if (!whole) return {};
    const auto first = element(whole->inside);
    if (!first) return {};
    if (first->tag == k_sequence && is_encrypted_private_key(*first)) return "an encrypted private key (PKCS#8)";
    const auto number = first->tag == k_integer ? version(*first) : std::nullopt;
    if (!number) return {};
    if (*number <= 1 && is_algorithm_and_key(first->after)) return "a private key (PKCS#8)";
    if (*number <= 1 && is_row_of_numbers(first->after)) return "a private key (PKCS#1)";
    if (*number == 1 && is_curve_number(first->after)) return "a private key (SEC1)";
    if (*number != 3) return {};
    const auto content = element_of(first->after, k_sequence);
    const auto type = content ? element_of(content->inside, k_object_identifier) : std::nullopt;
    return type && is_pfx_content(type->inside) ? "a PFX file" : std::string_view();
}

/// {u32 id, u32 1, u32 length, octets} of a serialized store element (wincrypt.h, CertSerializeCertificateStoreElement).
bool is_property(BytesView octets, std::uint8_t id, std::size_t least) {
    if (!starts_with(octets, {id, 0, 0, 0, 1, 0, 0, 0}) || octets.size() < 12) return false;
    const std::size_t length = core::read_u32_le(octets.subspan(8, 4));
    return length >= least && length <= octets.size() - 12;
}

/// BLOBHEADER { PRIVATEKEYBLOB, version 2 } with the magic of an RSA or DSS private key.
bool is_private_key_blob(BytesView octets) {
    if (!starts_with(octets, {0x07, 0x02, 0, 0}) || octets.size() < 12) return false;
    const std::string_view magic = core::as_text(octets.subspan(8, 4));
    return magic == "RSA2" || magic == "DSS2";
}

/// BCRYPT_RSAKEY_BLOB of bcrypt.h: six numbers, then exponent, modulus and primes. RSA2 is the private, RSA3 the full private key.
bool is_cng_rsa_key(BytesView octets) {
    if (!starts_with(octets, {'R', 'S', 'A'}) || octets.size() < 24 || (octets[3] != '2' && octets[3] != '3')) return false;
    const auto number = [&](std::size_t index) { return core::read_u32_le(octets.subspan(4 * index, 4)); };
    const std::uint64_t modulus = number(3);
    const std::uint64_t primes = std::uint64_t{number(4)} + number(5);
    const bool modulus_fits = number(1) >= 512 && number(1) <= 16'384 && modulus == (std::uint64_t{number(1)} + 7) / 8;
    const bool primes_fit = number(4) > 0 && number(5) > 0 && primes >= modulus && primes <= modulus + 2;
    return modulus_fits && primes_fit && number(2) >= 1 && number(2) <= modulus && octets.size() - 24 >= number(2) + modulus + primes;
}

/// BCRYPT_ECCKEY_BLOB of bcrypt.h: magic, size of one number, then X, Y and d. The public ones are ECK1, ECS1 and so on.
bool is_cng_curve_key(BytesView octets) {
    if (!starts_with(octets, {'E', 'C'}) || octets.size() < 8) return false;
    struct Magic {
        std::string_view text;
        std::uint32_t least;
        std::uint32_t most;
    };
    constexpr std::array<Magic, 8> k_private = {Magic{"ECK2", 32, 32}, Magic{"ECK4", 48, 48}, Magic{"ECK6", 66, 66}, Magic{"ECS2", 32, 32},
                                                Magic{"ECS4", 48, 48}, Magic{"ECS6", 66, 66}, Magic{"ECKV", 20, 72}, Magic{"ECDV", 20, 72}};
    const std::string_view magic = core::as_text(octets.first(4));
    const std::uint32_t size = core::read_u32_le(octets.subspan(4, 4));
    return std::any_of(k_private.begin(), k_private.end(), [&](const Magic& known) {
        return known.text == magic && size >= known.least && size <= known.most && octets.size() - 8 >= std::size_t{3} * size;
    });
}

}  // namespace

std::string_view key_structure_at(BytesView octets, std::size_t offset) {
    constexpr std::size_t k_key_prov_info_header = 28;  // CRYPT_KEY_PROV_INFO is 7 numbers before its texts
    const BytesView here = octets.subspan(offset);
    switch (here[0]) {
        case k_sequence:
            return der_structure(here);
        case 0x02:
            return is_property(here, 2, k_key_prov_info_header) ? "a reference to a key container (property 2)" : std::string_view();
        case 0x47:
            return is_property(here, 71, 2) ? "the name of the requesting machine (property 71)" : std::string_view();
        case 0x07:
            return is_private_key_blob(here) ? "a private key (PRIVATEKEYBLOB)" : std::string_view();
        case 0x1E:
            return starts_with(here, {0x1E, 0xF1, 0xB5, 0xB0}) ? "a private key (PVK)" : std::string_view();
        case 'R':
            return is_cng_rsa_key(here) ? "a private key (BCRYPT_RSAKEY_BLOB)" : std::string_view();
        case 'E':
            return is_cng_curve_key(here) ? "a private key (BCRYPT_ECCKEY_BLOB)" : std::string_view();
        default:
            return {};
    }
}

bool names_private_key(std::string_view after_begin) {
    constexpr std::size_t k_longest_label = 40;
    const std::string_view label = after_begin.substr(0, std::min(after_begin.substr(0, k_longest_label).find('\n'), k_longest_label));
    constexpr std::array<std::string_view, 3> k_words = {"PRIVATE KEY", "PKCS12", "PFX"};
    return std::any_of(k_words.begin(), k_words.end(), [&](std::string_view word) { return label.find(word) != std::string_view::npos; });
}

}  // namespace gpotrust::bundle
