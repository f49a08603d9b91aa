// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/bytes.hpp"

#include "support/catch.hpp"

using namespace gpotrust::core;

TEST_CASE("bytes: integers are written least significant octet first") {
    Bytes octets;
    append_u16_le(octets, 0x1234);
    append_u32_le(octets, 0x89ABCDEF);
    CHECK(octets == Bytes{0x34, 0x12, 0xEF, 0xCD, 0xAB, 0x89});
    CHECK(read_u16_le(octets) == 0x1234);
    CHECK(read_u32_le(BytesView(octets).subspan(2)) == 0x89ABCDEF);
}

TEST_CASE("bytes: the largest integers survive") {
    const Bytes octets(4, 0xFF);
    CHECK(read_u16_le(octets) == 0xFFFF);
    CHECK(read_u32_le(octets) == 0xFFFFFFFF);
}

TEST_CASE("bytes: text and octets are the same memory, octets above 127 and NUL included") {
    const std::string text("a\0\xC3\xA9", 4);
    CHECK(to_bytes(text) == Bytes{'a', 0, 0xC3, 0xA9});
    CHECK(as_text(as_bytes(text)) == text);
    CHECK(static_cast<const void*>(as_bytes(text).data()) == static_cast<const void*>(text.data()));
    Bytes target{1};
    append(target, as_bytes(text));
    CHECK(target == Bytes{1, 'a', 0, 0xC3, 0xA9});
    CHECK(as_text(BytesView{}).empty());
}
