// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// Each costs a parse and a signature check: more than this is no policy but an attempt to keep the reader busy.
inline constexpr std::size_t k_most_certificates = 4096;

/// Where a setting puts a certificate.
struct StorePlace {
    std::string store;     ///< as written
    std::string key_name;  ///< the last component, normally the SHA-1
};

/// The store a registry key belongs to, for keys of the shape Software[\Policies]\Microsoft\{System,Enterprise}Certificates\STORE\Certificates\NAME in any case
/// (crypt32 system store locations).
[[nodiscard]] std::optional<StorePlace> store_place(std::string_view key);

/// The certificate a `Blob` value holds, or nothing when the setting is no such value. Damage stands in the result's error.
[[nodiscard]] std::optional<StoredCertificate> stored_certificate(const ScopedSetting& setting);

/// Decodes every certificate among the item's settings and sets the item's error if one of them is damaged.
void decode_stored_certificates(InspectedItem& item);

}  // namespace gpotrust::audit
