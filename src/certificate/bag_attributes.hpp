// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/x509.h>

#include <string>
#include <vector>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::certificate {

/// What Windows writes beside a key or certificate in a PFX (docs/explanation/reading-exports.md 2).
struct BagAttributes {
    core::Bytes local_key_id;
    std::string friendly_name;
    std::string provider;
    std::string machine;
    bool local_machine_keyset = false;
};

/// Reads the attributes known here; values of an unexpected type are left out.
[[nodiscard]] BagAttributes read_bag_attributes(const STACK_OF(X509_ATTRIBUTE) * attributes);

/// The SIDs ("S-1-5-...") named in the descriptor of a DPAPI-NG protected password, in file order.
[[nodiscard]] std::vector<std::string> find_sids(core::BytesView secret_value);

}  // namespace gpotrust::certificate
