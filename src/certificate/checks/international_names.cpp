// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "certificate/punycode.hpp"
#include "certificate/served_names.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "CERT_SAN_IDN",
    .severity = Severity::warning,
    .message = "a DNS name is internationalised",
    .hint = "compare it with the name that clients type; if it is another, re-create it with the A-label (xn--...) of theirs",
    .source = "RFC 5890 2.3.2.1; RFC 3492; e_international_dns_name_not_unicode",
}};

bool is_a_label(std::string_view label) { return label.size() >= 4 && core::ascii_iequals(label.substr(0, 4), "xn--"); }

/// The name with its A-labels decoded; nothing if one of them cannot be.
std::optional<std::string> unicode_of(std::string_view name) {
    std::string text;
    bool first = true;
    for (const std::string_view label : labels_of(name)) {
        const auto decoded = is_a_label(label) ? u_label_of(label) : std::optional(std::string(label));
        if (!decoded) return std::nullopt;
        text += (first ? "" : ".") + *decoded;
        first = false;
    }
    return core::printable(text);
}

/// Names written as people read them. That their octets are not ASCII is CERT_SAN_NOT_IA5; octets that are not UTF-8 either stand for nothing.
std::vector<std::string> u_labels_of(const Certificate& certificate) {
    constexpr std::string_view k_replacement = "\xEF\xBF\xBD";
    std::vector<std::string> names;
    if (!certificate.facts().alternative_names) return names;
    for (const AlternativeName& name : *certificate.facts().alternative_names) {
        const bool is_text = name.fault == AlternativeName::Fault::not_ia5 && name.value.find(k_replacement) == std::string::npos;
        if (name.kind == AlternativeName::Kind::dns && is_text) names.push_back(name.value);
    }
    return names;
}

void run(const Certificate& certificate, const AssessmentOptions&, std::vector<Finding>& findings) {
    std::vector<std::string> shown;
    std::vector<std::string> broken;
    for (const std::string& name : dns_names_of(certificate)) {
        const std::vector<std::string_view> labels = labels_of(name);
        if (std::none_of(labels.begin(), labels.end(), is_a_label)) continue;
        if (const auto unicode = unicode_of(name))
            shown.push_back(fmt::format("{} is {}", name, *unicode));
        else
            broken.push_back(name);
    }
    if (const auto names = u_labels_of(certificate); !names.empty())
        add_with(findings, k_kinds[0], Severity::error, listed(names) + " is a U-label: DNS, and so clients, know it by its A-label (xn--...) alone");
    if (!broken.empty()) add_with(findings, k_kinds[0], Severity::error, listed(broken) + " holds Punycode that stands for nothing");
    if (!shown.empty()) add(findings, k_kinds[0], listed(shown) + "; see that it is the name you mean, for many letters look alike");
}

}  // namespace

extern const Check international_names_check;
const Check international_names_check{
    "international_names", "A-labels decode, and people see what they say.", Refusal::name_mismatch, k_kinds, applies_to_tls_servers, run};

}  // namespace gpotrust::certificate
