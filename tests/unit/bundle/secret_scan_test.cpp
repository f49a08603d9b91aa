// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Real keys, made by OpenSSL (tests/data/app/make-fixtures.sh), planted in every writing a file could hold them in.
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"
#include "unit/bundle/sample_package.hpp"

using namespace gpotrust;
using bundle::Secrets;
using core::Bytes;
using core::BytesView;
using test::data_file;
using test::has_code;

namespace {

std::vector<core::Finding> scan(BytesView octets, const Secrets& secrets = {}) {
    core::FileTree files;
    test::put(files, "planted.bin", octets);
    return bundle::scan_for_secrets(files, secrets);
}
std::vector<core::Finding> scan(std::string_view text, const Secrets& secrets = {}) { return scan(core::as_bytes(text), secrets); }

std::string wrapped(const std::string& text, std::size_t width, std::string_view line_end) {
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += width) lines.append(text.substr(at, width)).append(line_end);
    return lines;
}

std::string as_reg_file(BytesView octets) {
    std::string text = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n\"Blob\"=hex:";
    std::size_t column = 0;
    for (const std::uint8_t octet : octets) {
        text += core::to_hex_lower(BytesView(&octet, 1)) + ",";
        if (++column % 25 == 0) text += "\\\r\n  ";
    }
    return text + "00\r\n";
}

std::string as_decimals(BytesView octets) {
    std::string text;
    for (const std::uint8_t octet : octets) text += (text.empty() ? "" : ",") + std::to_string(octet);
    return text;
}

Bytes as_utf16(std::string_view text) { return core::utf8_to_utf16le(text).value(); }

Bytes as_utf16_big_endian(std::string_view text) {
    Bytes octets = as_utf16(text);
    for (std::size_t at = 0; at + 1 < octets.size(); at += 2) std::swap(octets[at], octets[at + 1]);
    return octets;
}

/// The octets in every writing, by name.
std::vector<std::pair<std::string, Bytes>> all_writings(BytesView octets) {
    const std::string base64 = core::to_base64(octets);
    const std::string hex = core::to_hex_lower(octets);
    const auto text = [](std::string_view written) { return core::to_bytes(written); };
    Bytes in_noise = text("\x01\x02noise");
    core::append(in_noise, octets);
    core::append(in_noise, core::as_bytes("\xFFnoise"));
    return {{"raw", Bytes(octets.begin(), octets.end())},
            {"raw in noise", std::move(in_noise)},
            {"hex", text("<Data>" + hex + "</Data>")},
            {"upper-case hex in lines", text(wrapped(core::to_hex_upper(octets), 64, "\r\n"))},
            {"decimal numbers", text("[" + as_decimals(octets) + "]")},
            {"reg file", text(as_reg_file(octets))},
            {"reg file in UTF-16", as_utf16("\xEF\xBB\xBF" + as_reg_file(octets))},
            {"Base64", text("\"" + base64 + "\"")},
            {"Base64 in lines", text("<a>\n" + wrapped(base64, 64, "\n") + "</a>")},
            {"Base64 in indented lines after a word", text("key:\nthis is it\n" + wrapped(base64, 76, "\r\n    "))},
            {"Base64 in UTF-16", as_utf16("<Blob>" + base64 + "</Blob>")},
            {"Base64 in big-endian UTF-16", as_utf16_big_endian("<Blob>" + base64 + "</Blob>")},
            {"Base64 of Base64", text(core::to_base64(core::as_bytes(base64)))},
            {"hex of Base64 in UTF-16", text(core::to_hex_upper(as_utf16(base64)))}};
}

/// Every 16-octet stretch of a number, most of all its start, is what a trace must find: here the private exponent and the primes of the PKCS#1 key.
Secrets secrets_of(std::string_view file) {
    const certificate::Export exported = test::sample_export(file);
    return {exported.key_traces, exported.metadata};
}

