// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/export.hpp"

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
        CHECK(result.error().message == std::string("NOT_A_CERTIFICATE: this is ") + what + ", not a certificate");
    }
}

TEST_CASE("open_export: stores and property lists of Windows are named") {
    const core::Bytes sst = core::parse_hex("0000000043455254000000000000000000000000").value();
    const auto store = certificate::open_export(sst, nullptr);
    CHECK(store.error().code == ErrorCode::unsupported_input);
    CHECK(store.error().message.find(".sst") != std::string::npos);
    const core::Bytes blob = core::parse_hex("030000000100000014000000").value();
    CHECK(certificate::open_export(blob, nullptr).error().message.find("serialized certificate") != std::string::npos);
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
    CHECK(result.error().message.starts_with("CERT_PARSE: "));
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
