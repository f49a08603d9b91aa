// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the options of a request choose together: stores, scope, and what the certificates are judged for.
#pragma once

#include "app/exports.hpp"

namespace gpotrust::app {

/// Stores, scope and clients that contradict each other. Fails with usage.
[[nodiscard]] core::Result<void> check_choice(const PackageRequest& request);

/// The stores, each once: those asked for and those the clients of --for need; Trusted People without either. The request must have passed check_choice().
[[nodiscard]] std::vector<trust::Store> stores_of(const PackageRequest& request);
/// The scope asked for, else what the clients of --for need, else the default of the stores.
[[nodiscard]] trust::Scope scope_of(const PackageRequest& request);
/// What the rules are to judge: by the clients of --for, else by the stores.
[[nodiscard]] Purpose purpose_of(const PackageRequest& request);
/// The same for `check`, which knows no stores. Fails with usage for clients that no package can serve.
[[nodiscard]] core::Result<Purpose> purpose_of(const Judgement& judgement);

}  // namespace gpotrust::app
