// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/served_names.hpp"

#include <algorithm>

#include "certificate/facts.hpp"
#include "crypto/error_queue.hpp"
#include "crypto/handles.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

using OctetStringHandle = crypto::Handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

std::string_view without_last_dot(std::string_view name) { return name.ends_with('.') ? name.substr(0, name.size() - 1) : name; }

bool matches(std::string_view served, std::string_view name) {
    if (same_dns_name(served, name)) return true;
    if (!is_usable_wildcard(served)) return false;
    // RFC 9525 6.3: the wildcard stands for exactly one label.
    const std::size_t dot = name.find('.');
    return dot != std::string_view::npos && dot > 0 && same_dns_name(served.substr(2), name.substr(dot + 1));
}

}  // namespace

std::vector<std::string_view> labels_of(std::string_view name) {
    std::vector<std::string_view> labels;
    for (;;) {
        const std::size_t dot = name.find('.');
        labels.push_back(name.substr(0, dot));
        if (dot == std::string_view::npos) return labels;
        name.remove_prefix(dot + 1);
    }
}

std::optional<std::string> address_in(std::string_view text) {
    constexpr std::size_t k_longest = 45;  // "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
    const auto belongs = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':'; };
    if (text.empty() || text.size() > k_longest || !std::all_of(text.begin(), text.end(), belongs)) return std::nullopt;
    const crypto::ErrorQueueScope errors;
    const OctetStringHandle octets(a2i_IPADDRESS(std::string(text).c_str()));
    return octets == nullptr ? std::nullopt : std::optional(address_text(crypto::octets_of(*octets)));
}

std::vector<std::string> dns_names_of(const Certificate& certificate) {
    std::vector<std::string> names;
    if (!certificate.facts().alternative_names) return names;
    for (const AlternativeName& name : *certificate.facts().alternative_names) {
        if (name.kind == AlternativeName::Kind::dns && name.well_formed) names.push_back(name.value);
    }
    return names;
}

bool is_usable_wildcard(std::string_view name) {
    if (!name.starts_with("*.") || name.find('*', 1) != std::string_view::npos) return false;
    const std::vector<std::string_view> labels = labels_of(without_last_dot(name));
    return labels.size() >= 3 && std::none_of(labels.begin(), labels.end(), [](std::string_view label) { return label.empty(); });
}

bool same_dns_name(std::string_view a, std::string_view b) { return core::ascii_iequals(without_last_dot(a), without_last_dot(b)); }

bool serves(const Certificate& certificate, std::string_view name) {
    if (!certificate.facts().alternative_names) return false;
    const std::optional<std::string> address = address_in(name);
    return std::any_of(certificate.facts().alternative_names->begin(), certificate.facts().alternative_names->end(),
                       [&](const AlternativeName& served) {
                           if (!served.well_formed) return false;
                           if (address) return served.kind == AlternativeName::Kind::ip && served.value == *address;
                           return served.kind == AlternativeName::Kind::dns && matches(served.value, name);
                       });
}

std::vector<std::string> names_lost(const Certificate& before, const Certificate& after) {
    const std::vector<std::string> present = dns_names_of(after);
    const auto stands_in_after = [&](const std::string& name) {
        return std::any_of(present.begin(), present.end(), [&](const std::string& other) { return same_dns_name(name, other); });
    };
    std::vector<std::string> lost;
    for (const std::string& name : before.names()) {
        if (!stands_in_after(name) && !serves(after, name)) lost.push_back(name);
    }
    return lost;
}

}  // namespace gpotrust::certificate
