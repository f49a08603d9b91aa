// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"

namespace gpotrust::certificate {

/// True if a client that connects to `name` (a host name or an address) finds it in the certificate's subjectAltName (RFC 9525 6): exactly, by a wildcard one level deep, or
/// as iPAddress.
[[nodiscard]] bool serves(const Certificate& certificate, std::string_view name);

/// The names of `before` that `after` does not serve, in order. A wildcard of `before` must stand in `after` as it is.
[[nodiscard]] std::vector<std::string> names_lost(const Certificate& before, const Certificate& after);

}  // namespace gpotrust::certificate
