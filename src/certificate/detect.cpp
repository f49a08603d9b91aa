// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a file is, by its first octets and never by its name (docs/explanation/reading-exports.md 1).
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "certificate/contents.hpp"
#include "certificate/der.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/foreign.hpp"
#include "certificate/text_decoding.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::size_t k_largest_file = 10U * 1024 * 1024;
constexpr std::array<std::uint8_t, 8> k_sst_magic = {0, 0, 0, 0, 'C', 'E', 'R', 'T'};
constexpr std::uint32_t k_property_id_limit = 0x10000;

// Object identifiers, encoded.
constexpr std::string_view k_pkcs7_data = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01";
constexpr std::string_view k_pkcs7_signed = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
constexpr std::string_view k_pkcs7_enveloped = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03";
constexpr std::string_view k_pkcs7_encrypted = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x06";

// The first elements of a SEQUENCE, as far as they can be told apart.
std::vector<der::Element> children(core::BytesView content, std::size_t most) {
    std::vector<der::Element> found;
    while (found.size() < most) {
        const auto element = der::next_element(content);
        if (!element) break;
        found.push_back(*element);
    }
    return found;
}

bool has_tags(const std::vector<der::Element>& elements, std::initializer_list<std::uint8_t> tags) {
    if (elements.size() < tags.size()) return false;
    std::size_t i = 0;
    for (const std::uint8_t tag : tags) {
        if (elements[i++].tag != tag) return false;
    }
    return true;
}

enum class Shape { unknown, pfx, pkcs7, encrypted_message, certificate, request, revocation_list, private_key, encrypted_key, public_key };

Shape shape_of_signed(const der::Element& to_be_signed) {
    const auto parts = children(to_be_signed.content, 4);
    using namespace der;
    if (has_tags(parts, {k_integer, k_sequence, k_sequence, k_context_0})) return Shape::request;
    const bool is_list = has_tags(parts, {k_integer, k_sequence, k_sequence, k_utc_time}) ||
                         has_tags(parts, {k_integer, k_sequence, k_sequence, k_generalized_time}) ||
                         has_tags(parts, {k_sequence, k_sequence, k_utc_time}) || has_tags(parts, {k_sequence, k_sequence, k_generalized_time});
    if (is_list) return Shape::revocation_list;
    const bool starts_like_certificate = has_tags(parts, {k_context_0}) || has_tags(parts, {k_integer, k_sequence});
    return starts_like_certificate ? Shape::certificate : Shape::unknown;
}

bool starts_with_oid(const der::Element& element, std::initializer_list<std::string_view> oids) {
    const auto parts = children(element.content, 1);
    if (!has_tags(parts, {der::k_oid})) return false;
    for (const std::string_view oid : oids) {
        if (core::as_text(parts[0].content) == oid) return true;
    }
    return false;
}

// A file cut short is reported as what it was: only what stands first can be told.
Shape shape_of_cut_short(core::BytesView encoded) {
    if (encoded.size() < 2 || encoded[0] != der::k_sequence || encoded[1] <= 0x80 || encoded[1] > 0x84) return Shape::unknown;
    const std::size_t header = 2U + (encoded[1] & 0x7FU);
    const std::string_view content = core::as_text(encoded.subspan(std::min(header, encoded.size())));
    if (content.starts_with("\x02\x01\x03\x30")) return Shape::pfx;
    const bool is_certificate = content.starts_with("\x30\x82") && content.size() > 6 && content.substr(4, 2) == "\xA0\x03";
    return is_certificate ? Shape::certificate : Shape::unknown;
}

Shape shape_of(core::BytesView encoded) {
    const core::BytesView file = encoded;
    const auto outer = der::next_element(encoded, der::k_sequence);
    if (!outer) return shape_of_cut_short(file);
    const auto parts = children(outer->content, 3);
    using namespace der;
    if (has_tags(parts, {k_integer, k_sequence}) && starts_with_oid(parts[1], {k_pkcs7_data, k_pkcs7_signed})) return Shape::pfx;
    if (starts_with_oid(*outer, {k_pkcs7_signed})) return Shape::pkcs7;
    if (starts_with_oid(*outer, {k_pkcs7_enveloped, k_pkcs7_encrypted})) return Shape::encrypted_message;
    if (has_tags(parts, {k_integer, k_sequence, k_octet_string}) || has_tags(parts, {k_integer, k_integer, k_integer}) ||
        has_tags(parts, {k_integer, k_octet_string})) {
        return Shape::private_key;
    }
    if (has_tags(parts, {k_sequence, k_sequence, k_bit_string})) return shape_of_signed(parts[0]);
    if (has_tags(parts, {k_sequence, k_octet_string})) return Shape::encrypted_key;
    if (has_tags(parts, {k_sequence, k_bit_string})) return Shape::public_key;
    // Damaged or of indefinite length: what begins like a certificate is reported as one.
    return has_tags(parts, {k_sequence}) ? shape_of_signed(parts[0]) : Shape::unknown;
}

