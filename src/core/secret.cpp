// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/secret.hpp"

#include <utility>

namespace gpotrust::core {

void cleanse(void* memory, std::size_t size) noexcept {
    // Writes through a volatile pointer are observable behaviour, so none of them may be left out as a dead store.
    auto* const octets = static_cast<volatile unsigned char*>(memory);
    for (std::size_t i = 0; i < size; ++i) octets[i] = 0;
}

SecretBytes::SecretBytes(Bytes&& octets) noexcept : m_octets(std::move(octets)) {}

SecretBytes SecretBytes::copy_of(std::string_view text) { return SecretBytes(to_bytes(text)); }

SecretBytes::SecretBytes(SecretBytes&& other) noexcept : m_octets(std::move(other.m_octets)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        wipe();
        m_octets.swap(other.m_octets);
    }
    return *this;
}

SecretBytes::~SecretBytes() { wipe(); }

void SecretBytes::wipe() noexcept {
    // A buffer that was filled and shrunk before it came here may hold secrets beyond its size: growing to the capacity never allocates.
    m_octets.resize(m_octets.capacity());
    cleanse(m_octets.data(), m_octets.size());
    m_octets.clear();
}

}  // namespace gpotrust::core
