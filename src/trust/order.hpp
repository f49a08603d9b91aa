// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <tuple>

#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {

/// Store name, then SHA-1, then SHA-256 and role: a total order over what a policy may hold.
[[nodiscard]] inline bool sorts_before(const TrustedCertificate& a, const TrustedCertificate& b) {
    return std::make_tuple(to_text(a.store), a.certificate.sha1(), a.certificate.sha256(), a.role) <
           std::make_tuple(to_text(b.store), b.certificate.sha1(), b.certificate.sha256(), b.role);
}

}  // namespace gpotrust::trust
