// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/client_choice.hpp"

#include <fmt/format.h>

namespace gpotrust::trust {
namespace {

using core::ErrorCode;

template <class Range>
bool has(const Range& values, typename Range::value_type value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

bool wants(const Client& client, Store store) {
    return std::find(client.preset.stores.begin(), client.preset.stores.end(), store) != client.preset.stores.end();
}

bool has_no_user_side(Store store) { return store == Store::root || store == Store::intermediate; }

std::string names_of(const std::vector<Store>& stores) {
    std::string list;
    for (const Store store : stores) list += (list.empty() ? "" : ", ") + std::string(to_text(store));
    return list;
}

core::Result<std::vector<Store>> choose_stores(const ClientWish& wish) {
    if (has(wish.stores, Store::disallowed))
        return core::fail(ErrorCode::usage, "--for makes a client trust the certificate, and --store Disallowed makes it refuse the certificate",
                          "leave one of them out");
    std::vector<Store> stores;
    for (const Client* client : wish.clients) {
        for (const Store store : client->preset.stores) {
            if (!wish.stores.empty() && !has(wish.stores, store))
                return core::fail(
                    ErrorCode::usage,
                    fmt::format("--for {} needs the store {}, and --store names only {}", client->id, to_text(store), names_of(wish.stores)),
                    fmt::format("add --store {}, or leave --store out: --for chooses the stores", to_text(store)));
            if (!has(stores, store)) stores.push_back(store);
        }
    }
    for (const Store store : wish.stores) {
        if (!has(stores, store)) stores.push_back(store);
    }
    return stores;
}

Scope united(Scope a, Scope b) { return a == b ? a : Scope::both; }

Scope choose_scope(const ClientWish& wish, const std::vector<Store>& stores) {
    if (wish.scope) return *wish.scope;
    if (std::any_of(stores.begin(), stores.end(), has_no_user_side)) return Scope::computer;
    Scope scope = wish.clients.front()->preset.scope;
    for (const Client* client : wish.clients) scope = united(scope, client->preset.scope);
    return scope;
}

/// Some side of the scope can serve the family by the first of its stores; the others only back it.
bool can_serve(const Client& client, Scope scope) {
    const auto helps = [&](Side side) {
        const Support support = support_in(client, *client.preset.stores.begin(), side);
        return includes(scope, side) && support != Support::no && support != Support::not_applicable;
    };
    return helps(Side::computer) || helps(Side::user);
}

core::Error wrong_scope(const Client& client, const ClientWish& wish) {
    const std::string_view side = can_serve(client, Scope::computer) ? "computer" : "user";
    if (wish.scope)
        return {ErrorCode::usage,
                fmt::format("--for {} needs the {} side, and --scope says {}: {} would not see the certificate", client.id, side,
                            to_text(*wish.scope), client.name),
                fmt::format("--scope {} or both, or leave --scope out: --for chooses the scope", side),
                {}};
    return {ErrorCode::usage,
            fmt::format("--for {} needs the {} side, which the stores of the other clients do not have", client.id, side),
            "make two packages, each with its own --gpo-name",
            {}};
}

core::Result<void> check_scope(const ClientWish& wish, const ClientChoice& choice) {
    for (const Client* client : wish.clients) {
        if (!can_serve(*client, choice.scope)) return core::fail(wrong_scope(*client, wish));
    }
    const auto computer_only = std::find_if(choice.stores.begin(), choice.stores.end(), has_no_user_side);
    if (computer_only == choice.stores.end() || choice.scope == Scope::computer) return {};
    return core::fail(ErrorCode::usage,
                      fmt::format("the user side of a GPO has no store {}, and --scope says {}", to_text(*computer_only), to_text(choice.scope)),
                      "--scope computer: it serves every user of the computer too");
}

core::Result<void> check_root(const ClientWish& wish, const ClientChoice& choice) {
    if (wish.allow_root || !has(choice.stores, Store::root)) return {};
    const auto asking = std::find_if(wish.clients.begin(), wish.clients.end(), [](const Client* client) { return wants(*client, Store::root); });
    if (asking == wish.clients.end()) return {};
    const Client& client = **asking;
    const bool is_shown = support_in(client, *client.preset.stores.begin(), Side::computer) != Support::unverified;
    return core::fail(ErrorCode::usage,
                      fmt::format("--for {} puts the certificate into Root{}, where a certificate may vouch for every name there is{}", client.id,
                                  client.preset.stores.size() > 1 ? " as well" : "", is_shown ? "" : "; nobody has shown that it helps"),
                      "say --allow-root when that is what you want");
}

core::Result<void> check_usages(const ClientWish& wish) {
    if (!wish.restrict_eku) return {};
    for (const Client* client : wish.clients) {
        const std::vector<certificate::Usage> usages = usages_of(*client);
        if (std::all_of(usages.begin(), usages.end(), [](certificate::Usage usage) { return usage == certificate::Usage::tls_server; })) continue;
        return core::fail(ErrorCode::usage,
                          fmt::format("--restrict-eku allows server authentication only, which is not what --for {} needs", client->id),
                          "leave one of them out");
    }
    return {};
}

}  // namespace

core::Result<void> check_served(const Client& client) {
    if (is_served(client)) return {};
    return core::fail(ErrorCode::usage, fmt::format("--for {}: {} ({}): {}", client.id, refusal_of(client), client.name, client.condition),
                      "what helps: " + std::string(client.instead));
}

std::vector<certificate::Usage> usages_of(const std::vector<const Client*>& clients) {
    std::vector<certificate::Usage> all;
    for (const Client* client : clients) {
        for (const certificate::Usage usage : usages_of(*client)) all.push_back(usage);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

core::Result<ClientChoice> choose_for(const ClientWish& wish) {
    for (const Client* client : wish.clients) GPOTRUST_TRY(check_served(*client));
    ClientChoice choice;
    GPOTRUST_TRY_ASSIGN(choice.stores, choose_stores(wish));
    choice.scope = choose_scope(wish, choice.stores);
    choice.usages = usages_of(wish.clients);
    GPOTRUST_TRY(check_scope(wish, choice));
    GPOTRUST_TRY(check_root(wish, choice));
    GPOTRUST_TRY(check_usages(wish));
    return choice;
}

}  // namespace gpotrust::trust
