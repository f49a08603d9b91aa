// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Files that people take for exports of a certificate.
#pragma once

#include <optional>
#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::certificate {

/// What a file is instead, and how to get the certificate. Both in words that follow "this is".
struct ForeignKind {
    std::string_view what;
    std::string_view hint;
};

/// A binary file of another kind, by its first octets; nothing if it is none that is known.
[[nodiscard]] std::optional<ForeignKind> foreign_binary(core::BytesView file);
/// A text of another kind, by how it begins; nothing if it is none that is known.
[[nodiscard]] std::optional<ForeignKind> foreign_text(std::string_view text);
/// What a PEM block holds that is no certificate, by its label; nothing for the labels of exports and for unknown ones.
[[nodiscard]] std::optional<ForeignKind> foreign_pem(std::string_view label);

/// A certificate request, whatever its encoding.
extern const ForeignKind k_certificate_request;
/// A private key without its certificate, whatever its encoding.
extern const ForeignKind k_bare_private_key;

}  // namespace gpotrust::certificate
