// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/usages.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::report {
namespace {

constexpr std::array<std::string_view, 9> k_key_usages{"digital signature", "non-repudiation", "key encipherment",
                                                       "data encipherment", "key agreement",   "certificate signing",
                                                       "CRL signing",       "encipher only",   "decipher only"};

struct Purpose {
    std::string_view oid;
    std::string_view word;
};

// RFC 5280 4.2.1.12; RFC 4945 5.1.3.12; Microsoft's of wincrypt.h.
constexpr std::array k_purposes{
    Purpose{"1.3.6.1.5.5.7.3.1", "TLS server"},
    Purpose{"1.3.6.1.5.5.7.3.2", "TLS client"},
    Purpose{"1.3.6.1.5.5.7.3.3", "code signing"},
    Purpose{"1.3.6.1.5.5.7.3.4", "e-mail protection"},
    Purpose{"1.3.6.1.5.5.7.3.8", "time stamping"},
    Purpose{"1.3.6.1.5.5.7.3.9", "OCSP signing"},
    Purpose{"1.3.6.1.5.5.7.3.17", "IPsec IKE"},
    Purpose{"1.3.6.1.5.5.8.2.2", "IPsec IKE intermediate"},
    Purpose{"2.5.29.37.0", "any purpose"},
    Purpose{"1.3.6.1.4.1.311.10.3.1", "trust list signing"},
    Purpose{"1.3.6.1.4.1.311.10.3.3", "server gated crypto"},
    Purpose{"1.3.6.1.4.1.311.10.3.4", "file encryption (EFS)"},
    Purpose{"1.3.6.1.4.1.311.10.3.4.1", "file recovery (EFS)"},
    Purpose{"1.3.6.1.4.1.311.10.3.12", "document signing"},
    Purpose{"1.3.6.1.4.1.311.10.3.13", "lifetime signing"},
    Purpose{"1.3.6.1.4.1.311.20.2.2", "smart card logon"},
    Purpose{"1.3.6.1.4.1.311.54.1.2", "remote desktop"},
    Purpose{"1.3.6.1.4.1.311.67.1.1", "BitLocker"},
    Purpose{"1.3.6.1.4.1.311.80.1", "document encryption"},
    Purpose{"2.16.840.1.113730.4.1", "server gated crypto (Netscape)"},
};

}  // namespace

std::vector<std::string> key_usage_words(unsigned bits) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < k_key_usages.size(); ++i) {
        if ((bits >> i & 1U) != 0) words.emplace_back(k_key_usages[i]);
    }
    return words;
}

std::string purpose_word(std::string_view oid) {
    const auto found = std::find_if(k_purposes.begin(), k_purposes.end(), [oid](const Purpose& row) { return row.oid == oid; });
    return std::string(found == k_purposes.end() ? oid : found->word);
}

}  // namespace gpotrust::report
