// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/encoded_runs.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace gpotrust;

namespace {

/// True if one of the decoded runs of a text holds `wanted`.
bool decodes_to(std::string_view text, std::string_view wanted) {
    bool found = false;
    bundle::decode_text_runs(core::as_bytes(text), [&](core::BytesView decoded, std::string_view) {
        found = found || core::as_text(decoded).find(wanted) != std::string_view::npos;
    });
    return found;
}

std::vector<std::string> narrowed(std::string_view octets) {
    std::vector<std::string> runs;
    bundle::narrow_utf16_runs(core::as_bytes(octets), [&](core::BytesView run, std::string_view) { runs.emplace_back(core::as_text(run)); });
    return runs;
}

constexpr std::string_view k_wanted = "the quick brown fox";

}  // namespace

// printf 'the quick brown fox' | xxd -p
TEST_CASE("encoded runs: hex in the ways people write it") {
    CHECK(decodes_to("74686520717569636b2062726f776e20666f78", k_wanted));
    CHECK(decodes_to("74686520717569636B2062726F776E20666F78", k_wanted));
    CHECK(decodes_to("Data: 74 68 65 20 71 75 69 63 6b 20 62 72 6f 77 6e 20 66 6f 78 end", k_wanted));
    CHECK(decodes_to("\"Blob\"=hex:74,68,65,20,71,75,69,63,6b,\\\r\n  20,62,72,6f,77,6e,20,66,6f,78\r\n", k_wanted));
    CHECK(decodes_to("{0x74, 0x68, 0x65, 0x20, 0x71, 0x75, 0x69, 0x63, 0x6b, 0x20, 0x62, 0x72, 0x6f, 0x77, 0x6e, 0x20, 0x66, 0x6f, 0x78}", k_wanted));
    CHECK(decodes_to("74:68:65:20:71:75:69:63:6b:20:62:72:6f:77:6e:20:66:6f:78", k_wanted));
    CHECK(decodes_to("a 74686520717569636b2062726f776e20666f78", k_wanted));  // a digit too many in front
}

// printf 'the quick brown fox' | base64
TEST_CASE("encoded runs: Base64 in the ways people write it") {
    CHECK(decodes_to("dGhlIHF1aWNrIGJyb3duIGZveA==", k_wanted));
    CHECK(decodes_to("<Data>dGhlIHF1aWNr\r\n   IGJyb3duIGZveA==</Data>", k_wanted));
    CHECK(decodes_to("key\ndGhlIHF1aWNr\nIGJyb3du\nIGZveA==\n", k_wanted));  // a word in front shifts the phase
    CHECK(decodes_to("xdGhlIHF1aWNrIGJyb3duIGZveA", k_wanted));
    CHECK(decodes_to("xxdGhlIHF1aWNrIGJyb3duIGZveA", k_wanted));
    CHECK(decodes_to("xxxdGhlIHF1aWNrIGJyb3duIGZveA", k_wanted));
}

// python3 -c 'print(list(b"the quick brown fox"))'
TEST_CASE("encoded runs: decimal numbers as JSON and source code have them") {
    CHECK(decodes_to("\"data\":[116, 104, 101, 32, 113, 117, 105, 99, 107, 32, 98, 114, 111, 119, 110, 32, 102, 111, 120]}", k_wanted));
    CHECK(decodes_to("[116,104,101,32,113,117,105,99,107,32,98,114,111,119,110,32,102,111,120]", k_wanted));
    CHECK(decodes_to("{ 116, 104, 101, 032, 113, 117,\r\n\t105, 99, 107, 32, 98, 114, 111, 119, 110, 32, 102, 111, 120 };", k_wanted));
    CHECK(decodes_to("2026, 4711, 116 104 101 32 113 117 105 99 107 32 98 114 111 119 110 32 102 111 120", k_wanted));
    CHECK_FALSE(decodes_to("[116,104,101,32,113,117,105,99,107,32,98,300,114,111,119,110,32,102,111,120]", k_wanted));
    CHECK_FALSE(decodes_to("[116104101,32113117105,9910732981141111,1911032,102111120]", k_wanted));
}

TEST_CASE("encoded runs: short runs and prose are left alone") {
    int runs = 0;
    bundle::decode_text_runs(core::as_bytes("An administrator reads this sentence, then that one. Dead beef and cafe babe are words too."),
                             [&](core::BytesView, std::string_view) { ++runs; });
    CHECK(runs == 0);
}

TEST_CASE("encoded runs: a million blanks are read once") {
    // Looking back over blanks for every blank would take minutes here.
    const std::string text = "dGhl\n" + std::string(2'000'000, ' ') + "IHF1aWNr";
    CHECK_FALSE(decodes_to(text, k_wanted));
}

TEST_CASE("encoded runs: UTF-16 of both byte orders and alignments is narrowed") {
    using namespace std::string_literals;
    CHECK(narrowed("k\0e\0y\0s\0"s) == std::vector<std::string>{"keys"});
    CHECK(narrowed("\xFF\xFEk\0e\0y\0s\0\r\0\n\0"s) == std::vector<std::string>{"keys\r\n"});
    CHECK(narrowed("xk\0e\0y\0s\0"s) == std::vector<std::string>{"keys"});
    CHECK(narrowed("\xFE\xFF\0k\0e\0y\0s\0!"s) == std::vector<std::string>{"keys"});  // big-endian: all but the last, which has no octet after it
    CHECK(narrowed("plain text").empty());
}
