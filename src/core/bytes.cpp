// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/bytes.hpp"

#include <cassert>

namespace gpotrust::core {

Bytes to_bytes(std::string_view text) {
    const BytesView octets = as_bytes(text);  // of the vector's own type: copied at once
    return {octets.begin(), octets.end()};
}

std::string_view as_text(BytesView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

BytesView as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

void append(Bytes& target, BytesView more) { target.insert(target.end(), more.begin(), more.end()); }

void append_u16_le(Bytes& target, std::uint16_t value) {
    target.push_back(static_cast<std::uint8_t>(value & 0xFFU));
    target.push_back(static_cast<std::uint8_t>(value >> 8U));
}

void append_u32_le(Bytes& target, std::uint32_t value) {
    append_u16_le(target, static_cast<std::uint16_t>(value & 0xFFFFU));
    append_u16_le(target, static_cast<std::uint16_t>(value >> 16U));
}

std::uint16_t read_u16_le(BytesView bytes) {
    assert(bytes.size() >= 2);
    return static_cast<std::uint16_t>(bytes[0] | (bytes[1] << 8));
}

std::uint32_t read_u32_le(BytesView bytes) {
    assert(bytes.size() >= 4);
    return std::uint32_t{read_u16_le(bytes)} | (std::uint32_t{read_u16_le(bytes.subspan(2))} << 16U);
}

}  // namespace gpotrust::core
