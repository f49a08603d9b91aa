// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/doctor.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

/// What GPO_PRIVATE_KEY says of it, or "".
std::string said(core::BytesView content) {
    const auto found = audit::examine_loose_file("/sysvol/x", content);
    if (found.empty()) return {};
    CHECK(found.size() == 1);
    CHECK(found[0].finding.code == "GPO_PRIVATE_KEY");
    CHECK(found[0].finding.path == "/sysvol/x");
    return found[0].finding.message;
}

std::string said_of(const std::string& file) { return said(test::data_file(file)); }
std::string said_of_text(std::string_view text) { return said(core::as_bytes(text)); }

constexpr std::string_view k_key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n";

}  // namespace

TEST_CASE("loose files: keys and key stores are found by content") {
    for (const std::string file : {"certificate/aes.pfx", "certificate/nss.p12", "certificate/java.pkcs12", "certificate/key_only.pfx"}) {
        INFO(file);
        CHECK(said_of(file).find("PFX") != std::string::npos);
    }
    CHECK(said_of("certificate/key.der").find("PKCS#8") != std::string::npos);
    CHECK(said_of("certificate/key.enc.der").find("encrypted private key") != std::string::npos);
    CHECK(said_of("certificate/key.rsa.der").find("PKCS#1") != std::string::npos);
    CHECK(said_of("certificate/java.jks").find("Java") != std::string::npos);
    CHECK(said_of("certificate/java.jceks").find("Java") != std::string::npos);
    CHECK(said_of("certificate/encoded_pfx.txt").find("PFX") != std::string::npos);
    CHECK(said_of("cli/mismatch.pem").find("PRIVATE KEY") != std::string::npos);
}

TEST_CASE("loose files: a key in the middle of a script, in UTF-8 and UTF-16") {
    const std::string script = "$pem = @\"\r\n" + std::string(k_key) + "\"@\r\n";
    CHECK(said_of_text(script).find("PRIVATE KEY") != std::string::npos);
    core::Bytes wide{0xFF, 0xFE};
    for (const char c : script) core::append_u16_le(wide, static_cast<std::uint16_t>(c));
    const auto found = audit::examine_loose_file("x", wide);
    REQUIRE(found.size() == 1);
    CHECK(found[0].place.offset == 2 + 2 * script.find("-----BEGIN"));
}

TEST_CASE("loose files: certificates, requests, scripts that only speak of keys, and nothing are no keys") {
    for (const std::string file : {"certificate/ok.cer", "certificate/request.der", "certificate/public.der", "certificate/two.p7b", "cli/mail.pem",
                                   "cli/registry.pol", "certificate/list.der"}) {
        INFO(file);
        CHECK(said_of(file).empty());
    }
    CHECK(said_of_text("if grep -q '-----BEGIN PRIVATE KEY-----' \"$1\"; then exit 1; fi\n").empty());
    CHECK(said_of_text("").empty());
    CHECK(said_of_text("-----BEGIN ").empty());
    // A Java trust store: one certificate entry.
    core::Bytes store{0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0,   0,   1,   0,   0,   0, 2, 0, 1, 'a', 0,
                      0,    0,    0,    0,    0, 0, 0, 0, 5, 'X', '.', '5', '0', '9', 0, 0, 0, 1, 0x30};
    CHECK(said(store).empty());
}

TEST_CASE("loose files: what could not be read says why and what helps") {
    const audit::Diagnosis found = audit::unreadable_finding("/sysvol/y", {core::ErrorCode::file_system, "no permission", "run it as another", {}});
    CHECK(found.finding.code == "GPO_UNREADABLE");
    CHECK(found.finding.message.find("no permission") != std::string::npos);
    CHECK(found.finding.hint == "run it as another");
}
