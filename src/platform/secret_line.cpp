// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "platform/secret_line.hpp"

#include <algorithm>

#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"

namespace gpotrust::platform {
namespace {

constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view k_utf16le_mark = "\xFF\xFE";
constexpr std::string_view k_utf16be_mark = "\xFE\xFF";
// The mark and the carriage return do not count.
constexpr std::size_t k_capacity = k_utf8_mark.size() + k_longest_secret + 2;

core::Result<core::SecretBytes> unusable(std::string message, std::string hint) {
    return core::fail(core::ErrorCode::malformed_input, std::move(message), std::move(hint));
}

}  // namespace

SecretLine::SecretLine() { m_octets.reserve(k_capacity); }
SecretLine::~SecretLine() { core::SecretBytes wiped(std::move(m_octets)); }

bool SecretLine::starts_with(std::string_view octets) const { return core::as_text(m_octets).starts_with(octets); }

Outcome<void> SecretLine::read(const OctetSource& next) {
    while (m_octets.size() < k_capacity) {
        const auto octet = next();
        if (!octet.has_value()) return refused(octet.error());
        if (!octet->has_value()) return {};
        m_line_feed = **octet == '\n';
        if (m_line_feed) return {};
        m_octets.push_back(**octet);
    }
    return {};
}

core::Result<core::SecretBytes> SecretLine::take() {
    if (starts_with(k_utf16le_mark) || starts_with(k_utf16be_mark)) {
        return unusable("the password is UTF-16", "save the file as UTF-8; in PowerShell: Set-Content -Encoding utf8");
    }
    if (std::find(m_octets.begin(), m_octets.end(), std::uint8_t{0}) != m_octets.end()) {
        return unusable("the password holds a NUL octet", "put the password on the first line of a text file");
    }
    if (!m_octets.empty() && m_octets.back() == '\r') m_octets.pop_back();
    if (starts_with(k_utf8_mark)) m_octets.erase(m_octets.begin(), m_octets.begin() + static_cast<std::ptrdiff_t>(k_utf8_mark.size()));
    if (m_octets.size() > k_longest_secret) {
        return unusable("the password is longer than " + std::to_string(k_longest_secret) + " bytes", "put the password on the first line");
    }
    return core::SecretBytes(std::move(m_octets));
}

core::Error no_password_from(const fs::path& place, std::error_code code) {
    core::Error error = os_failure("read the password from", place, code);
    error.code = core::ErrorCode::password_needed;
    return error;
}

core::Result<core::SecretBytes> read_secret_line(const OctetSource& next, const fs::path& place) {
    SecretLine line;
    const auto outcome = line.read(next);
    if (!outcome.has_value()) return core::fail(no_password_from(place, outcome.error()));
    auto secret = line.take();
    if (!secret.has_value()) return core::fail(std::move(secret).error().in(shown(place)));
    return secret;
}

}  // namespace gpotrust::platform
