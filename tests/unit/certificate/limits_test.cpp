// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Files built to keep the machine busy: each limit, at it and one beyond.
#include <algorithm>

#include "certificate/der.hpp"
#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::KeyEvidence;
using core::ErrorCode;
using test::codes;
using test::fixture;

namespace {

namespace der = certificate::der;
using Codes = std::vector<std::string>;

// Made with: openssl genpkey -algorithm ed25519 | openssl pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 5100000 -passout pass:P@ssw0rd1
constexpr std::string_view k_dear_key =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIGOMEoGCSqGSIb3DQEFDTA9MBwGCSqGSIb3DQEFDDAPBAh4pEIHmCqIOwIDTdHg\n"
    "MB0GCWCGSAFlAwQBAgQQe2eP9QtbZICeKabgwx3X0QRAHey/lwzX8X7+No/AYQSl\n"
    "4kO6h9nTICnKTObxtDPgc+lZF1L+wt5yEPDOMBbn+HX1B6y+bV62DaYFhv1b4y62\n"
    "NA==\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

core::Result<certificate::Export> open_text(std::string_view text) {
    const auto password = core::SecretBytes::copy_of(test::k_password);
    return certificate::open_export(core::as_bytes(text), &password);
}

std::string text_fixture(std::string_view name) { return std::string(core::as_text(fixture(name))); }

std::string pem(std::string_view label, core::BytesView octets) {
    const std::string name(label);
    return "-----BEGIN " + name + "-----\n" + core::to_base64(octets) + "\n-----END " + name + "-----\n";
}

core::Bytes element(std::uint8_t tag, core::BytesView content) {
    core::Bytes encoded = {tag};
    if (content.size() < 0x80) {
        encoded.push_back(static_cast<std::uint8_t>(content.size()));
    } else {
        encoded.push_back(0x83);
        for (const unsigned shift : {16U, 8U, 0U}) encoded.push_back(static_cast<std::uint8_t>(content.size() >> shift));
    }
    core::append(encoded, content);
    return encoded;
}

core::Bytes joined(std::initializer_list<core::Bytes> parts) {
    core::Bytes all;
    for (const core::Bytes& part : parts) core::append(all, part);
    return all;
}

// 1.3.6.1.4.1.311.N, empty.
core::Bytes extension(std::size_t number) {
    core::Bytes oid = {0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37};
    oid.push_back(static_cast<std::uint8_t>(0x81U + number / 128));
    oid.push_back(static_cast<std::uint8_t>(number % 128));
    return element(der::k_sequence, joined({element(der::k_oid, oid), {der::k_octet_string, 2, 0x05, 0x00}}));
}

// ok.cer with other extensions. Its signature no longer fits, which only the rules mind.
core::Bytes certificate_with_extensions(std::size_t count) {
    const core::Bytes file = fixture("ok.cer");
    core::BytesView outer = file;
    core::BytesView certificate = der::next_element(outer, der::k_sequence).value().content;
    core::BytesView to_be_signed = der::next_element(certificate, der::k_sequence).value().content;
    core::Bytes fields;
    while (const auto field = der::next_element(to_be_signed)) {
        if (field->tag != 0xA3) core::append(fields, field->whole);
    }
    core::Bytes extensions;
    for (std::size_t i = 0; i < count; ++i) core::append(extensions, extension(i));
    core::append(fields, element(0xA3, element(der::k_sequence, extensions)));
    core::Bytes signed_again = element(der::k_sequence, fields);
    core::append(signed_again, certificate);
    return element(der::k_sequence, signed_again);
}

core::Bytes odd_number(std::size_t bits) {
    core::Bytes octets(bits / 8 + 1, 0x5B);
    octets[0] = 0;
    octets[1] = 0x80;
    return element(der::k_integer, octets);
}

// PKCS#8 around RSAPrivateKey (RFC 8017 A.1.2): well-formed, and no key at all.
core::Bytes sham_rsa_key(std::size_t bits) {
    const core::Bytes zero = {der::k_integer, 1, 0};
    const core::Bytes exponent = {der::k_integer, 3, 1, 0, 1};
    const core::Bytes half = odd_number(bits / 2);
    const core::Bytes key = joined({zero, odd_number(bits), exponent, odd_number(bits), half, half, half, half, half});
    const core::Bytes algorithm = core::parse_hex("300d06092a864886f70d0101010500").value();
    return element(der::k_sequence, joined({zero, algorithm, element(der::k_octet_string, element(der::k_sequence, key))}));
}

std::string repeated(const std::string& piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

void check_refused(const core::Result<certificate::Export>& result, std::string_view code, std::string_view message) {
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().finding_code == code);
    CHECK(result.error().message == message);
}

}  // namespace

TEST_CASE("limits: a certificate may have 256 extensions and not one more") {
    const auto most = certificate::Certificate::parse(certificate_with_extensions(256));
    REQUIRE(most.has_value());
    CHECK(most->facts().extensions.size() == 256);
    for (const std::size_t count : {257U, 10'000U}) {
        const auto refused = certificate::Certificate::parse(certificate_with_extensions(count));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::malformed_input);
        CHECK(refused.error().finding_code == "CERT_PARSE");
        CHECK(refused.error().message == "the certificate has more than 256 extensions");
    }
}

