// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/foreign.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {

constexpr ForeignKind k_certificate_request{"a certificate request",
                                            "a request goes to a CA; its answer is joined with the key by IIS \"Complete Certificate Request\" or "
                                            "Import-ExchangeCertificate, and then exported; a "
                                            "self-signed certificate is made by New-SelfSignedCertificate or New-ExchangeCertificate"};
constexpr ForeignKind k_bare_private_key{"a private key", "export the certificate, not its key alone, and keep this file to yourself"};

namespace {

using namespace std::string_view_literals;

struct KnownStart {
    std::string_view start;
    ForeignKind kind;
};

constexpr std::string_view k_export_it = "export the certificate itself: MMC \"Certificates\", All Tasks > Export, or Export-Certificate";
constexpr std::string_view k_not_here = "look for the .cer, .crt or .pfx file, or export the certificate again";
constexpr std::string_view k_keytool_p12 =
    "take the certificate out with `keytool -exportcert -keystore FILE -alias NAME -file mail.cer`, or make a PFX with `keytool -importkeystore "
    "-srckeystore "
    "FILE -destkeystore mail.p12 -deststoretype PKCS12`";
constexpr std::string_view k_ssh = "SSH keys are no certificates: export one with MMC \"Certificates\", All Tasks > Export, or Export-Certificate";

// Magic numbers: Java's KeyStore implementations, [MS-PVK], [MS-CFB], PE, ELF, RFC 1952, zip's APPNOTE 4.3.7.
constexpr std::array k_binaries{
    KnownStart{"\xFE\xED\xFE\xED"sv, {"a Java key store (JKS)", k_keytool_p12}},
    KnownStart{"\xCE\xCE\xCE\xCE"sv, {"a Java key store (JCEKS)", k_keytool_p12}},
    KnownStart{"\x1E\xF1\xB5\xB0"sv,
               {"a private key of Windows' makecert (.pvk)",
                "take the .cer or .spc file beside it; `pvk2pfx -pvk FILE -spc FILE.cer -pfx mail.pfx` joins both"}},
    KnownStart{"\x07\x02\x00\x00"sv, {"a CryptoAPI key blob (.snk)", k_bare_private_key.hint}},
    KnownStart{"PK\x03\x04"sv,
               {"a zip archive", "unpack it and give the file inside; packages of gpotrust are read by `gpotrust inspect` and `gpotrust verify`"}},
    KnownStart{"PK\x05\x06"sv, {"an empty zip archive", k_not_here}},
    KnownStart{"7z\xBC\xAF\x27\x1C"sv, {"a 7z archive", "unpack it and give the file inside"}},
    KnownStart{"Rar!\x1A\x07"sv, {"a RAR archive", "unpack it and give the file inside"}},
    KnownStart{"\x1F\x8B\x08"sv, {"a gzip archive", "unpack it and give the file inside"}},
    KnownStart{"MSCF\0\0\0\0"sv, {"a cabinet file (.cab)", "unpack it and give the file inside"}},
    KnownStart{"%PDF"sv, {"a PDF document", k_not_here}},
    KnownStart{"\xD0\xCF\x11\xE0"sv, {"an OLE file (.msi, .doc, .msg)", k_not_here}},
    KnownStart{
        "MZ"sv,
        {"a Windows program", "on the computer that trusts its signature: Properties > Digital Signatures shows the certificate and exports it"}},
    KnownStart{"\x7F"
               "ELF"sv,
               {"a program", k_not_here}},
    KnownStart{"SQLite format 3"sv,
               {"an SQLite database (perhaps NSS's cert9.db)",
                "take the certificate out with `certutil -L -d FOLDER -n NAME -r` or `pk12util -o mail.p12`"}},
    KnownStart{"regf"sv, {"a registry hive", k_not_here}},
    KnownStart{"PReg"sv, {"a registry policy (registry.pol)", "`gpotrust inspect` shows what it holds"}},
};

constexpr std::array k_texts{
    KnownStart{"<!doctype html"sv,
               {"a web page (HTML), perhaps a log-on page that was saved in place of the file", "download the file again, logged on"}},
    KnownStart{"<html"sv, {"a web page (HTML), perhaps a log-on page that was saved in place of the file", "download the file again, logged on"}},
    KnownStart{"<?xml"sv, {"an XML document", k_not_here}},
    KnownStart{"windows registry editor"sv, {"a registry export (.reg)", k_export_it}},
    KnownStart{"regedit4"sv, {"a registry export (.reg)", k_export_it}},
    KnownStart{"ssh-"sv, {"an SSH public key", k_ssh}},
    KnownStart{"ecdsa-sha2-"sv, {"an SSH public key", k_ssh}},
    KnownStart{"sk-ssh-"sv, {"an SSH public key", k_ssh}},
    KnownStart{"---- begin ssh2 public key"sv, {"an SSH public key", k_ssh}},
    KnownStart{"putty-user-key-file-"sv, {"a private key of PuTTY (.ppk)", k_ssh}},
    KnownStart{"thumbprint "sv, {"a list of certificates as a shell shows it", k_export_it}},
    KnownStart{"#type "sv, {"a CSV file of PowerShell", k_export_it}},
    KnownStart{"mime-version:"sv, {"an e-mail message", "save the attachment and give that"}},
};

constexpr std::array k_labels{
    KnownStart{"OPENSSH PRIVATE KEY"sv, {"a private key of OpenSSH", k_ssh}},
    KnownStart{"SSH2 ENCRYPTED PRIVATE KEY"sv, {"an SSH private key", k_ssh}},
    KnownStart{"X509 CRL"sv, {"a certificate revocation list", k_export_it}},
    KnownStart{"PUBLIC KEY"sv, {"a bare public key", k_export_it}},
    KnownStart{"RSA PUBLIC KEY"sv, {"a bare public key", k_export_it}},
    KnownStart{"PGP "sv, {"an OpenPGP message or key", k_export_it}},
    KnownStart{"DH PARAMETERS"sv, {"Diffie-Hellman parameters", k_export_it}},
    KnownStart{"EC PARAMETERS"sv, {"elliptic curve parameters", k_export_it}},
    KnownStart{"ATTRIBUTE CERTIFICATE"sv, {"an attribute certificate, which holds no key", k_export_it}},
};

std::optional<ForeignKind> kind_that_starts(std::string_view text, std::span<const KnownStart> known) {
    const auto found = std::find_if(known.begin(), known.end(), [text](const KnownStart& row) { return text.starts_with(row.start); });
    return found == known.end() ? std::nullopt : std::optional(found->kind);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// $x.FileData written as text: one decimal number for each octet, and that of a SEQUENCE is the first.
bool is_list_of_numbers(std::string_view text) {
    return text.starts_with("48") && text.size() > 2 && is_blank(text[2]) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_blank(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

std::optional<ForeignKind> foreign_binary(core::BytesView file) {
    if (!file.empty() && std::all_of(file.begin(), file.end(), [](std::uint8_t octet) { return octet == 0; })) {
        return ForeignKind{"a file of zero octets only", "the copy failed, or the disk was full: copy or export the file again"};
    }
    return kind_that_starts(core::as_text(file), k_binaries);
}

std::optional<ForeignKind> foreign_text(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    if (is_list_of_numbers(text)) {
        return ForeignKind{"a list of decimal numbers, one for each octet of the export",
                           "write the octets themselves: [IO.File]::WriteAllBytes('C:\\mail.pfx', $x.FileData) in place of Set-Content or Out-File"};
    }
    if (const auto binary = kind_that_starts(text, k_binaries)) return binary;
    return kind_that_starts(core::ascii_lower(text.substr(0, 64)), k_texts);
}

std::optional<ForeignKind> foreign_pem(std::string_view label) {
    if (label.ends_with("CERTIFICATE REQUEST")) return k_certificate_request;
    return kind_that_starts(label, k_labels);
}

}  // namespace gpotrust::certificate
