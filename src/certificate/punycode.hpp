// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gpotrust::certificate {

/// RFC 3492 6.2: the UTF-8 text that a label stands for, without the "xn--" before it; nothing if it stands for none. Nothing for more than 253 octets.
[[nodiscard]] std::optional<std::string> decode_punycode(std::string_view encoded);

/// The U-label of an A-label ("xn--mnchen-3ya": "münchen"); nothing if it is not one: bad Punycode, or nothing beyond ASCII in it.
[[nodiscard]] std::optional<std::string> u_label_of(std::string_view label);

}  // namespace gpotrust::certificate
