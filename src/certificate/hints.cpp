// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/hints.hpp"

#include <algorithm>
#include <vector>

#include "certificate/served_names.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::size_t k_most_names = 8;

bool is_plain(std::string_view name) {
    constexpr std::size_t k_longest = 253;
    const auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= k_longest && name.front() != '-' && std::all_of(name.begin(), name.end(), belongs) && !address_in(name);
}

/// What a better certificate would serve: the names of this one, without any its common names, and what is asked for.
std::vector<std::string> wanted_names(const Certificate& certificate, const AssessmentOptions& options) {
    std::vector<std::string> names;
    const auto add = [&names](const std::string& name) {
        const auto same = [&name](const std::string& other) { return same_dns_name(other, name); };
        if (is_plain(name) && std::none_of(names.begin(), names.end(), same)) names.push_back(name);
    };
    for (const std::string& name : dns_names_of(certificate)) add(name);
    if (names.empty()) std::for_each(certificate.facts().common_names.begin(), certificate.facts().common_names.end(), add);
    std::for_each(options.names.begin(), options.names.end(), add);
    if (options.checklist.roles.empty()) return names;
    add(options.checklist.server);
    std::for_each(options.checklist.published.begin(), options.checklist.published.end(), add);
    return names;
}

void replace_all(std::string& text, std::string_view placeholder, std::string_view value) {
    for (std::size_t at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + value.size()))
        text.replace(at, placeholder.size(), value);
}

std::string joined(const std::vector<std::string>& names, std::string_view separator) {
    std::string list;
    for (const std::string& name : names) list.append(list.empty() ? "" : separator).append(name);
    return list;
}

}  // namespace

std::string filled_hint(std::string_view hint, const Certificate& certificate, const AssessmentOptions& options) {
    std::string text(hint);
    replace_all(text, "THUMBPRINT", core::to_hex(certificate.sha1()));
    if (text.find("NAME") == std::string::npos && text.find("PUBLISHED") == std::string::npos) return text;
    const std::vector<std::string> names = wanted_names(certificate, options);
    if (names.empty() || names.size() > k_most_names) return text;
    const auto& published = options.checklist.published;
    if (!published.empty() && is_plain(published.front())) replace_all(text, "CN=PUBLISHED", "CN=" + published.front());
    replace_all(text, "CN=PUBLISHED", "CN=" + names.front());
    // Blanks after the commas let a screen break the line; PowerShell and OpenSSL pass over them.
    replace_all(text, "PUBLISHED,FQDN", joined(names, ", "));
    replace_all(text, "NAME,FQDN", joined(names, ", "));
    replace_all(text, "DNS:NAME", "DNS:" + joined(names, ", DNS:"));
    replace_all(text, "DNS=NAME", "DNS=" + joined(names, "&DNS="));
    replace_all(text, "CN=NAME", "CN=" + names.front());
    return text;
}

}  // namespace gpotrust::certificate
