// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Serialized elements (registry Blobs) and serialized stores (.sst) of crypt32 (docs/explanation/reading-exports.md 6).
#include <fmt/format.h>

#include <algorithm>

#include "certificate/contents.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/property_list.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::size_t k_store_header = 8;   // 00 00 00 00 "CERT"
constexpr std::size_t k_end_mark = 12;      // a property header of zeros
constexpr std::size_t k_most_named = 64;    // dropped properties in one sentence
constexpr std::size_t k_most_lists = 1024;  // revocation and trust lists of a store

auto damaged(core::Error error) {
    error.hint = k_export_malformed.finding.hint;
    return core::fail(named(k_export_malformed, std::move(error)));
}

auto malformed(std::string message) { return fail_as(k_export_malformed, std::move(message)); }

bool is_kept(PropertyId id) { return id == PropertyId::sha1_hash || id == PropertyId::friendly_name; }

void note_dropped(PropertyId id, std::vector<PropertyId>& dropped) {
    if (std::find(dropped.begin(), dropped.end(), id) == dropped.end()) dropped.push_back(id);
}

void read_origin(const PropertyView& property, FoundCertificate& found) {
    if (property.id == PropertyId::request_originator && found.machine.empty()) found.machine = property_text(property.value);
    if (property.id != PropertyId::key_prov_info || found.key_reference) return;
    KeyProvider stored = parse_key_provider(property.value);
    found.key_reference = FoundCertificate::KeyReference{std::move(stored.container), std::move(stored.provider), stored.machine_keyset};
}

core::Result<void> check_hash(const PropertyView& property, const Certificate& certificate) {
    if (property.id != PropertyId::sha1_hash) return {};
    const auto& computed = certificate.sha1().octets;
    if (std::equal(computed.begin(), computed.end(), property.value.begin(), property.value.end())) return {};
    return fail_as(k_hash_differs, fmt::format("the thumbprint stored beside a certificate is {}, and the one it has is {}",
                                               core::to_hex_upper(property.value.first(std::min<std::size_t>(property.value.size(), 32))),
                                               core::to_hex(certificate.sha1())));
}

core::Result<void> read_properties(const ElementView& element, FoundCertificate& found) {
    for (const PropertyView& property : element.properties) {
        GPOTRUST_TRY(check_hash(property, found.read.certificate));
        if (property.id == PropertyId::friendly_name && found.friendly_name.empty()) found.friendly_name = property_text(property.value);
        read_origin(property, found);
        if (!is_kept(property.id)) note_dropped(property.id, found.dropped);
    }
    return {};
}

core::Result<void> read_certificate_element(const ElementView& element, Contents& contents) {
    GPOTRUST_TRY_ASSIGN(FoundCertificate * added, add_certificate(contents, element.content));
    return added == nullptr ? core::Result<void>() : read_properties(element, *added);
}

void report_dropped(Contents& contents) {
    std::vector<PropertyId> dropped;
    for (const FoundCertificate& found : contents.certificates) {
        for (const PropertyId id : found.dropped) note_dropped(id, dropped);
    }
    if (dropped.empty()) return;
    std::sort(dropped.begin(), dropped.end());
    std::string list;
    for (std::size_t i = 0; i < std::min(dropped.size(), k_most_named); ++i)
        list += fmt::format("{}{} {}", i == 0 ? "" : ", ", static_cast<std::uint32_t>(dropped[i]), name_of(dropped[i]));
    if (dropped.size() > k_most_named) list += fmt::format(" and {} more", dropped.size() - k_most_named);
    contents.findings.push_back(core::make_finding(k_properties_dropped, list));
}

bool at_end_mark(core::BytesView store, std::size_t offset) {
    const core::BytesView rest = store.subspan(offset);
    return rest.size() >= k_end_mark && std::all_of(rest.begin(), rest.begin() + k_end_mark, [](std::uint8_t octet) { return octet == 0; });
}

struct Skipped {
    std::size_t revocation_lists = 0;
    std::size_t trust_lists = 0;
};

core::Result<void> read_store_element(const ElementView& element, Contents& contents, Skipped& skipped) {
    if (element.context == PropertyId::certificate) return read_certificate_element(element, contents);
    ++(element.context == PropertyId::revocation_list ? skipped.revocation_lists : skipped.trust_lists);
    if (skipped.revocation_lists + skipped.trust_lists <= k_most_lists) return {};
    return malformed(fmt::format("the store holds more than {} revocation and trust lists", k_most_lists));
}

void report_skipped(const Skipped& skipped, Contents& contents) {
    if (skipped.revocation_lists + skipped.trust_lists == 0) return;
    contents.findings.push_back(
        core::make_finding(k_lists_skipped, fmt::format("revocation lists {}, trust lists {}", skipped.revocation_lists, skipped.trust_lists)));
}

}  // namespace

core::Result<Contents> read_serialized_element(core::BytesView encoded) {
    std::size_t offset = 0;
    auto element = read_element(encoded, offset);
    if (!element) return damaged(std::move(element).error());
    if (offset != encoded.size()) return malformed(fmt::format("there are {} octets behind the serialized certificate", encoded.size() - offset));
    if (element->context == PropertyId::revocation_list) return not_a_certificate("a serialized certificate revocation list");
    if (element->context == PropertyId::trust_list) return not_a_certificate("a serialized certificate trust list");
    Contents contents;
    contents.kind = ExportKind::serialized_element;
    GPOTRUST_TRY(read_certificate_element(*element, contents));
    report_dropped(contents);
    return contents;
}

core::Result<Contents> read_serialized_store(core::BytesView encoded) {
    Contents contents;
    contents.kind = ExportKind::sst;
    Skipped skipped;
    std::size_t offset = k_store_header;
    while (!at_end_mark(encoded, offset)) {
        if (offset == encoded.size()) return malformed("the serialized store is cut short: its end mark is missing");
        auto element = read_element(encoded, offset);
        if (!element) return damaged(std::move(element).error());
        GPOTRUST_TRY(read_store_element(*element, contents, skipped));
    }
    if (offset + k_end_mark != encoded.size()) return malformed("there are octets behind the end of the serialized store");
    report_dropped(contents);
    report_skipped(skipped, contents);
    return contents;
}

}  // namespace gpotrust::certificate
