// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/hints.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "certificate/served_names.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::size_t k_most_names = 32;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_label(std::string_view label) {
    constexpr std::size_t k_longest = 63;
    const auto belongs = [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; };
    return !label.empty() && label.size() <= k_longest && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), belongs);
}

/// A name that clients can match and a shell takes as it is.
bool is_host_name(std::string_view name) {
    constexpr std::size_t k_longest = 253;
    if (name.empty() || name.size() > k_longest) return false;
    if (is_usable_wildcard(name)) name.remove_prefix(2);
    const std::vector<std::string_view> labels = labels_of(name);
    return std::all_of(labels.begin(), labels.end(), is_label);
}

/// Collects names until there are too many; what is no name is passed over.
class Collector {
public:
    void add(const std::string& name) {
        if (m_names.too_many) return;
        if (const auto address = address_in(name)) return put(m_names.addresses, *address);
        const std::string host = name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
        if (is_host_name(host)) put(m_names.dns, host);
    }
    void add_all(const std::vector<std::string>& names) {
        for (const std::string& name : names) add(name);
    }
    void add(const AlternativeName& name) {
        using Kind = AlternativeName::Kind;
        // Who wrote a mask meant the address before it.
        if (name.fault == AlternativeName::Fault::address_with_mask) return add(name.value.substr(0, name.value.find('/')));
        if (name.well_formed && (name.kind == Kind::dns || name.kind == Kind::ip)) add(name.value);
    }
    [[nodiscard]] bool is_full() const { return m_names.too_many; }
    [[nodiscard]] WantedNames names() && { return std::move(m_names); }

private:
    void put(std::vector<std::string>& list, const std::string& name) {
        if (!m_seen.insert(core::ascii_lower(name)).second) return;
        m_names.too_many = m_seen.size() > k_most_names;
        list.push_back(name);
    }

    WantedNames m_names;
    std::set<std::string> m_seen;
};

bool replace(std::string& text, std::string_view placeholder, std::string_view value) {
    const std::size_t at = text.find(placeholder);
    if (at == std::string::npos) return false;
    text.replace(at, placeholder.size(), value);
    return true;
}

std::string joined(const std::vector<std::string>& names, std::string_view separator, std::string_view before = {}) {
    std::string list;
    for (const std::string& name : names) list.append(list.empty() ? "" : separator).append(before).append(name);
    return list;
}

/// PowerShell reads "1e5" as a number and a leading * is better not left to chance.
std::string argument_list(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        const bool is_word = !name.empty() && is_letter_or_digit(name.front()) && (name.front() < '0' || name.front() > '9');
        list.append(list.empty() ? "" : ",").append(is_word ? name : "'" + name + "'");
    }
    return list;
}

/// What goes between single quotes in PowerShell, and is read by it as it stands.
bool is_plain_subject(std::string_view subject) {
    const auto belongs = [](char c) { return is_letter_or_digit(c) || std::string_view(" .,=-_@").find(c) != std::string_view::npos; };
    return !subject.empty() && std::all_of(subject.begin(), subject.end(), belongs);
}

struct UsageOid {
    Usage usage;
    std::string_view oid;
};
constexpr std::array k_usage_oids = {
    UsageOid{Usage::tls_server, "1.3.6.1.5.5.7.3.1"},
    UsageOid{Usage::tls_client, "1.3.6.1.5.5.7.3.2"},
    UsageOid{Usage::code_signing, "1.3.6.1.5.5.7.3.3"},
    UsageOid{Usage::file_encryption, "1.3.6.1.4.1.311.10.3.4"},
};

std::string usage_extension(const AssessmentOptions& options) {
    std::string oids;
    for (const UsageOid& known : k_usage_oids) {
        if (options.wants(known.usage)) oids.append(oids.empty() ? "" : ",").append(known.oid);
    }
    return "2.5.29.37={text}" + oids;
}

std::string key_usages(const AssessmentOptions& options) {
    const bool encrypts = options.wants(Usage::file_encryption);
    const bool signs = options.wants(Usage::code_signing) || options.wants(Usage::tls_client) || options.wants(Usage::tls_server);
    if (options.wants(Usage::tls_server) || (encrypts && signs)) return "DigitalSignature,KeyEncipherment";
    return encrypts ? "KeyEncipherment" : "DigitalSignature";
}

std::string extension_list(const std::vector<std::string>& extensions) { return "-TextExtension @('" + joined(extensions, "','") + "')"; }

/// Words in front of a command that is left out: what only leads to it goes, too.
std::string without_lead(std::string_view words) {
    for (const std::string_view ending : {std::string_view(" "), std::string_view(":"), std::string_view(" or"), std::string_view("; elsewhere")}) {
        if (words.ends_with(ending)) words.remove_suffix(ending.size());
    }
    return std::string(words);
}

}  // namespace

WantedNames wanted_names(const Certificate& certificate, const AssessmentOptions& options) {
    const CertificateFacts& facts = certificate.facts();
    Collector names;
    for (const std::string& name : facts.common_names) {
        if (names.is_full()) break;
        names.add(name);
    }
    if (facts.alternative_names) {
        for (const AlternativeName& name : *facts.alternative_names) {
            if (names.is_full()) break;
            names.add(name);
        }
    }
    names.add_all(options.names);
    if (!options.checklist.roles.empty()) {
        names.add(options.checklist.server);
        names.add_all(options.checklist.published);
    }
    return std::move(names).names();
}

