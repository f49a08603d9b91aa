// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The words of trust policies and how they are spelled.
#include <fmt/format.h>

#include <array>
#include <span>
#include <vector>

#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {
namespace {

template <class Value>
struct Word {
    Value value;
    std::string_view text;
};

constexpr std::array<Word<Scope>, 3> k_scopes = {{{Scope::computer, "computer"}, {Scope::user, "user"}, {Scope::both, "both"}}};
constexpr std::array<Word<Side>, 2> k_sides = {{{Side::computer, "computer"}, {Side::user, "user"}}};
// [MS-GPEF] 2.2.1 and the registry below SystemCertificates.
constexpr std::array<Word<Store>, 5> k_stores = {{{Store::trusted_people, "TrustedPeople"},
                                                  {Store::trusted_publisher, "TrustedPublisher"},
                                                  {Store::root, "Root"},
                                                  {Store::intermediate, "CA"},
                                                  {Store::disallowed, "Disallowed"}}};
constexpr std::array<Word<Store>, 5> k_store_titles = {{{Store::trusted_people, "Trusted People"},
                                                        {Store::trusted_publisher, "Trusted Publishers"},
                                                        {Store::root, "Trusted Root Certification Authorities"},
                                                        {Store::intermediate, "Intermediate Certification Authorities"},
                                                        {Store::disallowed, "Untrusted Certificates"}}};
constexpr std::array<Word<Role>, 4> k_roles = {
    {{Role::current, "current"}, {Role::next, "next"}, {Role::retiring, "retiring"}, {Role::distrusted, "distrusted"}}};

template <class Words, class Value>
std::string_view text_of(const Words& words, Value value) {
    for (const auto& word : words) {
        if (word.value == value) return word.text;
    }
    return {};
}

template <class Value, std::size_t Size>
core::Result<Value> parse_word(const std::array<Word<Value>, Size>& words, std::string_view text, std::string_view kind) {
    std::vector<std::string_view> known;
    for (const auto& word : words) {
        if (core::ascii_iequals(word.text, text)) return word.value;
        known.push_back(word.text);
    }
    const std::string_view nearest = core::nearest_match(text, known);
    return core::fail(core::ErrorCode::usage, fmt::format("\"{}\" is no {}", core::printable(text), kind),
                      nearest.empty() ? fmt::format("one of {}", fmt::join(known, ", ")) : fmt::format("did you mean {}?", nearest));
}

}  // namespace

std::string_view to_text(Scope scope) { return text_of(k_scopes, scope); }
std::string_view to_text(Side side) { return text_of(k_sides, side); }
std::string_view to_text(Store store) { return text_of(k_stores, store); }
std::string_view to_text(Role role) { return text_of(k_roles, role); }
std::string_view title(Store store) { return text_of(k_store_titles, store); }

core::Result<Scope> parse_scope(std::string_view text) { return parse_word(k_scopes, text, "scope"); }
core::Result<Store> parse_store(std::string_view text) { return parse_word(k_stores, text, "certificate store"); }
core::Result<Role> parse_role(std::string_view text) { return parse_word(k_roles, text, "role of a certificate"); }

bool includes(Scope scope, Side side) { return scope == Scope::both || (scope == Scope::computer) == (side == Side::computer); }

}  // namespace gpotrust::trust
