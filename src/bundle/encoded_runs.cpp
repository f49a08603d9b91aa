// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/encoded_runs.hpp"

#include <algorithm>
#include <array>

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

constexpr Alphabet make_decimal() {
    Alphabet alphabet;
    alphabet.digits('0', '9', 0);
    alphabet.separators(" \t\r\n,;");
    return alphabet;
}

constexpr Alphabet k_hex = make_hex();
constexpr Alphabet k_base64 = make_base64();
constexpr Alphabet k_decimal = make_decimal();

/// Puts digits of `bits` bits together, from the digit `phase` on.
void join(BytesView digits, unsigned bits, std::size_t phase, Bytes& joined) {
    const BytesView counted = digits.subspan(phase);
    joined.resize(counted.size() * bits / 8);
    std::uint32_t pending = 0;  // its older digits leave it at the top
    unsigned have = 0;
    auto next = joined.begin();
    for (const std::uint8_t digit : counted) {
        pending = (pending << bits) | digit;
        have += bits;
        if (have < 8) continue;
        have -= 8;
        *next++ = static_cast<std::uint8_t>(pending >> have);
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

/// Digits of the run that is being read.
class Run {
public:
    void add(std::uint8_t digit) { m_digits.push_back(digit); }
    void finish(unsigned bits, std::string_view writing, const DecodedRun& found) {
        if (m_digits.size() >= k_shortest_run) emit(m_digits, bits, writing, m_joined, found);
        m_digits.clear();
    }
    void drop() { m_digits.clear(); }

private:
    Bytes m_digits = {};
    Bytes m_joined = {};
};

/// True if no run goes on over this octet. Blanks are part of a Base64 run only where they indent a new line: else all prose would be one run. Of several blanks
/// the first decides.
bool ends_hex(BytesView text, std::size_t at) { return k_hex.kind[text[at]] == Kind::other; }
bool ends_base64(BytesView text, std::size_t at) {
    if (k_base64.kind[text[at]] != Kind::other) return false;
    if (text[at] != ' ' && text[at] != '\t') return true;
    if (at == 0) return true;
    const std::uint8_t before = text[at - 1];
    return before != ' ' && before != '\t' && k_base64.kind[before] != Kind::separator;
}

/// The first place from `at` on behind which a run of the shortest length has room; the text's size when there is none. Looks at the last octet of the room first:
/// most of a file is passed over in steps of its length.
template <class Ends>
std::size_t next_room(BytesView text, std::size_t at, Ends ends) {
    while (text.size() - at >= k_shortest_run) {
        std::size_t last = at + k_shortest_run;
        while (last > at && !ends(text, last - 1)) --last;
        if (last == at) return at;
        at = last;
    }
    return text.size();
}

void decode_hex_runs(BytesView text, const DecodedRun& found) {
    Run run;
    for (std::size_t at = next_room(text, 0, ends_hex); at < text.size(); at = next_room(text, at, ends_hex)) {
        for (; at < text.size() && !ends_hex(text, at); ++at) {
            if (k_hex.kind[text[at]] == Kind::value && !is_hex_prefix(text, at)) run.add(k_hex.value[text[at]]);
        }
        run.finish(4, "hex", found);
    }
}

/// Where the run that begins at `at` ends; its digits are added to `run`, and `only_hex` says whether they could all be hex digits.
std::size_t read_base64_run(BytesView text, std::size_t at, Run& run, bool& only_hex) {
    bool line_start = false;
    for (; at < text.size(); ++at) {
        const std::uint8_t octet = text[at];
        const Kind kind = k_base64.kind[octet];
        line_start = kind == Kind::separator || (line_start && kind == Kind::other && (octet == ' ' || octet == '\t'));
        if (kind == Kind::other && !line_start) break;
        if (kind != Kind::value) continue;
        run.add(k_base64.value[octet]);
        only_hex = only_hex && k_hex.kind[octet] == Kind::value;
    }
    return at;
}

void decode_base64_runs(BytesView text, const DecodedRun& found) {
    Run run;
    for (std::size_t at = next_room(text, 0, ends_base64); at < text.size(); at = next_room(text, at, ends_base64)) {
        bool only_hex = true;
        at = std::max(read_base64_run(text, at, run, only_hex), at + 1);  // a second blank begins no run
        // One Base64 text of 24 characters in 10^11 has hex digits alone; hex, which is in every report, has them always.
        only_hex ? run.drop() : run.finish(6, "Base64", found);
    }
}

bool ends_decimal(BytesView text, std::size_t at) { return k_decimal.kind[text[at]] == Kind::other; }

/// The number that begins at `at`, which then stands behind it; 256 for anything larger.
unsigned read_number(BytesView text, std::size_t& at) {
    unsigned number = 0;
    for (; at < text.size() && k_decimal.kind[text[at]] == Kind::value; ++at) number = std::min(number * 10 + k_decimal.value[text[at]], 256U);
    return number;
}

/// Arrays of numbers, as JSON and source code have them. A number that is no octet ends a run.
void decode_decimal_runs(BytesView text, const DecodedRun& found) {
    constexpr std::size_t k_fewest_numbers = k_shortest_run / 2;  // a digit and a separator each
    Bytes octets;
    const auto finish = [&] {
        if (octets.size() >= k_fewest_numbers) found(octets, "decimal numbers");
        octets.clear();
    };
    for (std::size_t at = next_room(text, 0, ends_decimal); at < text.size(); at = next_room(text, at, ends_decimal)) {
        while (at < text.size() && !ends_decimal(text, at)) {
            if (k_decimal.kind[text[at]] == Kind::separator) {
                ++at;
                continue;
            }
            const unsigned number = read_number(text, at);
            number > 0xFFU ? finish() : octets.push_back(static_cast<std::uint8_t>(number));
        }
        finish();
    }
}

bool is_text(std::uint8_t octet) { return (octet >= 0x20 && octet < 0x7F) || octet == '\t' || octet == '\r' || octet == '\n'; }

}  // namespace

void decode_text_runs(BytesView text, const DecodedRun& found) {
    if (text.size() < k_shortest_run) return;
    decode_hex_runs(text, found);
    decode_base64_runs(text, found);
    decode_decimal_runs(text, found);
}

void narrow_utf16_runs(BytesView octets, const DecodedRun& found) {
    constexpr std::size_t k_shortest_text = 4;
    Bytes narrow;
    // Every such character has a zero beside it. Big-endian text is little-endian text one octet further on, but for its first character.
    for (std::size_t zero = 1; zero < octets.size(); ++zero) {
        zero = core::as_text(octets).find('\0', zero);  // memchr: most files have none
        if (zero == std::string_view::npos) break;
        if (!is_text(octets[zero - 1])) continue;
        narrow.clear();
        std::size_t at = zero - 1;
        for (; at + 1 < octets.size() && octets[at + 1] == 0 && is_text(octets[at]); at += 2) narrow.push_back(octets[at]);
        zero = at - 1;
        if (narrow.size() >= k_shortest_text) found(narrow, "UTF-16");
    }
}

}  // namespace gpotrust::bundle
