// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/export.hpp"

#include <optional>
#include <set>

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::ExportKind;
using certificate::KeyEvidence;
using core::ErrorCode;
using test::open_fixture;
using test::opened;

namespace {

core::Result<certificate::Export> open_text(std::string_view text) { return certificate::open_export(core::as_bytes(text), nullptr); }

}  // namespace

TEST_CASE("open_export: the certificate is the same in every form of the file") {
    const auto expected = test::certificate_fixture("ok.cer");
    const std::vector<std::pair<const char*, ExportKind>> forms = {
        {"ok.cer", ExportKind::certificate},
        {"trusted.pem", ExportKind::certificate},
        {"ok.utf16be.pem", ExportKind::certificate},
        {"with_key.pem", ExportKind::certificate},
        {"two.p7b", ExportKind::pkcs7},
        {"two.pem.p7b", ExportKind::pkcs7},
        {"aes.pfx", ExportKind::pfx},
        {"legacy.pfx.b64", ExportKind::pfx},
        {"legacy.pfx.utf16", ExportKind::pfx},
    };
    for (const auto& [name, kind] : forms) {
        INFO(name);
        const auto result = opened(name);
        CHECK(result.kind == kind);
        CHECK(result.certificates.at(0).certificate == expected);
    }
    CHECK(opened("two.p7b").certificates.size() == 2);
}

TEST_CASE("open_export: a key beside a PEM certificate is proven, encrypted or not") {
    for (const char* name : {"with_key.pem", "with_encrypted_key.pem", "with_rsa_key.pem", "with_encrypted_rsa_key.pem"}) {
        INFO(name);
        const auto result = opened(name);
        CHECK(result.key_evidence == KeyEvidence::proven);
        CHECK(result.key_traces.size() == 12);
    }
}

TEST_CASE("open_export: what is no certificate is named for what it is") {
    const std::vector<std::pair<const char*, const char*>> others = {
        {"request.der", "a certificate request"},
        {"request.pem", "a certificate request"},
        {"key.der", "a private key"},
        {"key.rsa.der", "a private key"},
        {"key.enc.der", "an encrypted private key"},
        {"public.der", "a bare public key"},
        {"list.der", "a certificate revocation list"},
    };
    for (const auto& [name, what] : others) {
        INFO(name);
        const auto result = open_fixture(name);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::malformed_input);
        CHECK(result.error().finding_code == "NOT_A_CERTIFICATE");
        CHECK(result.error().message == std::string("this is ") + what + ", not a certificate");
        CHECK_FALSE(certificate::detect_export_kind(test::fixture(name)).has_value());
    }
}

TEST_CASE("open_export: nothing sensible ends in a clear error") {
    CHECK(certificate::open_export({}, nullptr).error().message == "the file is empty");
    for (const char* text :
         {"hello", "Dear admin, please find attached", "MIIB", "====", "\xEF\xBB\xBF", "-----BEGIN ", "-----BEGIN CERTIFICATE-----\nMIIB",
          "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"}) {
        INFO(text);
        const auto result = open_text(text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::malformed_input);
    }
    CHECK(certificate::open_export(core::Bytes(10U * 1024 * 1024 + 1, 0x30), nullptr).error().message.find("10 MiB") != std::string::npos);
}

TEST_CASE("open_export: a damaged certificate in a file of its own is the file's error") {
    const auto result = open_fixture("trailing.cer");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().finding_code == "CERT_PARSE");
}

TEST_CASE("open_export: a PFX in PEM armour keeps what stood beside its certificate and key") {
    const std::string armoured = "-----BEGIN PKCS12-----\n" + core::to_base64(test::fixture("composed_windows.pfx")) + "\n-----END PKCS12-----\n";
    const auto password = core::SecretBytes::copy_of(test::k_password);
    const auto result = certificate::open_export(core::as_bytes(armoured), &password);
    const auto plain = opened("composed_windows.pfx");
    REQUIRE(result.has_value());
    CHECK(result->kind == ExportKind::pfx);
    CHECK(result->key_evidence == KeyEvidence::proven);
    CHECK(result->certificates.at(0).friendly_name == "Exchange für 𝔐ail");
    CHECK(result->certificates.at(0).provenance.machine == "admin-pc.corp.contoso.com");
    CHECK(result->metadata == plain.metadata);
    const std::string guarded = "-----BEGIN PKCS12-----\n" + core::to_base64(test::fixture("composed_protected.pfx")) + "\n-----END PKCS12-----\n";
    const auto hidden = core::SecretBytes::copy_of("hidden");
    const auto protected_export = certificate::open_export(core::as_bytes(guarded), &hidden);
    REQUIRE(protected_export.has_value());
    CHECK(protected_export->certificates.at(0).provenance.protected_to == std::vector<std::string>{"S-1-5-21-1-2-3-512", "S-1-5-21-1-2-3-519"});
}

