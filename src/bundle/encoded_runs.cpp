// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/encoded_runs.hpp"

#include <array>
#include <utility>

namespace gpotrust::bundle {
namespace {

using core::Bytes;
using core::BytesView;

enum class Kind : std::uint8_t { other, value, separator };

/// What each octet is to an alphabet: a digit with its value, something that may stand between digits, or the end of a run.
struct Alphabet {
    std::array<Kind, 256> kind{};
    std::array<std::uint8_t, 256> value{};

    constexpr void digits(char first, char last, std::uint8_t value_of_first) {
        for (int c = first; c <= last; ++c) {
            const auto index = static_cast<std::size_t>(c);
            kind[index] = Kind::value;
            value[index] = static_cast<std::uint8_t>(value_of_first + (c - first));
        }
    }
    constexpr void separators(std::string_view characters) {
        for (const char c : characters) kind[static_cast<std::uint8_t>(c)] = Kind::separator;
    }
};

constexpr Alphabet make_hex() {
    Alphabet alphabet;
    alphabet.digits('0', '9', 0);
    alphabet.digits('A', 'F', 10);
    alphabet.digits('a', 'f', 10);
    alphabet.separators(" \t\r\n,:-\\xX");
    return alphabet;
}

constexpr Alphabet make_base64() {
    Alphabet alphabet;
    alphabet.digits('A', 'Z', 0);
    alphabet.digits('a', 'z', 26);
    alphabet.digits('0', '9', 52);
    alphabet.digits('+', '+', 62);
    alphabet.digits('/', '/', 63);
    alphabet.digits('-', '-', 62);  // RFC 4648 section 5
    alphabet.digits('_', '_', 63);
    alphabet.separators("\r\n");
    return alphabet;
}

constexpr Alphabet k_hex = make_hex();
constexpr Alphabet k_base64 = make_base64();

/// Puts digits of `bits` bits together, from the digit `phase` on.
void join(BytesView digits, unsigned bits, std::size_t phase, Bytes& joined) {
    joined.clear();
    std::uint32_t pending = 0;
    unsigned have = 0;
    for (const std::uint8_t digit : digits.subspan(phase)) {
        pending = (pending << bits) | digit;
        have += bits;
        if (have < 8) continue;
        have -= 8;
        joined.push_back(static_cast<std::uint8_t>(pending >> have));
        pending &= (1U << have) - 1U;
    }
}

void emit(BytesView digits, unsigned bits, std::string_view writing, Bytes& joined, const DecodedRun& found) {
    const std::size_t phases = bits == 4 ? 2 : 4;  // digits that make up whole octets
    for (std::size_t phase = 0; phase < phases; ++phase) {
        join(digits, bits, phase, joined);
        found(joined, writing);
    }
}

/// In hex a zero before x belongs to the prefix of the next octet, not to the octet.
bool is_hex_prefix(BytesView text, std::size_t at) { return text[at] == '0' && at + 1 < text.size() && (text[at + 1] | 0x20U) == 'x'; }

/// Digits of the run that is being read; room for the longest is made once.
class Run {
public:
    explicit Run(std::size_t longest) : m_digits(longest) {}
    void add(std::uint8_t digit) { m_digits[m_count++] = digit; }
    void finish(unsigned bits, std::string_view writing, const DecodedRun& found) {
        const std::size_t count = std::exchange(m_count, 0);
        if (count >= k_shortest_run) emit(BytesView(m_digits).first(count), bits, writing, m_joined, found);
    }

private:
    Bytes m_digits;
    Bytes m_joined = {};
    std::size_t m_count = 0;
};

void decode_hex_runs(BytesView text, const DecodedRun& found) {
    Run run(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const Kind kind = k_hex.kind[text[at]];
        if (kind == Kind::value && !is_hex_prefix(text, at)) run.add(k_hex.value[text[at]]);
        if (kind == Kind::other) run.finish(4, "hex", found);
    }
    run.finish(4, "hex", found);
}

void decode_base64_runs(BytesView text, const DecodedRun& found) {
    Run run(text.size());
    bool line_start = false;
    for (const std::uint8_t octet : text) {
        const Kind kind = k_base64.kind[octet];
        if (kind == Kind::value) run.add(k_base64.value[octet]);
        line_start = kind == Kind::separator || (line_start && kind == Kind::other && (octet == ' ' || octet == '\t'));
        // Blanks are part of a run only where they indent a new line: else all prose would be one run.
        if (kind == Kind::other && !line_start) run.finish(6, "Base64", found);
    }
    run.finish(6, "Base64", found);
}

bool is_text(std::uint8_t octet) { return (octet >= 0x20 && octet < 0x7F) || octet == '\t' || octet == '\r' || octet == '\n'; }

}  // namespace

void decode_text_runs(BytesView text, const DecodedRun& found) {
    if (text.size() < k_shortest_run) return;
    decode_hex_runs(text, found);
    decode_base64_runs(text, found);
}

void narrow_utf16_runs(BytesView octets, const DecodedRun& found) {
    Bytes narrow;
    const auto finish = [&] {
        if (narrow.size() >= 4) found(narrow, "UTF-16");
        narrow.clear();
    };
    // Big-endian text is little-endian text one octet further on, but for its first character.
    for (const std::size_t parity : {std::size_t{0}, std::size_t{1}}) {
        for (std::size_t at = parity; at + 1 < octets.size(); at += 2) {
            if (octets[at + 1] == 0 && is_text(octets[at])) {
                narrow.push_back(octets[at]);
            } else {
                finish();
            }
        }
        finish();
    }
}

}  // namespace gpotrust::bundle