Bytes property_blob(std::uint32_t id, BytesView value, BytesView certificate) {
    Bytes blob;
    for (const auto& [property, octets] : {std::pair<std::uint32_t, BytesView>(id, value), std::pair<std::uint32_t, BytesView>(32, certificate)}) {
        core::append_u32_le(blob, property);
        core::append_u32_le(blob, 1);
        core::append_u32_le(blob, static_cast<std::uint32_t>(octets.size()));
        core::append(blob, octets);
    }
    return blob;
}

}  // namespace

TEST_CASE("secret scan: a private key of any form is found in any writing") {
    for (const char* file : {"mail.key.pkcs8.der", "mail.key.pkcs1.der", "mail.key.encrypted.der", "mail.key.pbe.der", "web.key.sec1.der",
                             "web.key.pkcs8.der", "mail.pfx", "web.pfx", "mail.key.pvk", "mail.key.blob"}) {
        for (const auto& [writing, octets] : all_writings(data_file(std::string("app/") + file))) {
            INFO(file << ", " << writing);
            CHECK(has_code(scan(octets), "PACKAGE_PRIVATE_KEY"));
        }
    }
}

TEST_CASE("secret scan: the heads of key files are found in plain and wide text") {
    for (const char* head : {"-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----",
                             "-----BEGIN OPENSSH PRIVATE KEY-----", "-----BEGIN PGP PRIVATE KEY BLOCK-----", "PuTTY-User-Key-File-3: ssh-rsa"}) {
        INFO(head);
        CHECK(has_code(scan(head), "PACKAGE_PRIVATE_KEY"));
        CHECK(has_code(scan(as_utf16(head)), "PACKAGE_PRIVATE_KEY"));
        CHECK(has_code(scan(core::to_base64(core::as_bytes(head))), "PACKAGE_PRIVATE_KEY"));
    }
    CHECK(scan("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nA PRIVATE KEY is not in here.\n").empty());
    CHECK(scan("-----BEGIN PUBLIC KEY-----\n").empty());
}

TEST_CASE("secret scan: a number of the export's own key is found without any structure around it") {
    const Secrets secrets = secrets_of("mail.pfx");
    const Bytes pkcs1 = data_file("app/mail.key.pkcs1.der");
    // The last two thirds of an RSAPrivateKey are d, p, q, dp, dq and 1/q; modulus and public exponent end before octet 280.
    const BytesView private_part = BytesView(pkcs1).subspan(290);
    REQUIRE_FALSE(has_code(scan(private_part), "PACKAGE_PRIVATE_KEY"));
    for (const auto& [writing, octets] : all_writings(private_part)) {
        INFO(writing);
        CHECK(has_code(scan(octets, secrets), "PACKAGE_PRIVATE_KEY"));
    }
}

TEST_CASE("secret scan: little-endian numbers of the key are found, as CryptoAPI stores them") {
    const Bytes pkcs1 = data_file("app/mail.key.pkcs1.der");
    const Bytes reversed(pkcs1.rbegin(), pkcs1.rend());
    CHECK(has_code(scan(reversed, secrets_of("mail.pfx")), "PACKAGE_PRIVATE_KEY"));
    CHECK_FALSE(has_code(scan(reversed, secrets_of("next.pfx")), "PACKAGE_PRIVATE_KEY"));
}

TEST_CASE("secret scan: an elliptic curve's number is found") {
    const Bytes sec1 = data_file("app/web.key.sec1.der");
    const BytesView number = BytesView(sec1).subspan(7, 32);  // SEQUENCE, INTEGER 1, OCTET STRING of 32
    CHECK(scan(number).empty());
    CHECK(has_code(scan(number, secrets_of("web.pfx")), "PACKAGE_PRIVATE_KEY"));
    CHECK(has_code(scan(core::to_base64(number), secrets_of("web.pfx")), "PACKAGE_PRIVATE_KEY"));
}

TEST_CASE("secret scan: the public half of a key is no secret") {
    for (const char* file : {"mail", "web"}) {
        const Secrets secrets = {test::sample_export(std::string(file) + ".pfx").key_traces, {}};
        for (const auto& [writing, octets] : all_writings(data_file("app/" + std::string(file) + ".cer"))) {
            INFO(file << ", " << writing);
            CHECK(test::codes_of(scan(octets, secrets)).empty());
        }
    }
}

