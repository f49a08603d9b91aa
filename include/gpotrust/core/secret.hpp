// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::core {

/// Overwrites memory in a way the optimiser must not remove.
void cleanse(void* memory, std::size_t size) noexcept;

/// Octets that must not outlive their use: passwords and the bytes of private keys.
///
/// Move-only, cleansed on destruction and on being moved from, neither printable nor comparable, so that no log line, error text or
/// container copy can hold one by accident.
class SecretBytes {
public:
    SecretBytes() = default;
    /// Takes the buffer over; the caller's vector is empty afterwards.
    explicit SecretBytes(Bytes&& octets) noexcept;
    /// Copies text into a secret. The caller remains responsible for cleansing the source.
    [[nodiscard]] static SecretBytes copy_of(std::string_view text);

    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    ~SecretBytes();

    [[nodiscard]] BytesView view() const noexcept { return m_octets; }
    [[nodiscard]] std::string_view text() const noexcept { return as_text(m_octets); }
    [[nodiscard]] bool empty() const noexcept { return m_octets.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return m_octets.size(); }

private:
    void wipe() noexcept;
    Bytes m_octets;
};

}  // namespace gpotrust::core
