// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/secret.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <type_traits>

#include "support/catch.hpp"

namespace {

// What the allocator got back from the block under watch, seen at the moment of deallocation.
const void* g_watched = nullptr;
std::size_t g_watched_size = 0;
std::array<unsigned char, 256> g_seen{};

void look(const void* memory) {
    if (memory == nullptr || memory != g_watched) return;
    const auto* const octets = static_cast<const unsigned char*>(memory);
    std::copy_n(octets, g_watched_size, g_seen.begin());
    g_watched = nullptr;
}

void watch(const gpotrust::core::Bytes& octets) {
    g_watched = octets.data();
    g_watched_size = std::min(octets.capacity(), g_seen.size());
    g_seen.fill(0xEE);
}

bool saw_only_zeros() {
    return g_watched == nullptr &&
           std::all_of(g_seen.begin(), g_seen.begin() + static_cast<std::ptrdiff_t>(g_watched_size), [](unsigned char c) { return c == 0; });
}

}  // namespace

void* operator new(std::size_t size) {
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
// Sanitizers bring their own of each: all that may meet each other are replaced together.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size == 0 ? 1 : size); }
void operator delete(void* memory) noexcept {
    look(memory);
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { operator delete(memory); }

using namespace gpotrust::core;

TEST_CASE("secret: cleanse overwrites exactly what it is told to") {
    std::array<unsigned char, 6> memory{1, 2, 3, 4, 5, 6};
    cleanse(memory.data() + 1, 4);
    CHECK(memory == std::array<unsigned char, 6>{1, 0, 0, 0, 0, 6});
    cleanse(nullptr, 0);
}

TEST_CASE("secret: destruction hands back only zeros, the unused capacity included") {
    Bytes octets(100, 'x');
    octets.resize(10);
    watch(octets);
    {
        const SecretBytes secret(std::move(octets));
        CHECK(secret.size() == 10);
    }
    CHECK(g_watched_size == 100);
    CHECK(saw_only_zeros());
}

TEST_CASE("secret: the watch would notice a buffer that is not cleansed") {
    {
        Bytes octets(100, 'x');
        watch(octets);
    }
    CHECK(g_watched == nullptr);
    CHECK_FALSE(saw_only_zeros());
}

TEST_CASE("secret: assignment cleanses what was there before") {
    Bytes octets(50, 'x');
    watch(octets);
    SecretBytes secret(std::move(octets));
    secret = SecretBytes::copy_of("new");
    CHECK(saw_only_zeros());
    CHECK(secret.text() == "new");
}

TEST_CASE("secret: taking over and moving leave nothing behind in the source") {
    Bytes octets{'p', 'w'};
    SecretBytes first(std::move(octets));
    CHECK(octets.empty());  // NOLINT(bugprone-use-after-move): the promise under test
    SecretBytes second(std::move(first));
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move)
    CHECK(second.text() == "pw");
    SecretBytes third;
    third = std::move(second);
    CHECK(second.empty());  // NOLINT(bugprone-use-after-move)
    CHECK(third.size() == 2);
    CHECK(third.view()[0] == 'p');
}

TEST_CASE("secret: an empty secret is a secret") {
    CHECK(SecretBytes().empty());
    CHECK(SecretBytes::copy_of("").empty());
}

TEST_CASE("secret: cannot be copied, compared or converted to text by accident") {
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<SecretBytes>);
    STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<SecretBytes>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<SecretBytes, std::string_view>);
    STATIC_REQUIRE_FALSE(std::equality_comparable<SecretBytes>);
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<SecretBytes>);
}