TEST_CASE("finding_of: every reason why an export does not open has a code that nobody can accept") {
    struct Row {
        const char* name;
        const char* password;
        const char* code;
        std::optional<ExportKind> kind;
    };
    const std::vector<Row> rows = {
        {"aes.pfx", "wrong", "WRONG_PASSWORD", ExportKind::pfx},
        {"aes.pfx", "", "PASSWORD_NEEDED", ExportKind::pfx},
        {"with_encrypted_key.pem", "wrong", "WRONG_PASSWORD", ExportKind::certificate},
        {"with_encrypted_rsa_key.pem", "", "PASSWORD_NEEDED", ExportKind::certificate},
        {"composed_nested5.pfx", "P@ssw0rd1", "PFX_MALFORMED", ExportKind::pfx},
        {"iterations.pfx", "P@ssw0rd1", "PFX_UNSUPPORTED", ExportKind::pfx},
        {"composed_protected.pfx", "", "PROTECTED_TO_PRINCIPAL", ExportKind::pfx},
        {"key_only.pfx", "P@ssw0rd1", "KEY_WITHOUT_CERT", ExportKind::pfx},
        {"none.p7b", "", "CERT_MISSING", ExportKind::pkcs7},
        {"composed_empty.pfx", "P@ssw0rd1", "EMPTY_PFX", ExportKind::pfx},
        {"composed_all_bad.pfx", "P@ssw0rd1", "CERT_PARSE", ExportKind::pfx},
        {"trailing.cer", "", "CERT_PARSE", ExportKind::certificate},
        {"request.pem", "", "NOT_A_CERTIFICATE", std::nullopt},
        {"make-fixtures.sh", "", "NOT_A_CERTIFICATE", std::nullopt},
    };
    for (const Row& row : rows) {
        INFO(row.name << " " << row.code);
        const auto result = open_fixture(row.name, row.password);
        REQUIRE_FALSE(result.has_value());
        const auto finding = certificate::finding_of(result.error());
        REQUIRE(finding.has_value());
        CHECK(finding->code == row.code);
        CHECK(finding->severity == core::Severity::error);
        CHECK_FALSE(finding->acceptable);
        CHECK(finding->message == result.error().message);
        CHECK_FALSE(finding->hint.empty());
        CHECK(certificate::detect_export_kind(test::fixture(row.name)) == row.kind);
    }
}

TEST_CASE("finding_of: a file cut short is named for what it was") {
    const core::Bytes pfx = test::fixture("aes.pfx");
    const core::Bytes certificate = test::fixture("ok.cer");
    for (const std::size_t size : {16U, 100U, 600U}) {
        INFO(size);
        const auto half_pfx = certificate::open_export(core::BytesView(pfx).first(size), nullptr);
        CHECK(half_pfx.error().finding_code == "PFX_MALFORMED");
        CHECK(certificate::detect_export_kind(core::BytesView(pfx).first(size)) == ExportKind::pfx);
        CHECK(certificate::open_export(core::BytesView(certificate).first(size), nullptr).error().finding_code == "CERT_PARSE");
    }
}

TEST_CASE("finding_of: a store of Windows may be empty, and a file that cannot be read is no finding") {
    const core::Bytes sst = core::parse_hex("0000000043455254000000000000000000000000").value();
    CHECK(certificate::finding_of(certificate::open_export(sst, nullptr).error())->code == "CERT_MISSING");
    CHECK(certificate::detect_export_kind(sst) == ExportKind::sst);
    CHECK(certificate::detect_export_kind(core::parse_hex("030000000100000014000000").value()) == ExportKind::serialized_element);
    CHECK(certificate::detect_export_kind(core::as_bytes("-----BEGIN CERTIFICATE-----\nMIIB")) == ExportKind::certificate);
    CHECK_FALSE(certificate::detect_export_kind({}).has_value());
    CHECK_FALSE(certificate::finding_of({ErrorCode::file_system, "there is no such file"}).has_value());
    CHECK(certificate::finding_of({ErrorCode::password_needed, "the variable P is not set"})->code == "PASSWORD_NEEDED");
}

TEST_CASE("export_finding_kinds: codes are unique and complete") {
    std::set<std::string_view> seen;
    for (const auto& kind : certificate::export_finding_kinds()) {
        CHECK(seen.insert(kind.code).second);
        CHECK_FALSE(kind.message.empty());
        CHECK_FALSE(kind.hint.empty());
    }
    CHECK(seen.count("KEY_MISMATCH") == 1);
}

TEST_CASE("texts: as scripts rely on them") {
    CHECK(certificate::to_text(KeyEvidence::proven) == "proven");
    CHECK(certificate::to_text(KeyEvidence::not_provable) == "not_provable");
    CHECK(certificate::to_text(KeyEvidence::mismatch) == "mismatch");
    CHECK(certificate::to_text(ExportKind::serialized_element) == "serialized-element");
    CHECK(certificate::to_text(ExportKind::sst) == "sst");
}