TEST_CASE("secret scan: properties 2 and 71 are found in blobs, policies and their writings") {
    const Bytes certificate = data_file("app/mail.cer");
    const Bytes reference = property_blob(2, Bytes(140, 0x20), certificate);
    const Bytes originator = property_blob(71, as_utf16("exch01.contoso.com\0"), certificate);
    for (const Bytes& blob : {reference, originator}) {
        for (const auto& [writing, octets] : all_writings(blob)) {
            INFO(writing);
            CHECK(has_code(scan(octets), "PACKAGE_KEY_METADATA"));
        }
        const std::vector<registry_policy::Setting> settings = {{"Software\\Policies", "Blob", registry_policy::ValueType::binary, blob}};
        CHECK(has_code(scan(registry_policy::serialize_registry_pol(settings).value()), "PACKAGE_KEY_METADATA"));
    }
    CHECK(scan(property_blob(11, as_utf16("Microsoft Exchange"), certificate)).empty());
}

TEST_CASE("secret scan: names of the exporting machine are found in every writing") {
    const Secrets secrets{{},
                          {"te-11112222-container", "Contoso Key Vault Provider", "\xD1\x81\xD0\xB5\xD1\x80\xD0\xB2\xD0\xB5\xD1\x80", "EX7\xC3\xBC"}};
    for (const std::string& name : secrets.metadata) {
        for (const std::string& text : {"(" + name + ")", "in the middle: " + name + ", of a line\n"}) {
            INFO(text);
            CHECK(has_code(scan(text, secrets), "PACKAGE_KEY_METADATA"));
            CHECK(has_code(scan(as_utf16(text), secrets), "PACKAGE_KEY_METADATA"));
            CHECK(has_code(scan(core::to_hex_lower(as_utf16("............" + text)), secrets), "PACKAGE_KEY_METADATA"));
            CHECK(has_code(scan(core::to_base64(core::as_bytes("............" + text)), secrets), "PACKAGE_KEY_METADATA"));
        }
    }
}

TEST_CASE("secret scan: a short name is found as a word, not inside another one") {
    const Secrets secrets{{}, {"EX01"}};
    CHECK(has_code(scan("the server EX01.", secrets), "PACKAGE_KEY_METADATA"));
    CHECK(has_code(scan("EX01", secrets), "PACKAGE_KEY_METADATA"));
    CHECK(has_code(scan(as_utf16("<m>EX01</m>"), secrets), "PACKAGE_KEY_METADATA"));
    CHECK(scan("MIIBEX01abc", secrets).empty());
    CHECK(scan("EX012", secrets).empty());
    CHECK(scan("ex01", secrets).empty());
    CHECK(scan("abc", {{}, {"abc", ""}}).empty());  // too short to mean anything
}

TEST_CASE("secret scan: findings name the file and never the secret") {
    core::FileTree files;
    test::put(files, "a/clean.txt", "nothing");
    test::put(files, "b/leaky.txt", "te-11112222-container te-11112222-container");
    const auto findings = bundle::scan_for_secrets(files, {{}, {"te-11112222-container"}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].path == "b/leaky.txt");
    CHECK(findings[0].message.find("te-1111") == std::string::npos);
    CHECK_FALSE(findings[0].acceptable);
}

TEST_CASE("secret scan: nothing is found in a package, with the export's own secrets and with many others") {
    const bundle::Package package = test::sample_package();
    Secrets secrets;
    for (const char* file : {"mail.pfx", "next.pfx", "web.pfx"}) {
        const Secrets more = secrets_of(file);
        secrets.key_traces.insert(secrets.key_traces.end(), more.key_traces.begin(), more.key_traces.end());
        secrets.metadata.insert(secrets.metadata.end(), more.metadata.begin(), more.metadata.end());
    }
    CHECK(test::codes_of(bundle::scan_for_secrets(package.files, secrets)).empty());
}

