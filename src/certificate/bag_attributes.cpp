// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/bag_attributes.hpp"

#include <algorithm>
#include <utility>

#include "certificate/asn1.hpp"
#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::string_view k_provider = "1.3.6.1.4.1.311.17.1";
constexpr std::string_view k_local_machine_keyset = "1.3.6.1.4.1.311.17.2";
constexpr std::string_view k_request_originator = "1.3.6.1.4.1.311.17.3.71";
constexpr std::size_t k_most_sids = 64;

// Shown to people: never ill-formed, never with the NULs Windows puts at the end.
std::string text_of_utf16le(core::BytesView octets) {
    while (octets.size() >= 2 && octets[octets.size() - 1] == 0 && octets[octets.size() - 2] == 0) octets = octets.first(octets.size() - 2);
    return core::utf16le_to_utf8(octets).value_or(std::string());
}

std::string text_of(const ASN1_TYPE& value) {
    if (value.type == V_ASN1_BMPSTRING) {
        const core::BytesView octets = crypto::octets_of(*value.value.bmpstring);
        core::Bytes swapped(octets.begin(), octets.end());
        for (std::size_t i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
        return text_of_utf16le(swapped);
    }
    if (value.type != V_ASN1_UTF8STRING && value.type != V_ASN1_PRINTABLESTRING && value.type != V_ASN1_IA5STRING) return {};
    const std::string_view text = core::as_text(crypto::octets_of(*value.value.asn1_string));
    return core::is_utf8(text) ? std::string(text) : std::string();
}

void read_attribute(const X509_ATTRIBUTE& attribute, BagAttributes& into) {
    const ASN1_OBJECT* type = X509_ATTRIBUTE_get0_object(const_cast<X509_ATTRIBUTE*>(&attribute));
    const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(const_cast<X509_ATTRIBUTE*>(&attribute), 0);
    const int nid = OBJ_obj2nid(type);
    const std::string oid = nid == NID_undef || nid == NID_ms_csp_name || nid == NID_LocalKeySet ? dotted(*type) : std::string();
    if (oid == k_local_machine_keyset) into.local_machine_keyset = true;  // often an empty SET
    if (value == nullptr) return;
    if (nid == NID_friendlyName) into.friendly_name = text_of(*value);
    if (oid == k_provider) into.provider = text_of(*value);
    const auto octets = asn1::octet_string(value);
    if (!octets) return;
    if (nid == NID_localKeyID) into.local_key_id.assign(octets->begin(), octets->end());
    if (oid == k_request_originator) into.machine = text_of_utf16le(*octets);
}

}  // namespace

BagAttributes read_bag_attributes(const STACK_OF(X509_ATTRIBUTE) * attributes) {
    BagAttributes found;
    for (int i = 0; attributes != nullptr && i < sk_X509_ATTRIBUTE_num(attributes); ++i) {
        read_attribute(*sk_X509_ATTRIBUTE_value(attributes, i), found);
    }
    return found;
}

std::vector<std::string> find_sids(core::BytesView secret_value) {
    std::vector<std::string> sids;
    std::vector<core::BytesView> levels{secret_value};
    while (!levels.empty() && levels.size() <= 32 && sids.size() < k_most_sids) {
        const auto element = der::next_element(levels.back());
        if (!element) {
            levels.pop_back();
            continue;
        }
        const std::string_view text = core::as_text(element->content);
        const bool is_new = std::find(sids.begin(), sids.end(), text) == sids.end();
        if (element->tag == der::k_utf8_string && text.starts_with("S-1-") && text.size() < 200 && is_new) sids.emplace_back(core::printable(text));
        // The CMS message stands inside an OCTET STRING.
        if ((element->tag & der::k_constructed) != 0 || element->tag == der::k_octet_string) levels.push_back(element->content);
    }
    return sids;
}

}  // namespace gpotrust::certificate
