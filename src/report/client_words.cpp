// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/client_words.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::report {
namespace {

using certificate::Usage;
using trust::Support;

struct SupportWords {
    Support support;
    std::string_view text;
    std::string_view of_disallowed;
    std::string_view mark;
    Colour colour;
};
constexpr std::array k_support_words{
    SupportWords{Support::yes, "works", "refuses it", "+", Colour::green},
    SupportWords{Support::expected, "expected", "expected to", "~", Colour::plain},
    SupportWords{Support::no, "does not", "ignores it", "-", Colour::red},
    SupportWords{Support::unverified, "unverified", "unverified", "?", Colour::yellow},
    SupportWords{Support::not_applicable, "-", "-", ".", Colour::dim},
};

const SupportWords& row_of(Support support) {
    const auto found =
        std::find_if(k_support_words.begin(), k_support_words.end(), [support](const SupportWords& row) { return row.support == support; });
    return found == k_support_words.end() ? k_support_words.back() : *found;
}

struct UsageWords {
    Usage usage;
    std::string_view id;
    std::string_view text;
};
constexpr std::array k_usage_words{
    UsageWords{Usage::tls_server, "tls-server", "a TLS server: serverAuth, and names in the subjectAltName"},
    UsageWords{Usage::tls_client, "tls-client", "a TLS client: clientAuth; no server name is asked"},
    UsageWords{Usage::code_signing, "code-signing", "signed code: codeSigning; no server name is asked"},
    UsageWords{Usage::file_encryption, "file-encryption", "encrypted files: EFS; no server name is asked"},
};

const UsageWords& row_of(Usage usage) {
    return *std::find_if(k_usage_words.begin(), k_usage_words.end(), [usage](const UsageWords& row) { return row.usage == usage; });
}

bool puts_into_root(const trust::Client& client) {
    return std::find(client.preset.stores.begin(), client.preset.stores.end(), trust::Store::root) != client.preset.stores.end();
}

}  // namespace

std::string_view words(Support support) { return row_of(support).text; }
std::string_view distrust_words(Support support) { return row_of(support).of_disallowed; }
std::string_view mark(Support support) { return row_of(support).mark; }
Colour colour_of(Support support) { return row_of(support).colour; }

std::string_view usage_id(Usage usage) { return row_of(usage).id; }

std::string judged_for(const trust::Client& client) {
    std::string text;
    for (const Usage usage : trust::usages_of(client)) text.append(text.empty() ? "" : "; ").append(row_of(usage).text);
    return text.empty() ? "no special usage; no server name is asked" : text;
}

std::vector<std::string_view> demands_of(const trust::Client& client) {
    std::vector<std::string_view> demands;
    for (const trust::DemandWords& words : trust::demand_words()) {
        if (trust::includes(client.demand, words.demand)) demands.push_back(words.text);
    }
    return demands;
}

std::string command_for(const trust::Client& client) {
    if (!trust::is_served(client)) return {};
    return std::string("gpotrust package --for ").append(client.id).append(puts_into_root(client) ? " --allow-root EXPORT" : " EXPORT");
}

std::string preset_stores(const trust::Client& client) {
    std::string list;
    for (const trust::Store store : client.preset.stores) list.append(list.empty() ? "" : ", ").append(trust::to_text(store));
    return list;
}

}  // namespace gpotrust::report
