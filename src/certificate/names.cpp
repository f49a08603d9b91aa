// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <openssl/bio.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "crypto/handles.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

using BioHandle = crypto::Handle<BIO, BIO_free>;

std::string printed(const X509_NAME& name, unsigned long flags) {
    const BioHandle text(BIO_new(BIO_s_mem()));
    if (text == nullptr || X509_NAME_print_ex(text.get(), &name, 0, flags) < 0) return {};
    char* octets = nullptr;
    const long size = BIO_get_mem_data(text.get(), &octets);
    return size > 0 ? std::string(octets, static_cast<std::size_t>(size)) : std::string();
}

std::string utf8_of(const ASN1_STRING& text) {
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, &text);
    if (size < 0) return {};
    std::string copy(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return copy;
}

std::string_view old_type_of(const ASN1_STRING& text) {
    switch (ASN1_STRING_type(&text)) {
        case V_ASN1_T61STRING:
            return "T61String";
        case V_ASN1_BMPSTRING:
            return "BMPString";
        case V_ASN1_UNIVERSALSTRING:
            return "UniversalString";
        default:
            return {};
    }
}

/// C0, DEL and C1 (U+0080 to U+009F, in UTF-8 C2 80 to C2 9F).
bool has_control_character(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto octet = static_cast<unsigned char>(utf8[i]);
        if (octet < 0x20 || octet == 0x7F) return true;
        if (octet == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) return true;
    }
    return false;
}

constexpr unsigned long k_directory_string{B_ASN1_DIRECTORYSTRING};

bool is_character_string(const ASN1_STRING& text) {
    const int type = ASN1_STRING_type(&text);
    return type >= 0 && (ASN1_tag2bit(type) & k_directory_string) != 0;
}

/// The first fault of one string; empty if it is as it should be. x500UniqueIdentifier is a BIT STRING and none of this.
std::string fault_of(const ASN1_STRING& text) {
    if (ASN1_STRING_type(&text) != V_ASN1_IA5STRING && !is_character_string(text)) return {};
    if (has_control_character(utf8_of(text))) return "holds a control character";
    const std::string_view type = old_type_of(text);
    return type.empty() ? std::string() : fmt::format("is a {}", type);
}

std::string attribute_name(const X509_NAME_ENTRY& entry) {
    const ASN1_OBJECT* type = X509_NAME_ENTRY_get_object(&entry);
    const int nid = OBJ_obj2nid(type);
    return nid == NID_undef ? dotted(*type) : OBJ_nid2sn(nid);
}

void add_name_faults(const X509_NAME& name, std::string_view whose, std::vector<std::string>& faults) {
    for (int i = 0; i < X509_NAME_entry_count(&name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(&name, i);
        const std::string fault = fault_of(*X509_NAME_ENTRY_get_data(entry));
        if (fault.empty()) continue;
        const std::string clause = fmt::format("{} of the {} {}", attribute_name(*entry), whose, fault);
        if (std::find(faults.begin(), faults.end(), clause) == faults.end()) faults.push_back(clause);
    }
}

bool is_decodable(const der::Element& string) {
    constexpr std::uint8_t k_bmp_string = 0x1E;
    if (string.tag == der::k_utf8_string) return core::is_utf8(core::as_text(string.content));
    return string.tag != k_bmp_string || string.content.size() % 2 == 0;
}

/// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }.
bool all_decodable(core::BytesView name) {
    while (auto set = der::next_element(name)) {
        while (auto attribute = der::next_element(set->content)) {
            const auto type = der::next_element(attribute->content);
            const auto value = der::next_element(attribute->content);
            if (type && value && !is_decodable(*value)) return false;
        }
    }
    return true;
}

}  // namespace

std::string dotted(const ASN1_OBJECT& oid) {
    char text[128];
    const int size = OBJ_obj2txt(text, sizeof text, &oid, 1);
    if (size < static_cast<int>(sizeof text)) return size > 0 ? std::string(text) : std::string();
    std::string long_text(static_cast<std::size_t>(size) + 1, '\0');
    OBJ_obj2txt(long_text.data(), size + 1, &oid, 1);
    long_text.pop_back();
    return long_text;
}

std::string name_text(const X509_NAME& name) {
    if (X509_NAME_entry_count(&name) == 0) return {};
    // RFC 4514 allows UTF-8 where RFC 2253 escaped it.
    const std::string text = printed(name, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return !text.empty() ? text : printed(name, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_UTF8_CONVERT));
}

std::vector<std::string> common_names_of(const X509_NAME& name) {
    std::vector<std::string> names;
    for (int at = X509_NAME_get_index_by_NID(&name, NID_commonName, -1); at >= 0; at = X509_NAME_get_index_by_NID(&name, NID_commonName, at)) {
        names.push_back(utf8_of(*X509_NAME_ENTRY_get_data(X509_NAME_get_entry(&name, at))));
    }
    return names;
}

std::vector<std::string> name_faults_of(const X509_NAME& subject, const X509_NAME& issuer) {
    std::vector<std::string> faults;
    add_name_faults(subject, "subject", faults);
    // The two are the same in what is self-issued.
    if (X509_NAME_cmp(&subject, &issuer) != 0) add_name_faults(issuer, "issuer", faults);
    return faults;
}

std::optional<std::string> undecodable_name_string(core::BytesView der) {
    auto certificate = der::next_element(der, der::k_sequence);
    auto tbs = certificate ? der::next_element(certificate->content, der::k_sequence) : std::nullopt;
    if (!tbs) return std::nullopt;
    // TBSCertificate ::= SEQUENCE { [0] version, serialNumber, signature, issuer, validity, subject ... } (RFC 5280 4.1).
    static_cast<void>(der::next_element(tbs->content, der::k_context_0));
    static_cast<void>(der::next_element(tbs->content, der::k_integer));
    static_cast<void>(der::next_element(tbs->content, der::k_sequence));
    const auto issuer = der::next_element(tbs->content, der::k_sequence);
    static_cast<void>(der::next_element(tbs->content, der::k_sequence));
    const auto subject = der::next_element(tbs->content, der::k_sequence);
    if (subject && !all_decodable(subject->content)) return "the subject holds a string that cannot be decoded (UTF8String or BMPString)";
    if (issuer && !all_decodable(issuer->content)) return "the issuer holds a string that cannot be decoded (UTF8String or BMPString)";
    return std::nullopt;
}

}  // namespace gpotrust::certificate