TEST_CASE("limits: 64 copies of a certificate are one certificate, 65 are too many") {
    const std::string one = text_fixture("trusted.pem");
    const auto most = open_text(repeated(one, 64));
    REQUIRE(most.has_value());
    CHECK(most->certificates.size() == 1);
    check_refused(open_text(repeated(one, 65)), "EXPORT_MALFORMED", "the file holds more than 64 certificates");
}

TEST_CASE("limits: certificates that do not parse count, too") {
    const std::string bad = pem("CERTIFICATE", core::parse_hex("30030201ff").value());
    check_refused(open_text(repeated(bad, 65)), "EXPORT_MALFORMED", "the file holds more than 64 certificates");
}

TEST_CASE("limits: more than 64 private keys are refused") {
    const std::string key = pem("PRIVATE KEY", fixture("key.der"));
    check_refused(open_text(text_fixture("trusted.pem") + repeated(key, 65)), "EXPORT_MALFORMED", "the file holds more than 64 private keys");
}

TEST_CASE("limits: the keys of a file share one budget of iterations") {
    const std::string certificate = text_fixture("trusted.pem");
    const std::string key(k_dear_key);
    check_refused(open_text(certificate + key + key), "EXPORT_UNSUPPORTED",
                  "the parts of the file together need too many iterations of the key derivation");
}

TEST_CASE("limits: the same key again is proven with the first one") {
    const std::string pair = pem("CERTIFICATE", fixture("ok.cer")) + pem("PRIVATE KEY", fixture("key.der"));
    const auto once = open_text(pair);
    const auto twice = open_text(pair + pem("PRIVATE KEY", fixture("key.der")));
    REQUIRE(once.has_value());
    REQUIRE(twice.has_value());
    CHECK(twice->key_evidence == KeyEvidence::proven);
    CHECK(twice->findings.empty());
    CHECK(once->key_traces.size() == 12);
    CHECK(twice->key_traces.size() == 12);
}

TEST_CASE("limits: RSA keys above 8192 bits are not made to sign") {
    const std::string certificate = pem("CERTIFICATE", fixture("ok.cer"));
    const auto within = open_text(certificate + pem("PRIVATE KEY", sham_rsa_key(8192)));
    REQUIRE(within.has_value());
    CHECK(codes(within->findings) == Codes{"KEY_MISMATCH"});
    const auto beyond = open_text(certificate + pem("PRIVATE KEY", sham_rsa_key(8200)));
    REQUIRE(beyond.has_value());
    CHECK(codes(beyond->findings) == Codes{"KEY_NOT_COMPARABLE"});
}

TEST_CASE("limits: a block that begins inside a private key does not get past the budget") {
    const std::string hidden = "-----BEGIN RSA PRIVATE KEY-----x\n" + std::string(k_dear_key) + "-----END RSA PRIVATE KEY-----\n";
    check_refused(open_text(text_fixture("trusted.pem") + hidden), "EXPORT_MALFORMED", "PEM text: a block begins inside \"RSA PRIVATE KEY\"");
}

TEST_CASE("limits: an encrypted key in the armour of another kind does not get past the budget") {
    core::Bytes encrypted = fixture("key.enc.der");
    CHECK_FALSE(open_text(text_fixture("trusted.pem") + pem("RSA PRIVATE KEY", encrypted)).has_value());
}

TEST_CASE("limits: a safe may have 50,000 elements and not one more") {
    const core::Bytes data = core::parse_hex("06092a864886f70d010701").value();
    const auto pfx_of = [&data](std::size_t elements) {
        core::Bytes content;
        for (std::size_t i = 0; i < elements; ++i) core::append(content, core::Bytes{der::k_sequence, 0});
        const core::Bytes string = element(der::k_octet_string, element(der::k_sequence, content));
        const core::Bytes safe = element(der::k_sequence, joined({data, element(der::k_context_0, string)}));
        const core::Bytes safes = element(der::k_octet_string, element(der::k_sequence, safe));
        const core::Bytes info = element(der::k_sequence, joined({data, element(der::k_context_0, safes)}));
        return element(der::k_sequence, joined({core::Bytes{der::k_integer, 1, 3}, info}));
    };
    // One for the SEQUENCE around them.
    check_refused(certificate::open_export(pfx_of(49'999), nullptr), "PFX_MALFORMED", "a safe of bags cannot be decoded");
    check_refused(certificate::open_export(pfx_of(50'000), nullptr), "PFX_MALFORMED", "a safe of bags has more than 50000 elements");
}

TEST_CASE("limits: a text may have 256 blocks and not one more") {
    const std::string other = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    CHECK(open_text(repeated(other, 255) + text_fixture("trusted.pem")).has_value());
    check_refused(open_text(repeated(other, 256) + text_fixture("trusted.pem")), "EXPORT_MALFORMED", "PEM text: there are more than 256 blocks");
}
