// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a file says of itself: who made each fixture, and with which options, stands in make-fixtures.sh, make-exports.sh and compose-exports.py.
#include "gpotrust/certificate/outline.hpp"

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::Armour;
using certificate::Maker;
using certificate::outline_of;
using test::fixture;

namespace {

using Texts = std::vector<std::string>;

struct Row {
    const char* name;
    Maker maker;
    Texts keys;
    Texts safes;
    std::uint64_t iterations;
    const char* mac;
    std::uint64_t mac_iterations;
};

std::string hint_of(std::string_view name, std::string_view password) {
    const auto result = test::open_fixture(name, password);
    REQUIRE_FALSE(result.has_value());
    return result.error().hint;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("outline: who made a PFX and how it is protected is told without its password") {
    const std::vector<Row> rows = {
        {"legacy.pfx", Maker::openssl, {"3DES"}, {"RC2-40"}, 2000, "SHA-1", 2000},
        {"tdes.pfx", Maker::openssl, {"3DES"}, {"3DES"}, 2000, "SHA-1", 2000},
        {"aes.pfx", Maker::openssl, {"AES-256"}, {"AES-256"}, 2000, "SHA-256", 2000},
        {"rc4.pfx", Maker::openssl, {"RC4-128"}, {"RC4-128"}, 2000, "SHA-1", 2000},
        {"des_md5.pfx", Maker::openssl, {"DES"}, {"DES"}, 2000, "MD5", 2000},
        {"no_mac.pfx", Maker::openssl, {"AES-256"}, {"none"}, 2000, "", 0},
        {"pbmac1.pfx", Maker::openssl, {"AES-256"}, {"AES-256"}, 2000, "PBMAC1 SHA-256", 2048},
        {"certificate_only.pfx", Maker::unknown, {}, {"AES-256"}, 2000, "SHA-256", 2000},
        {"composed_windows.pfx", Maker::windows, {"none"}, {"none"}, 0, "SHA-1", 2000},
        {"composed2_windows_plain.pfx", Maker::windows, {"none"}, {"none"}, 0, "SHA-1", 1},
        {"composed2_pieces.pfx", Maker::bouncy_castle, {"none"}, {"none"}, 0, "SHA-1", 2000},
        {"composed2_gost_key.pfx", Maker::unknown, {"GOST 28147-89"}, {"none"}, 2000, "SHA-1", 2000},
        {"composed2_gost_mac.pfx", Maker::unknown, {"none"}, {"none"}, 0, "GOST R 34.11-2012 with 256 bit hash", 2000},
        {"iterations.pfx", Maker::openssl, {"none"}, {"none"}, 0, "SHA-1", 2147483647},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        const auto outline = outline_of(fixture(row.name));
        CHECK(outline.kind == certificate::ExportKind::pfx);
        CHECK(outline.armour == Armour::binary);
        CHECK(certificate::to_text(outline.maker) == certificate::to_text(row.maker));
        REQUIRE(outline.protection);
        CHECK(outline.protection->keys == row.keys);
        CHECK(outline.protection->safes == row.safes);
        CHECK(outline.protection->iterations == row.iterations);
        CHECK(outline.protection->mac == row.mac);
        CHECK(outline.protection->mac_iterations == row.mac_iterations);
    }
}

TEST_CASE("outline: NSS and Java are known by their own files") {
    CHECK(outline_of(fixture("nss.p12")).maker == Maker::nss);
    CHECK(outline_of(fixture("java.pkcs12")).maker == Maker::java);
    CHECK(outline_of(fixture("windows_store.sst")).maker == Maker::windows);
    CHECK(outline_of(fixture("windows_plain.serialized")).maker == Maker::windows);
    for (const char* name : {"ok.cer", "two.p7b", "trusted.pem"}) CHECK(outline_of(fixture(name)).maker == Maker::unknown);
}

TEST_CASE("outline: what is around a file is told, and the file inside it") {
    const auto exchange = outline_of(fixture("legacy.pfx.utf16"));
    CHECK(exchange.kind == certificate::ExportKind::pfx);
    CHECK(exchange.armour == Armour::base64);
    CHECK(exchange.utf16);
    CHECK(exchange.protection->safes == Texts{"RC2-40"});
    const auto encoded = outline_of(fixture("encoded_pfx.txt"));
    CHECK(encoded.armour == Armour::pem);
    CHECK_FALSE(encoded.utf16);
    CHECK(encoded.kind == certificate::ExportKind::pfx);
    CHECK(encoded.protection->keys == Texts{"AES-256"});
    const auto pem = outline_of(fixture("ok.utf16be.pem"));
    CHECK(pem.armour == Armour::pem);
    CHECK(pem.utf16);
    CHECK_FALSE(outline_of(fixture("legacy.pfx.b64")).utf16);
}

TEST_CASE("outline: the principals of a protected password are told without it") {
    CHECK(outline_of(fixture("composed_protected.pfx")).protected_to == Texts{"S-1-5-21-1-2-3-512", "S-1-5-21-1-2-3-519"});
}

TEST_CASE("outline: nothing is claimed of what is no export or too damaged to tell") {
    for (const char* name : {"request.der", "key.der", "java.jks", "numbers.txt", "make-fixtures.sh"}) {
        const auto outline = outline_of(fixture(name));
        CHECK_FALSE(outline.kind);
        CHECK(outline.maker == Maker::unknown);
        CHECK_FALSE(outline.protection);
    }
    const core::Bytes pfx = fixture("aes.pfx");
    for (std::size_t size = 0; size < pfx.size(); size += 7) CHECK_FALSE(outline_of(core::BytesView(pfx).first(size)).protection);
    CHECK_FALSE(outline_of({}).kind);
}

TEST_CASE("outline: hints speak the words of the program that made the file") {
    CHECK(contains(hint_of("aes.pfx", "wrong"), "openssl pkcs12 -export"));
    CHECK(contains(hint_of("nss.p12", "wrong"), "Firefox"));
    CHECK(contains(hint_of("java.pkcs12", "wrong"), "keytool"));
    CHECK(contains(hint_of("composed_windows.pfx", "wrong"), "Certificate Export Wizard"));
    CHECK(contains(hint_of("key_only.pfx", test::k_password), "All Tasks > Export"));
    const auto mismatch = test::opened("composed_mismatch.pfx");
    CHECK(contains(mismatch.findings.at(0).hint, "openssl pkey"));
}
