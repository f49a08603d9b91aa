// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"

namespace gpotrust::core {

/// A digest or thumbprint of fixed size. The tag keeps kinds apart that must never be mixed up.
template <std::size_t Size, class Tag>
struct Digest {
    std::array<std::uint8_t, Size> octets{};
    friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// SHA-1 of a certificate's DER: Windows' name for it, an identifier, not a proof.
using Sha1Thumbprint = Digest<20, struct Sha1ThumbprintTag>;
using Sha256Digest = Digest<32, struct Sha256DigestTag>;
using Md5Digest = Digest<16, struct Md5DigestTag>;

/// Upper-case hex without separators, as Windows writes thumbprints and as all our JSON has them.
[[nodiscard]] std::string to_hex(const Sha1Thumbprint& thumbprint);
[[nodiscard]] std::string to_hex(const Sha256Digest& digest);
/// Reads 40 or 64 hex digits of either case; blanks and colons between digits (as people copy them from mmc, with
/// its invisible left-to-right mark in front) are ignored. Fails with malformed_input.
[[nodiscard]] Result<Sha1Thumbprint> parse_sha1_thumbprint(std::string_view text);
[[nodiscard]] Result<Sha256Digest> parse_sha256_digest(std::string_view text);

}  // namespace gpotrust::core
