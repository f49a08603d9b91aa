// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/suitability.hpp"

#include <algorithm>

#include "certificate/served_names.hpp"

namespace gpotrust::certificate {

std::string_view usage_oid(Usage usage) {
    switch (usage) {
        case Usage::tls_server:
            return k_usage_server_auth;
        case Usage::tls_client:
            return k_usage_client_auth;
        case Usage::code_signing:
            return k_usage_code_signing;
        case Usage::file_encryption:
            return k_usage_file_encryption;
    }
    return {};
}

bool lists_usage(const CertificateFacts& facts, std::string_view oid) {
    const auto& listed = facts.extended_key_usages;
    return listed && std::find(listed->begin(), listed->end(), oid) != listed->end();
}

bool allows(const CertificateFacts& facts, Usage usage) {
    if (lists_usage(facts, usage_oid(usage))) return true;
    return usage != Usage::code_signing && (!facts.extended_key_usages || lists_usage(facts, k_usage_any));
}

bool has_unknown_critical(const CertificateFacts& facts) {
    return std::any_of(facts.extensions.begin(), facts.extensions.end(), is_unknown_critical);
}

bool has_usable_name(const Certificate& certificate) {
    const std::vector<std::string> names = certificate.names();
    return std::any_of(names.begin(), names.end(),
                       [](const std::string& name) { return name.find('*') == std::string::npos || is_usable_wildcard(name); });
}

}  // namespace gpotrust::certificate
