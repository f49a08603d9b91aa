// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "support/catch.hpp"

using namespace gpotrust;

namespace {

// A number as `openssl ... -text` prints it: hex with colons on indented lines after "label:"; a leading 00 only keeps it positive.
core::Bytes number(const std::string& text, const std::string& label) {
    std::size_t at = text.find(label + ":");
    REQUIRE(at != std::string::npos);
    at += label.size() + 1;
    std::string digits;
    for (std::size_t line = text.find('\n', at) + 1; line < text.size() && text[line] == ' '; line = text.find('\n', line) + 1) {
        for (std::size_t i = line; text[i] != '\n'; ++i) {
            if (text[i] != ' ' && text[i] != ':') digits += text[i];
        }
    }
    core::Bytes octets = core::parse_hex(digits).value();
    if (octets.front() == 0) octets.erase(octets.begin());
    return octets;
}

bool has_trace(const certificate::Export& result, const core::Bytes& octets) {
    const core::BytesView window = core::BytesView(octets).first(16);
    return std::any_of(result.key_traces.begin(), result.key_traces.end(), [&](const certificate::KeyTrace& trace) {
        return trace.rolling_hash == certificate::rolling_hash_of(window) && trace.window_digest == crypto::sha256(window);
    });
}

void check_both_forms(const certificate::Export& result, core::Bytes octets) {
    CHECK(has_trace(result, octets));
    std::reverse(octets.begin(), octets.end());
    CHECK(has_trace(result, octets));
}

}  // namespace

TEST_CASE("rolling hash: the polynomial of the header, modulo 2^64") {
    // python3 -c "b=0x100000001B3; w=bytes(range(16)); print(hex(sum(w[i]*b**(15-i) for i in range(16))%2**64))"
    core::Bytes window(16);
    for (std::size_t i = 0; i < window.size(); ++i) window[i] = static_cast<std::uint8_t>(i);
    CHECK(certificate::rolling_hash_of(window) == 0x3f2d052a1fe13bc8ULL);
    CHECK(certificate::rolling_hash_of(core::Bytes(16)) == 0);
}

TEST_CASE("key traces: every number of an RSA key, forwards and backwards, and none of the public ones") {
    const auto result = test::opened("aes.pfx");
    const core::Bytes file = test::fixture("ok.key.txt");
    const std::string text(core::as_text(file));
    CHECK(result.key_traces.size() == 12);
    for (const char* label : {"privateExponent", "prime1", "prime2", "exponent1", "exponent2", "coefficient"}) {
        INFO(label);
        check_both_forms(result, number(text, label));
    }
    CHECK_FALSE(has_trace(result, number(text, "modulus")));
}

TEST_CASE("key traces: the scalar of an EC key") {
    const auto result = test::opened("ec.pfx");
    const core::Bytes file = test::fixture("ec.key.txt");
    check_both_forms(result, number(std::string(core::as_text(file)), "priv"));
    CHECK(result.key_traces.size() == 2);
}

TEST_CASE("key traces: keys that match nothing leave traces, too, and files without a key none") {
    CHECK(test::opened("composed_mismatch.pfx").key_traces.size() == 12);
    CHECK(test::opened("ed25519.pfx").key_traces.size() == 2);
    CHECK(test::opened("certificate_only.pfx").key_traces.empty());
}
