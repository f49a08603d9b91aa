// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Which names a certificate serves, as TLS clients of today decide it (RFC 9525 6): by subjectAltName alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/names.hpp"

namespace gpotrust::certificate {

/// The labels of a DNS name, split at the dots; one empty label for an empty name.
[[nodiscard]] std::vector<std::string_view> labels_of(std::string_view name);

/// The usual notation of an address ("::1", "10.0.0.25"), also for one in brackets; nothing if the text is no address.
[[nodiscard]] std::optional<std::string> address_in(std::string_view text);

/// The well-formed dNSName entries, in order.
[[nodiscard]] std::vector<std::string> dns_names_of(const Certificate& certificate);

/// True for `*` as the whole leftmost label of a name with at least three: what clients match, one level deep.
[[nodiscard]] bool is_usable_wildcard(std::string_view name);

/// True if two DNS names are the same: ASCII case and one last dot do not count.
[[nodiscard]] bool same_dns_name(std::string_view a, std::string_view b);

}  // namespace gpotrust::certificate
