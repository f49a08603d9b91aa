// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "gpotrust/core/secret.hpp"
#include "platform/os.hpp"

namespace gpotrust::platform {

/// One more octet, or nothing at the end.
using OctetSource = std::function<Outcome<std::optional<std::uint8_t>>()>;

/// A line being collected, in one buffer that never moves and is cleansed.
class SecretLine {
public:
    SecretLine();
    SecretLine(const SecretLine&) = delete;
    SecretLine& operator=(const SecretLine&) = delete;
    ~SecretLine();

    /// Takes octets up to a line feed, the end, or one octet more than is allowed.
    [[nodiscard]] Outcome<void> read(const OctetSource& next);
    /// True when the source ended before it gave anything.
    [[nodiscard]] bool nothing_came() const noexcept { return m_octets.empty() && !m_line_feed; }
    /// The secret: without carriage return and byte-order mark, not too long, not UTF-16, no NUL.
    [[nodiscard]] core::Result<core::SecretBytes> take();

private:
    [[nodiscard]] bool starts_with(std::string_view octets) const;

    core::Bytes m_octets = {};
    bool m_line_feed = false;
};

/// A source that cannot be read: what the system said, as a password that is not to be had.
[[nodiscard]] core::Error no_password_from(const fs::path& place, std::error_code code);
/// "cannot read the password from \"file\"" and so on, for sources that are files.
[[nodiscard]] core::Result<core::SecretBytes> read_secret_line(const OctetSource& next, const fs::path& place);

/// Refuses a regular file that group or others may read.
[[nodiscard]] core::Result<void> refuse_readable_by_others(const OpenFile& file, const fs::path& path);

}  // namespace gpotrust::platform
