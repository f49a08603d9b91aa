// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "trust/case_folding.hpp"
#include "trust/text_rules.hpp"

namespace gpotrust::trust {
namespace {

constexpr std::size_t k_longest_gpo_name = 255;  // UTF-16 units
constexpr std::size_t k_longest_domain = 253;    // RFC 1035 3.1 without the root label
constexpr std::size_t k_longest_label = 63;
constexpr std::size_t k_longest_slug = 40;
constexpr std::size_t k_slug_suffix_digits = 8;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

core::Result<void> check_gpo_name(std::string_view name) {
    const auto refuse = [](std::string why) { return core::fail(core::ErrorCode::usage, std::move(why), "give another name with --gpo-name"); };
    if (!core::is_utf8(name)) return refuse("the GPO name is not well-formed UTF-8");
    if (is_blank(name)) return refuse("the GPO name is empty");
    if (has_control_characters(name)) return refuse("the GPO name holds control characters");
    if (has_noncharacters(name)) return refuse("the GPO name holds U+FFFE or U+FFFF, which XML cannot carry");
    const std::size_t units = core::utf16_length(name);
    if (units > k_longest_gpo_name) return refuse(fmt::format("the GPO name has {} UTF-16 units, Active Directory holds at most 255", units));
    return {};
}

// Letters, digits, hyphens (RFC 1123 2.1) and the underscore that Active Directory allows.
bool is_label(std::string_view label) {
    if (label.empty() || label.size() > k_longest_label || label.front() == '-' || label.back() == '-') return false;
    return std::all_of(label.begin(), label.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_'; });
}

core::Result<std::string> normal_domain(std::string_view text) {
    std::string domain = core::ascii_lower(text);
    if (domain.empty()) return domain;
    const auto refuse = [&](std::string_view why) {
        return core::fail(core::ErrorCode::usage, fmt::format("\"{}\" is no DNS domain name: {}", core::printable(text), why),
                          "give the domain as in contoso.com, other scripts in their xn-- form");
    };
    if (domain.back() == '.') domain.pop_back();
    if (domain.size() > k_longest_domain) return refuse("longer than 253 characters");
    std::string_view rest = domain;
    std::string_view label;
    for (bool more = true; more;) {
        const std::size_t dot = rest.find('.');
        label = rest.substr(0, dot);
        if (!is_label(label)) return refuse("labels have 1 to 63 letters, digits, hyphens or underscores and no hyphen at either end");
        more = dot != std::string_view::npos;
        if (more) rest.remove_prefix(dot + 1);
    }
    if (std::all_of(label.begin(), label.end(), is_digit)) return refuse("the last label is a number, as in an address");
    return domain;
}

// Random, drawn once and never to be changed: with it every GPO GUID would change. docs/explanation/what-the-policy-contains.md names it too.
core::Guid gpo_namespace() {
    return {
        {0x59, 0x82, 0x87, 0x96, 0x95, 0xb7, 0x49, 0x18, 0xa6, 0x2d, 0x7b, 0xfb, 0x73, 0xdd, 0xc4, 0x5e}};  // 59828796-95b7-4918-a62d-7bfb73ddc45e
}

// Windows reserves these as file names (docs.microsoft.com, "Naming Files, Paths, and Namespaces").
bool is_device_name(std::string_view slug) {
    constexpr std::array<std::string_view, 4> k_names = {"con", "prn", "aux", "nul"};
    if (std::find(k_names.begin(), k_names.end(), slug) != k_names.end()) return true;
    return slug.size() == 4 && (slug.starts_with("com") || slug.starts_with("lpt")) && is_digit(slug.back());
}

void drop_trailing_hyphens(std::string& slug) { slug.erase(slug.find_last_not_of('-') + 1); }

std::string slug_of_name(std::string_view name) {
    std::string slug;
    for (const char c : core::ascii_lower(name)) {
        if (is_lower(c) || is_digit(c)) {
            slug += c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    slug.resize(std::min(slug.size(), k_longest_slug));
    drop_trailing_hyphens(slug);
    return slug;
}

std::string with_guid_digits(std::string slug, const core::Guid& guid) {
    slug.resize(std::min(slug.size(), k_longest_slug - 1 - k_slug_suffix_digits));
    drop_trailing_hyphens(slug);
    return slug + '-' + core::to_hex_lower(core::BytesView(guid.octets).first(k_slug_suffix_digits / 2));
}

}  // namespace

core::Result<GpoIdentity> make_identity(std::string_view gpo_name, std::string_view domain) {
    GPOTRUST_TRY(check_gpo_name(gpo_name));
    GPOTRUST_TRY_ASSIGN(std::string normal, normal_domain(domain));
    GPOTRUST_TRY_ASSIGN(const std::string folded, fold_case(gpo_name));
    const std::string name = normal + '\0' + folded;
    const core::Guid guid = crypto::name_based_guid(gpo_namespace(), core::as_bytes(name));
    return GpoIdentity{std::string(gpo_name), std::move(normal), guid};
}

std::string_view domain_or_placeholder(const GpoIdentity& identity) {
    return identity.domain.empty() ? std::string_view("unknown.invalid") : std::string_view(identity.domain);
}

std::string make_slug(const GpoIdentity& identity, bool (*taken)(std::string_view slug, const void* context), const void* context) {
    std::string slug = slug_of_name(identity.name);
    const bool unusable = slug.empty() || is_device_name(slug) || (taken != nullptr && taken(slug, context));
    return unusable ? with_guid_digits(std::move(slug), identity.guid) : slug;
}

std::string default_gpo_name(const certificate::Certificate& certificate) {
    const std::string name = "Trust Self Signed Certificate - " + certificate.display_name();
    return sanitised(name, k_longest_gpo_name);
}

}  // namespace gpotrust::trust
