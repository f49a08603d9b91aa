// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/choice.hpp"

#include <algorithm>

#include "gpotrust/trust/client_choice.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using trust::Scope;
using trust::Store;

bool has(const std::vector<Store>& stores, Store store) { return std::find(stores.begin(), stores.end(), store) != stores.end(); }

core::Result<trust::ClientChoice> choice_of(const PackageRequest& request) {
    return trust::choose_for({.clients = request.judgement.clients,
                              .scope = request.scope,
                              .stores = request.stores,
                              .allow_root = request.allow_root,
                              .restrict_eku = request.restrict_eku});
}

Scope default_scope(const std::vector<Store>& stores) {
    const auto machine_only = [](Store store) { return store == Store::root || store == Store::intermediate || store == Store::trusted_publisher; };
    return std::any_of(stores.begin(), stores.end(), machine_only) ? Scope::computer : Scope::both;
}

core::Result<void> check_stores(const PackageRequest& request) {
    const std::vector<Store> stores = stores_of(request);
    if (has(stores, Store::root) && !request.allow_root)
        return core::fail(ErrorCode::usage, "a certificate in Trusted Root may vouch for every name there is",
                          "leave it in Trusted People (the default), or say --allow-root when that is what you want");
    if (has(stores, Store::disallowed) && stores.size() > 1)
        return core::fail(ErrorCode::usage, "a certificate cannot be trusted and distrusted (Disallowed) in one package",
                          "make two packages with two --gpo-name");
    return {};
}

/// Names are a matter of TLS servers: asked for where nothing judges them they would seem to be there.
core::Result<void> check_names(const Judgement& judgement, const Purpose& purpose) {
    const bool asked = !judgement.names.empty() || !judgement.checklist.roles.empty();
    const auto& usages = purpose.usages;
    const bool judged = !purpose.skip_rules && std::find(usages.begin(), usages.end(), certificate::Usage::tls_server) != usages.end();
    if (!asked || judged) return {};
    return core::fail(ErrorCode::usage, "--name and --role ask for names of a TLS server, and nothing here uses the certificate as one",
                      "leave them out, or choose a client or store of TLS servers (the default)");
}

}  // namespace

core::Result<void> check_choice(const PackageRequest& request) {
    if (!request.judgement.clients.empty()) GPOTRUST_TRY(choice_of(request));
    GPOTRUST_TRY(check_stores(request));
    if (request.peer_usages && scope_of(request) == Scope::user)
        return core::fail(ErrorCode::usage, "--peer-usages is a setting of the computer side, and the scope is user",
                          "--scope computer or both, or leave --peer-usages out");
    return check_names(request.judgement, purpose_of(request));
}

std::vector<Store> stores_of(const PackageRequest& request) {
    if (!request.judgement.clients.empty()) {
        if (const auto choice = choice_of(request)) return choice->stores;
    }
    std::vector<Store> stores;
    for (const Store store : request.stores) {
        if (!has(stores, store)) stores.push_back(store);
    }
    if (stores.empty()) stores.push_back(Store::trusted_people);
    return stores;
}

Scope scope_of(const PackageRequest& request) {
    if (request.scope) return *request.scope;
    if (!request.judgement.clients.empty()) {
        if (const auto choice = choice_of(request)) return choice->scope;
    }
    return default_scope(stores_of(request));
}

Purpose purpose_of(const PackageRequest& request) {
    const std::vector<Store> stores = stores_of(request);
    Purpose purpose;
    if (!request.judgement.clients.empty()) {
        purpose.usages = trust::usages_of(request.judgement.clients);
    } else if (!has(stores, Store::trusted_people)) {
        purpose.usages.clear();
        const auto is_for_authorities = [](Store store) { return store == Store::root || store == Store::intermediate; };
        purpose.as_authority = std::all_of(stores.begin(), stores.end(), is_for_authorities);
    }
    purpose.skip_rules = has(stores, Store::disallowed);
    return purpose;
}

core::Result<Purpose> purpose_of(const Judgement& judgement) {
    Purpose purpose;
    if (judgement.clients.empty()) return purpose;
    for (const trust::Client* client : judgement.clients) GPOTRUST_TRY(trust::check_served(*client));
    purpose.usages = trust::usages_of(judgement.clients);
    GPOTRUST_TRY(check_names(judgement, purpose));
    return purpose;
}

}  // namespace gpotrust::app
