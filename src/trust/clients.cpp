// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Words and look-up of the table in client_table.cpp.
#include "gpotrust/trust/clients.hpp"

#include <fmt/format.h>

#include "gpotrust/core/text.hpp"

namespace gpotrust::trust {
namespace {

constexpr DemandWords k_demand_words[] = {
    {Demand::in_date, "in-date", "in date"},
    {Demand::self_signed, "self-signed", "self-signed, with a signature that verifies"},
    {Demand::alternative_name, "alternative-name", "a name in the subjectAltName: the common name is not looked at"},
    {Demand::server_auth, "server-auth", "no extended key usage, or one with serverAuth"},
    {Demand::client_auth, "client-auth", "no extended key usage, or one with clientAuth"},
    {Demand::code_signing, "code-signing", "an extended key usage with codeSigning"},
    {Demand::file_encryption, "file-encryption", "no extended key usage, or one with EFS"},
    {Demand::known_critical, "known-critical", "no critical extension that RFC 5280 does not know"},
    {Demand::cert_sign, "cert-sign", "a key usage with keyCertSign"},
    {Demand::long_key, "long-key", "no RSA key below 1024 bits"},
    {Demand::known_key, "known-key", "an RSA or EC key"},
    {Demand::common_key, "common-key", "a key of RSA, P-256 or P-384"},
    {Demand::signing_key, "signing-key", "no key usage, or one with digitalSignature"},
    {Demand::listed_server, "listed-server", "no extended key usage, or one with serverAuth itself: anyExtendedKeyUsage is not enough"},
    {Demand::matched_name, "matched-name", "a name without wildcard, or with * for the whole first of three or more parts"},
};

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + separator.size(), text.size()));
    }
    return parts;
}

bool answers_to(const Client& client, std::string_view word) {
    const std::vector<std::string_view> aliases = aliases_of(client);
    const auto equals = [word](std::string_view other) { return core::ascii_iequals(other, word); };
    return equals(client.id) || std::any_of(aliases.begin(), aliases.end(), equals);
}

std::string_view nearest_id(std::string_view word) {
    std::vector<std::string_view> known;
    for (const Client& client : clients()) {
        known.push_back(client.id);
        for (const std::string_view alias : aliases_of(client)) known.push_back(alias);
    }
    return core::nearest_match(core::ascii_lower(word), known);
}

}  // namespace

std::string_view to_text(Support support) {
    switch (support) {
        case Support::yes:
            return "works";
        case Support::expected:
            return "expected";
        case Support::no:
            return "does-not";
        case Support::unverified:
            return "unverified";
        case Support::not_applicable:
            return "not-applicable";
    }
    return {};
}

std::string_view to_text(Confidence confidence) {
    switch (confidence) {
        case Confidence::documented:
            return "documented";
        case Confidence::source_read:
            return "source-read";
        case Confidence::observed:
            return "observed";
        case Confidence::unverified:
            return "unverified";
    }
    return {};
}

std::span<const DemandWords> demand_words() { return k_demand_words; }

core::Result<const Client*> find_client(std::string_view word) {
    for (const Client& client : clients()) {
        if (answers_to(client, word)) return &client;
    }
    const std::string_view nearest = nearest_id(word);
    return core::fail(
        core::ErrorCode::usage, fmt::format("no client is called \"{}\"", core::printable(word)),
        nearest.empty() ? std::string("`gpotrust explain` lists them") : fmt::format("did you mean {}? `gpotrust explain` lists all", nearest));
}

const StoreClaim* claim_of(const Client& client, Store store) {
    const auto found = std::find_if(client.claims.begin(), client.claims.end(), [store](const StoreClaim& claim) { return claim.store == store; });
    return found == client.claims.end() ? nullptr : &*found;
}

Support support_in(const Client& client, Store store, Side side) {
    const StoreClaim* claim = claim_of(client, store);
    if (claim == nullptr) return Support::unverified;
    return side == Side::computer ? claim->computer : claim->user;
}

bool is_served(const Client& client) { return !client.preset.stores.empty(); }

std::string_view refusal_of(const Client& client) {
    if (is_served(client)) return {};
    const bool is_open = support_in(client, Store::trusted_people, Side::computer) == Support::unverified;
    return is_open ? "nobody has shown a store that serves it" : "no package can serve it";
}

std::vector<certificate::Usage> usages_of(const Client& client) {
    using certificate::Usage;
    std::vector<Usage> usages;
    const auto add = [&](Demand demand, Usage usage) {
        if (includes(client.demand, demand)) usages.push_back(usage);
    };
    add(Demand::server_auth, Usage::tls_server);
    add(Demand::client_auth, Usage::tls_client);
    add(Demand::code_signing, Usage::code_signing);
    add(Demand::file_encryption, Usage::file_encryption);
    return usages;
}

std::vector<std::string_view> sources_of(const Client& client) { return split(client.sources, "; "); }
std::vector<std::string_view> aliases_of(const Client& client) { return split(client.aliases, " "); }

}  // namespace gpotrust::trust
