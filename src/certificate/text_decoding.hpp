// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "gpotrust/core/result.hpp"
#include "gpotrust/core/secret.hpp"

namespace gpotrust::certificate {

/// The text of a file that is text: UTF-16 (with or without a byte-order mark) and UTF-8 brought to octets of ASCII, everything else to '?'.
/// Nothing if it is binary. A copy, because the text may hold a private key.
[[nodiscard]] std::optional<core::SecretBytes> decode_text(core::BytesView file);

/// Base64 without armour, as Exchange and PowerShell write it; nothing if other characters occur, an error if it is damaged.
[[nodiscard]] std::optional<core::Result<core::SecretBytes>> decode_bare_base64(std::string_view text);

/// Base64 to a buffer of its own, blanks skipped.
[[nodiscard]] core::Result<core::SecretBytes> secret_base64(std::string_view text);

}  // namespace gpotrust::certificate