TEST_CASE("secret scan: real GPO backups without key references are clean") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t scanned = 0;
    for (const auto& file : test::files_ending(corpus / "gpo-backups", ".pol")) {
        const Bytes octets = test::file_bytes(file);
        const auto settings = registry_policy::parse_registry_pol(octets);
        if (!settings) continue;
        // EFS recovery policies carry property 2 in the open; all others must be silent.
        const auto is_reference = [](const registry_policy::Setting& setting) {
            const BytesView data = setting.data;
            return data.size() > 28 &&
                   (core::read_u32_le(data) == 2 || core::as_text(data).find(std::string_view("\x02\0\0\0\x01\0\0\0", 8)) != std::string_view::npos);
        };
        const bool has_reference = std::any_of(settings->begin(), settings->end(), is_reference);
        INFO(file.generic_string());
        CHECK(has_code(scan(octets), "PACKAGE_KEY_METADATA") == has_reference);
        CHECK_FALSE(has_code(scan(octets), "PACKAGE_PRIVATE_KEY"));
        ++scanned;
    }
    CHECK(scanned > 20);
}

TEST_CASE("secret scan: PKCS#8 written as BER is found") {
    const Bytes key = data_file("app/web.key.pkcs8.der");
    // 30 len 02 01 00 | SEQUENCE | 04 len content: the octet string in one piece of a constructed one, all lengths indefinite (X.690 8.1.3.6, 8.7.3).
    REQUIRE((key[0] == 0x30 && key[1] == 0x81 && key[3] == 0x02 && key[6] == 0x30));
    const std::size_t algorithm_size = 2U + key[7];
    const BytesView algorithm = BytesView(key).subspan(6, algorithm_size);
    Bytes octets = {0x30, 0x80, 0x02, 0x01, 0x00};
    SECTION("definite algorithm") { core::append(octets, algorithm); }
    SECTION("indefinite algorithm") {
        octets.insert(octets.end(), {0x30, 0x80});
        core::append(octets, algorithm.subspan(2));
        octets.insert(octets.end(), {0x00, 0x00});
    }
    octets.insert(octets.end(), {0x24, 0x80});
    core::append(octets, BytesView(key).subspan(6 + algorithm_size));
    octets.insert(octets.end(), {0x00, 0x00, 0x00, 0x00});
    CHECK(has_code(scan(octets), "PACKAGE_PRIVATE_KEY"));
}

TEST_CASE("secret scan: BCrypt's key blobs are found, public ones and texts that begin like them are not") {
    // bcrypt.h: BCRYPT_RSAKEY_BLOB {magic, bits, octets of exponent, modulus, prime 1, prime 2}, BCRYPT_ECCKEY_BLOB {magic, octets of a number}
    const auto blob = [](std::string_view magic, std::initializer_list<std::uint32_t> numbers, std::size_t rest) {
        Bytes octets = core::to_bytes(magic);
        for (const std::uint32_t number : numbers) core::append_u32_le(octets, number);
        octets.resize(octets.size() + rest, 0x5A);
        return octets;
    };
    for (const char* magic : {"RSA2", "RSA3"}) CHECK(has_code(scan(blob(magic, {2048, 3, 256, 128, 128}, 515)), "PACKAGE_PRIVATE_KEY"));
    CHECK(has_code(scan(blob("ECK2", {32}, 96)), "PACKAGE_PRIVATE_KEY"));
    CHECK(has_code(scan(blob("ECS4", {48}, 144)), "PACKAGE_PRIVATE_KEY"));
    CHECK(has_code(scan(blob("ECS6", {66}, 198)), "PACKAGE_PRIVATE_KEY"));
    CHECK(scan(blob("RSA1", {2048, 3, 256, 0, 0}, 259)).empty());
    CHECK(scan(blob("ECS1", {32}, 96)).empty());
    CHECK(scan(blob("ECK2", {32}, 95)).empty());
    CHECK(scan("RSA2048 and ECS2 are names of many things, ECK4 and RSA3 too, and this text goes on for long enough to hold a key of either kind")
              .empty());
}