HintFiller::HintFiller(const Certificate& certificate, const AssessmentOptions& options)
    : m_certificate(certificate), m_options(options), m_names(wanted_names(certificate, options)) {}

std::string HintFiller::powershell_command(std::string_view options) const {
    const std::string start = "New-SelfSignedCertificate ";
    const bool serves = m_options.wants(Usage::tls_server);
    const bool serves_alone = serves && m_options.usages.size() == 1;
    if (m_options.usages.empty()) return {};
    std::vector<std::string> extensions;
    if (!serves_alone) extensions.push_back(usage_extension(m_options));
    if (m_options.wants(Usage::code_signing)) extensions.emplace_back("2.5.29.19={text}");
    std::string kind;
    if (!serves_alone && options.find("-KeyUsage ") == std::string_view::npos) kind = " -KeyUsage " + key_usages(m_options);
    std::string subject;
    if (serves) {
        if (m_names.too_many || (m_names.dns.empty() && m_names.addresses.empty())) return {};
        subject = "-DnsName " + argument_list(m_names.dns);
        if (!m_names.addresses.empty()) {
            subject = "-Subject 'CN=" + (m_names.dns.empty() ? m_names.addresses : m_names.dns).front() + "'";
            const std::string separator = m_names.dns.empty() ? "" : "&";
            extensions.insert(extensions.begin(),
                              "2.5.29.17={text}" + joined(m_names.dns, "&", "DNS=") + separator + joined(m_names.addresses, "&", "IPAddress="));
        }
    } else {
        if (!is_plain_subject(m_certificate.facts().subject)) return {};
        subject = "-Type Custom -Subject '" + m_certificate.facts().subject + "'";
    }
    return start + subject + kind + std::string(options) + (extensions.empty() ? "" : " " + extension_list(extensions));
}

/// Commands of Exchange and OpenSSL, which are about TLS servers alone.
std::string HintFiller::server_command(std::string_view text) const {
    std::string filled(text);
    if (m_options.usages != std::vector{Usage::tls_server}) return {};
    // A renewal keeps the names: it will not do where one is missing.
    const auto is_served = [this](const std::string& name) { return serves(m_certificate, name); };
    const bool is_whole = std::all_of(m_names.dns.begin(), m_names.dns.end(), is_served) &&
                          std::all_of(m_names.addresses.begin(), m_names.addresses.end(), is_served) && !m_names.too_many;
    if (replace(filled, "THUMBPRINT", core::to_hex(m_certificate.sha1())) && !is_whole) return {};
    const bool is_openssl = filled.starts_with("openssl");
    const auto published = std::find_if(m_options.checklist.published.begin(), m_options.checklist.published.end(), is_host_name);
    const bool has_published = published != m_options.checklist.published.end();
    if (filled.ends_with("-DomainName PUBLISHED")) {
        if (!has_published) return {};
        std::vector<std::string> names;
        std::copy_if(published, m_options.checklist.published.end(), std::back_inserter(names), is_host_name);
        replace(filled, "-DomainName PUBLISHED", "-DomainName " + argument_list(names));
        return filled;
    }
    if (filled.find("NAME") == std::string::npos && filled.find("PUBLISHED") == std::string::npos) return filled;
    // New-ExchangeCertificate takes names alone.
    if (m_names.too_many || m_names.dns.empty() || (!is_openssl && !m_names.addresses.empty())) return {};
    replace(filled, "CN=PUBLISHED", "CN=" + (has_published ? *published : m_names.dns.front()));
    replace(filled, "PUBLISHED,FQDN", argument_list(m_names.dns));
    replace(filled, "NAME,FQDN", argument_list(m_names.dns));
    const std::string addresses = m_names.addresses.empty() ? "" : "," + joined(m_names.addresses, ",", "IP:");
    replace(filled, "DNS:NAME", joined(m_names.dns, ",", "DNS:") + addresses);
    replace(filled, "CN=NAME", "CN=" + m_names.dns.front());
    return filled;
}

std::string HintFiller::command(std::string_view text) const {
    constexpr std::string_view k_start = "New-SelfSignedCertificate -DnsName NAME,FQDN";
    if (text.starts_with(k_start)) return powershell_command(text.substr(k_start.size()));
    if (text.starts_with("New-SelfSignedCertificate")) return powershell_command({});
    if (text.starts_with("New-Exchange") || text.starts_with("Get-Exchange") || text.starts_with("openssl")) return server_command(text);
    return std::string(text);
}

std::string HintFiller::filled(std::string_view hint) const {
    std::string text;
    bool has_command = false;
    while (!hint.empty()) {
        const std::size_t begin = std::min(hint.find('`'), hint.size());
        const std::size_t end = begin == hint.size() ? begin : hint.find('`', begin + 1);
        std::string words(hint.substr(0, begin));
        const std::string own = begin == hint.size() ? std::string() : command(hint.substr(begin + 1, end - begin - 1));
        const bool dropped = begin != hint.size() && own.empty();
        if (dropped) words = without_lead(words);
        // "or" and "elsewhere" lead from a command to the next: without the first there is nothing to lead from.
        if (!own.empty() && !has_command && words.starts_with(" or ")) words = ": ";
        if (!own.empty() && !has_command && words.starts_with("; elsewhere: ")) words = ": ";
        text += words;
        if (!own.empty()) text.append("`").append(own).append("`");
        has_command = has_command || !own.empty();
        hint.remove_prefix(begin == hint.size() ? begin : end + 1);
    }
    return text;
}

}  // namespace gpotrust::certificate
