// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "gpotrust/trust/clients.hpp"

namespace gpotrust::trust {

/// What `--for` was given, with the options that may contradict it.
struct ClientWish {
    std::vector<const Client*> clients;
    std::optional<Scope> scope = {};  ///< --scope
    std::vector<Store> stores = {};   ///< --store
    bool allow_root = false;
    bool restrict_eku = false;
};

/// What the clients need together.
struct ClientChoice {
    Scope scope = Scope::computer;
    std::vector<Store> stores;               ///< each once, in the order of the clients
    std::vector<certificate::Usage> usages;  ///< each once, sorted; what the certificate must allow
};

/// Fails with usage for a family that no store of ours serves, saying what helps instead.
[[nodiscard]] core::Result<void> check_served(const Client& client);
/// The usages of all clients, each once, sorted.
[[nodiscard]] std::vector<certificate::Usage> usages_of(const std::vector<const Client*>& clients);
/// The union of what the clients need. The scope is the union of their scopes, or the computer where a store has no user side. Fails with usage
/// where a family cannot be served, the options contradict a client or two clients each other, or Root is needed and not allowed.
[[nodiscard]] core::Result<ClientChoice> choose_for(const ClientWish& wish);

}  // namespace gpotrust::trust
