// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"

namespace gpotrust::report {

/// What the keyUsage extension allows, in words: "digital signature", "key encipherment" (RFC 5280 4.2.1.3); in the order of its bits.
[[nodiscard]] std::vector<std::string> key_usage_words(unsigned bits);

/// What an extended key usage stands for: "TLS server", "code signing"; the identifier itself where it has no name here.
[[nodiscard]] std::string purpose_word(std::string_view oid);

}  // namespace gpotrust::report
