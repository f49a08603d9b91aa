// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What people take for an export of a certificate: named for what it is, with what to do.
#include "certificate/foreign.hpp"

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace std::string_view_literals;
using test::fixture;

namespace {

void check_named(core::BytesView file, std::string_view what, std::string_view in_hint) {
    INFO(what);
    const auto result = certificate::open_export(file, nullptr);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == core::ErrorCode::malformed_input);
    CHECK(result.error().finding_code == "NOT_A_CERTIFICATE");
    CHECK(result.error().message == "this is " + std::string(what) + ", not a certificate");
    INFO(result.error().hint);
    CHECK(result.error().hint.find(in_hint) != std::string::npos);
    CHECK_FALSE(certificate::detect_export_kind(file) == certificate::ExportKind::pfx);
}

core::Bytes utf16(std::string_view text) {
    core::Bytes octets{0xFF, 0xFE};
    core::append(octets, core::utf8_to_utf16le(text).value());
    return octets;
}

std::string pem(std::string_view label) {
    return "-----BEGIN " + std::string(label) + "-----\nAAAAB3NzaC1yc2EA\n-----END " + std::string(label) + "-----\n";
}

}  // namespace

TEST_CASE("foreign: Java's own key stores, with the keytool command that takes the certificate out") {
    check_named(fixture("java.jks"), "a Java key store (JKS)", "keytool -exportcert");
    check_named(fixture("java.jceks"), "a Java key store (JCEKS)", "keytool -importkeystore");
}

TEST_CASE("foreign: requests, keys and revocation lists say where the certificate is") {
    check_named(fixture("request.der"), "a certificate request", "Complete Certificate Request");
    check_named(fixture("request.pem"), "a certificate request", "New-ExchangeCertificate");
    check_named(fixture("key.der"), "a private key", "not its key alone");
    check_named(core::as_bytes(pem("OPENSSH PRIVATE KEY")), "a private key of OpenSSH", "Export-Certificate");
    check_named(core::as_bytes(pem("X509 CRL")), "a certificate revocation list", "Export-Certificate");
    check_named(core::as_bytes(pem("PUBLIC KEY")), "a bare public key", "Export-Certificate");
    check_named(core::as_bytes(pem("PGP PUBLIC KEY BLOCK")), "an OpenPGP message or key", "Export-Certificate");
}

TEST_CASE("foreign: PKCS#7 that signs, encrypts or lists is no bag of certificates") {
    check_named(fixture("signature.p7s"), "a signature or signed message (.p7s, .p7m)", ".cer");
    check_named(fixture("message.p7m"), "a signature or signed message (.p7s, .p7m)", ".cer");
    check_named(fixture("encrypted.p7m"), "an encrypted message (.p7m)", ".cer");
    check_named(fixture("composed2_list.ctl"), "a catalog or certificate trust list (.cat, .ctl, .stl)", ".cer");
    check_named(fixture("list_only.p7b"), "a PKCS#7 file with revocation lists only", ".cer");
    const auto with_list = test::opened("with_list.p7b", "");
    CHECK(test::codes(with_list.findings) == std::vector<std::string>{"EXPORT_LISTS_SKIPPED", "EXPORT_NOT_PROVABLE_PUBLIC_ONLY"});
}

TEST_CASE("foreign: what was renamed or saved in place of the file") {
    check_named(core::as_bytes("PK\x03\x04rest of it"sv), "a zip archive", "gpotrust verify");
    check_named(core::as_bytes("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"sv), "a PDF document", ".cer");
    check_named(core::as_bytes("%PDF-1.4 text all the way, longer than any head that is looked at\n"sv), "a PDF document", ".cer");
    check_named(core::as_bytes("\x1E\xF1\xB5\xB0\0\0\0\0"sv), "a private key of Windows' makecert (.pvk)", "pvk2pfx");
    check_named(core::as_bytes("MZ\x90\0\x03\0\0\0"sv), "a Windows program", "Digital Signatures");
    check_named(core::as_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv), "an OLE file (.msi, .doc, .msg)", ".cer");
    check_named(core::as_bytes("SQLite format 3\0"sv), "an SQLite database (perhaps NSS's cert9.db)", "pk12util");
    check_named(core::Bytes(2048), "a file of zero octets only", "copy or export");
    check_named(core::as_bytes("\xEF\xBB\xBF\r\n<!DOCTYPE html><html><body>Log on</body></html>"sv),
                "a web page (HTML), perhaps a log-on page that was saved in place of the file", "logged on");
    check_named(utf16("<HTML><HEAD>"), "a web page (HTML), perhaps a log-on page that was saved in place of the file", "logged on");
    check_named(core::as_bytes("PuTTY-User-Key-File-3: ssh-rsa\n"sv), "a private key of PuTTY (.ppk)", "MMC");
    check_named(core::as_bytes("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI user@host\n"sv), "an SSH public key", "MMC");
    check_named(utf16("Windows Registry Editor Version 5.00\r\n"), "a registry export (.reg)", "MMC");
    check_named(core::as_bytes("MIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n"sv), "an e-mail message", "attachment");
}

TEST_CASE("foreign: Exchange's octets as decimal numbers come with the command that writes them right") {
    check_named(fixture("numbers.txt"), "a list of decimal numbers, one for each octet of the export", "WriteAllBytes");
    CHECK_FALSE(certificate::foreign_text("48130"));
    CHECK_FALSE(certificate::foreign_text("481 30"));
}

TEST_CASE("foreign: nothing that is an export is taken for something else") {
    for (const char* name :
         {"aes.pfx", "legacy.pfx", "ok.cer", "two.p7b", "windows_store.sst", "windows_element.serialized", "java.pkcs12", "nss.p12"}) {
        INFO(name);
        const core::Bytes file = fixture(name);
        CHECK_FALSE(certificate::foreign_binary(file));
        CHECK_FALSE(certificate::foreign_text(core::to_base64(file)));
    }
}
