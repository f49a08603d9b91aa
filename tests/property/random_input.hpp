// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::test {

/// The seed of a property test: GPOTRUST_PROPERTY_SEED or a fixed one. Print it with INFO in every test.
inline std::uint64_t property_seed() {
    const char* given = std::getenv("GPOTRUST_PROPERTY_SEED");
    return given == nullptr ? 20261122U : std::strtoull(given, nullptr, 10);
}

/// Random input that is the same for the same seed on every platform: of <random> only the engine, whose sequence the standard fixes, is used.
class RandomInput {
public:
    explicit RandomInput(std::uint64_t seed) : m_engine(seed) {}

    /// 0 to limit - 1.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_engine() % limit); }
    std::uint32_t number() { return static_cast<std::uint32_t>(m_engine()); }
    core::Bytes octets(std::size_t size) {
        core::Bytes result(size);
        for (auto& octet : result) octet = static_cast<std::uint8_t>(m_engine());
        return result;
    }
    /// Pieces that break codecs which quote, split or escape carelessly.
    std::string text(std::size_t most_pieces) {
        static constexpr std::string_view k_pieces[] = {"a",
                                                        "Z",
                                                        "0",
                                                        " ",
                                                        "\"",
                                                        "'",
                                                        "&",
                                                        "]]>",
                                                        "<![CDATA[",
                                                        "<b>",
                                                        ";",
                                                        "[",
                                                        "]",
                                                        "**del.",
                                                        "%",
                                                        "$(x)",
                                                        "`",
                                                        "{0}",
                                                        "\t",
                                                        "ä",
                                                        "ß",
                                                        "Ж",
                                                        "信",
                                                        "\xF0\x9F\x94\x92",
                                                        "\xF4\x8F\xBF\xBD",
                                                        "\xEF\xBF\xBD",
                                                        "\xED\x9F\xBF",
                                                        "\xEE\x80\x80",
                                                        "\x01",
                                                        "\r\n",
                                                        "=",
                                                        ",",
                                                        "/",
                                                        "-"};
        std::string result;
        for (std::size_t pieces = below(most_pieces + 1); pieces > 0; --pieces) result += k_pieces[below(std::size(k_pieces))];
        return result;
    }

private:
    std::mt19937_64 m_engine;
};

}  // namespace gpotrust::test
