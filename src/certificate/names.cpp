// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <openssl/bio.h>

#include "certificate/facts.hpp"
#include "crypto/handles.hpp"

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

}  // namespace gpotrust::certificate