core::Result<Contents> read_certificate(core::BytesView encoded) {
    Contents contents;
    // Not add_certificate(): alone in its file, a certificate that does not parse is the file's error, with the reason.
    GPOTRUST_TRY_ASSIGN(ReadCertificate read, CertificateReader::read(encoded));
    contents.certificates.push_back({std::move(read)});
    contents.certificate_count = 1;
    return contents;
}

auto not_a_certificate(const ForeignKind& kind) { return certificate::not_a_certificate(kind.what, std::string(kind.hint)); }

bool is_store(core::BytesView encoded) {
    return encoded.size() >= k_sst_magic.size() && std::equal(k_sst_magic.begin(), k_sst_magic.end(), encoded.begin());
}

bool is_serialized_element(core::BytesView encoded) {
    return encoded.size() >= 12 && core::read_u32_le(encoded) < k_property_id_limit && core::read_u32_le(encoded.subspan(4)) == 1;
}

}  // namespace

std::optional<ExportKind> kind_of_binary(core::BytesView encoded) {
    if (is_store(encoded)) return ExportKind::sst;
    if (is_serialized_element(encoded)) return ExportKind::serialized_element;
    switch (shape_of(encoded)) {
        case Shape::pfx:
            return ExportKind::pfx;
        case Shape::pkcs7:
            return ExportKind::pkcs7;
        case Shape::certificate:
            return ExportKind::certificate;
        default:
            return std::nullopt;
    }
}

core::Result<Contents> read_binary(core::BytesView encoded, Unlocking& unlocking) {
    if (is_store(encoded)) return read_serialized_store(encoded);
    if (is_serialized_element(encoded)) return read_serialized_element(encoded);
    switch (shape_of(encoded)) {
        case Shape::pfx:
            return read_pfx(encoded, unlocking);
        case Shape::pkcs7:
            return read_pkcs7(encoded);
        case Shape::certificate:
            return read_certificate(encoded);
        case Shape::request:
            return not_a_certificate(k_certificate_request);
        case Shape::encrypted_message:
            return certificate::not_a_certificate("an encrypted message (.p7m)");
        case Shape::revocation_list:
            return certificate::not_a_certificate("a certificate revocation list");
        case Shape::private_key:
            return not_a_certificate(k_bare_private_key);
        case Shape::encrypted_key:
            return certificate::not_a_certificate("an encrypted private key", std::string(k_bare_private_key.hint));
        case Shape::public_key:
            return certificate::not_a_certificate("a bare public key");
        case Shape::unknown:
            break;
    }
    if (const auto kind = foreign_binary(encoded)) return not_a_certificate(*kind);
    return fail_as(k_not_a_certificate, "this is neither a certificate nor an export of one");
}

core::Result<Contents> read_contents(core::BytesView file, Unlocking& unlocking) {
    if (file.empty()) return fail_as(k_not_a_certificate, "the file is empty", "export the certificate again");
    if (file.size() > k_largest_file) return fail_as(k_not_a_certificate, "the file is larger than 10 MiB, which no export of a certificate is");
    const auto text = decode_text(file);
    if (!text) return read_binary(file, unlocking);
    if (is_pem(text->text())) return read_pem(text->text(), unlocking);
    if (const auto kind = foreign_text(text->text())) return not_a_certificate(*kind);
    const auto octets = decode_bare_base64(text->text());
    if (!octets) return fail_as(k_not_a_certificate, "this is a text without a certificate in it");
    if (!*octets) return core::fail(named(k_export_malformed, octets->error()));
    return read_binary((*octets)->view(), unlocking);
}

std::optional<ExportKind> detect_export_kind(core::BytesView file) {
    if (file.size() > k_largest_file) return std::nullopt;
    const auto text = decode_text(file);
    if (!text) return kind_of_binary(file);
    if (is_pem(text->text())) return kind_of_pem(text->text());
    const auto octets = decode_bare_base64(text->text());
    return octets && *octets ? kind_of_binary((*octets)->view()) : std::nullopt;
}

}  // namespace gpotrust::certificate
