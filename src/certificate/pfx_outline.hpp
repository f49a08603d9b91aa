// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "certificate/asn1.hpp"
#include "gpotrust/certificate/outline.hpp"

namespace gpotrust::certificate {

struct PfxOutline {
    Maker maker = Maker::unknown;
    PfxProtection protection;
    std::vector<std::string> protected_to;
};

/// Nothing if it cannot be decoded.
[[nodiscard]] std::optional<PfxOutline> outline_pfx(core::BytesView encoded);

/// The SIDs a DPAPI-NG protected password names, from the secret bags of the open safes; one text that says so where none is named.
[[nodiscard]] std::vector<std::string> principals_of(const asn1::AuthenticatedSafe& safes);
/// The same of one bag.
[[nodiscard]] std::vector<std::string> principals_of_bag(const asn1::SafeBag& bag);

}  // namespace gpotrust::certificate
