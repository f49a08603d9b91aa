// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <chrono>

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::ExportKind;
using certificate::KeyEvidence;
using core::ErrorCode;
using test::codes;
using test::open_fixture;
using test::opened;

namespace {

using Codes = std::vector<std::string>;

void check_error(const char* name, ErrorCode code, std::string_view finding, std::string_view start = {}) {
    INFO(name);
    const auto result = open_fixture(name);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == code);
    CHECK(result.error().finding_code == finding);
    CHECK(result.error().message.substr(0, start.size()) == start);
    CHECK_FALSE(result.error().message.empty());
}

}  // namespace

TEST_CASE("pfx: every encryption that Windows and OpenSSL write opens and proves the key") {
    const auto expected = test::certificate_fixture("ok.cer");
    for (const char* name : {"legacy.pfx", "tdes.pfx", "aes.pfx", "rc4.pfx", "des_md5.pfx"}) {
        INFO(name);
        const auto result = opened(name);
        CHECK(result.kind == ExportKind::pfx);
        CHECK(result.key_evidence == KeyEvidence::proven);
        CHECK(result.findings.empty());
        REQUIRE(result.certificates.size() == 1);
        CHECK(result.certificates[0].certificate == expected);
        CHECK(result.certificates[0].key_evidence == KeyEvidence::proven);
    }
    CHECK(opened("ec.pfx").key_evidence == KeyEvidence::proven);
    CHECK(opened("ed25519.pfx").key_evidence == KeyEvidence::proven);
}

TEST_CASE("pfx: OpenSSL's provider, keyset and friendly name attributes are shown") {
    const auto result = opened("legacy.pfx");
    const auto& certificate = result.certificates.at(0);
    CHECK(certificate.friendly_name == "Microsoft Exchange");
    CHECK(certificate.provenance.provider == "Microsoft RSA SChannel Cryptographic Provider");
    CHECK(certificate.provenance.local_machine_keyset);
    // The key's name is the certificate's display name here: not a secret to look for in a package.
    CHECK(result.metadata == std::vector<std::string>{"Microsoft RSA SChannel Cryptographic Provider"});
}

TEST_CASE("pfx: Windows' container, provider and machine are shown, and are needles for the package scan") {
    const auto result = opened("composed_windows.pfx");
    const auto& certificate = result.certificates.at(0);
    CHECK(certificate.friendly_name == "Exchange für 𝔐ail");
    CHECK(certificate.provenance.key_container == "te-3a1f9a5c-0000-4000-8000-000000000001");
    CHECK(certificate.provenance.provider == "Microsoft Software Key Storage Provider");
    CHECK(certificate.provenance.machine == "admin-pc.corp.contoso.com");
    CHECK(certificate.provenance.local_machine_keyset);
    CHECK(result.metadata == std::vector<std::string>{"Microsoft Software Key Storage Provider", "admin-pc.corp.contoso.com",
                                                      "te-3a1f9a5c-0000-4000-8000-000000000001"});
}

TEST_CASE("pfx: a chain is listed whole, and only the key's own certificate is proven") {
    const auto result = opened("chain.pfx");
    REQUIRE(result.certificates.size() == 3);
    CHECK(result.key_evidence == KeyEvidence::proven);
    CHECK(result.certificates[0].key_evidence == KeyEvidence::proven);
    CHECK(result.certificates[1].key_evidence == KeyEvidence::not_provable);
    CHECK(result.certificates[2].key_evidence == KeyEvidence::not_provable);
}

TEST_CASE("pfx: several pairs are all proven") {
    const auto result = opened("composed_two_pairs.pfx");
    REQUIRE(result.certificates.size() == 2);
    CHECK(result.certificates[0].key_evidence == KeyEvidence::proven);
    CHECK(result.certificates[1].key_evidence == KeyEvidence::proven);
    CHECK(result.findings.empty());
}

TEST_CASE("pfx: a key that belongs to no certificate is a mismatch that nobody can accept") {
    const auto alone = opened("composed_mismatch.pfx");
    CHECK(alone.key_evidence == KeyEvidence::mismatch);
    CHECK(alone.certificates.at(0).key_evidence == KeyEvidence::mismatch);
    REQUIRE(codes(alone.findings) == Codes{"KEY_MISMATCH"});
    CHECK_FALSE(alone.findings[0].acceptable);
    CHECK(alone.findings[0].severity == core::Severity::error);
    const auto beside = opened("composed_one_of_two.pfx");
    CHECK(beside.key_evidence == KeyEvidence::mismatch);
    CHECK(beside.certificates.at(0).key_evidence == KeyEvidence::proven);
}

TEST_CASE("pfx: certificates without a key prove nothing") {
    const auto result = opened("certificate_only.pfx");
    CHECK(result.key_evidence == KeyEvidence::not_provable);
    REQUIRE(codes(result.findings) == Codes{"EXPORT_NOT_PROVABLE_PUBLIC_ONLY"});
    CHECK(result.findings[0].severity == core::Severity::info);
}

TEST_CASE("pfx: without a MAC it opens with a warning, which is an error in the strict profile") {
    const auto result = opened("no_mac.pfx");
    CHECK(result.key_evidence == KeyEvidence::proven);
    REQUIRE(codes(result.findings) == Codes{"PFX_NO_MAC"});
    for (const auto& kind : certificate::export_finding_kinds()) {
        if (kind.code == "PFX_NO_MAC") CHECK(kind.strict == core::Severity::error);
    }
}

TEST_CASE("pfx: the same certificate twice is listed once") { CHECK(opened("composed_twice.pfx").certificates.size() == 1); }

TEST_CASE("pfx: a certificate that does not parse is a finding beside others, and an error alone") {
    const auto result = opened("composed_one_bad.pfx");
    CHECK(result.certificates.size() == 1);
    REQUIRE(codes(result.findings) == Codes{"CERT_PARSE", "EXPORT_NOT_PROVABLE_PUBLIC_ONLY"});
    CHECK_FALSE(result.findings[0].acceptable);
    check_error("composed_all_bad.pfx", ErrorCode::malformed_input, "CERT_PARSE");
}

TEST_CASE("pfx: what is missing is named") {
    check_error("key_only.pfx", ErrorCode::malformed_input, "KEY_WITHOUT_CERT");
    check_error("composed_empty.pfx", ErrorCode::malformed_input, "EMPTY_PFX");
    check_error("none.p7b", ErrorCode::malformed_input, "CERT_MISSING");
}

TEST_CASE("pfx: only version 3 is taken, though OpenSSL takes others") {
    check_error("version2.pfx", ErrorCode::malformed_input, "PFX_MALFORMED", "version 2");
}

TEST_CASE("pfx: a password protected to principals is told with their SIDs, with and without a password") {
    check_error("composed_protected.pfx", ErrorCode::unsupported_input, "PROTECTED_TO_PRINCIPAL");
    const auto result = open_fixture("composed_protected.pfx", "");
    CHECK(result.error().message.find("S-1-5-21-1-2-3-512, S-1-5-21-1-2-3-519") != std::string::npos);
    const auto with_password = opened("composed_protected.pfx", "hidden");
    CHECK(with_password.certificates.at(0).provenance.protected_to == std::vector<std::string>{"S-1-5-21-1-2-3-512", "S-1-5-21-1-2-3-519"});
}

TEST_CASE("pfx: safes may be nested four deep and not five") {
    CHECK(opened("composed_nested4.pfx").certificates.size() == 1);
    check_error("composed_nested5.pfx", ErrorCode::malformed_input, "PFX_MALFORMED", "safes are nested");
}

TEST_CASE("pfx: more than 64 certificates are refused") {
    check_error("composed_many.pfx", ErrorCode::malformed_input, "PFX_MALFORMED", "the file holds more than 64");
}

TEST_CASE("pfx: two thousand million iterations are refused before they are made") {
    const auto start = std::chrono::steady_clock::now();
    check_error("iterations.pfx", ErrorCode::unsupported_input, "PFX_UNSUPPORTED", "more than 10000000 iterations");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}

TEST_CASE("pfx: a length of a gibibyte is refused") { CHECK(open_fixture("composed_huge_length.pfx").error().code == ErrorCode::malformed_input); }

TEST_CASE("pfx: zeros behind the file are padding, anything else is a fault") {
    core::Bytes file = test::fixture("aes.pfx");
    const auto password = core::SecretBytes::copy_of(test::k_password);
    file.insert(file.end(), 8, 0);
    CHECK(certificate::open_export(file, &password).has_value());
    file.back() = 1;
    CHECK(certificate::open_export(file, &password).error().code == ErrorCode::malformed_input);
}

TEST_CASE("pfx: every truncation ends in an error") {
    const core::Bytes whole = test::fixture("composed_windows.pfx");
    const auto password = core::SecretBytes::copy_of(test::k_password);
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        if (certificate::open_export(core::BytesView(whole).first(size), &password).has_value()) FAIL("opened at " << size);
    }
}

TEST_CASE("pfx: a flipped bit anywhere is noticed by the MAC or before it") {
    const core::Bytes whole = test::fixture("composed_windows.pfx");
    const auto password = core::SecretBytes::copy_of(test::k_password);
    for (std::size_t at = 0; at < whole.size(); at += 41) {
        core::Bytes damaged = whole;
        damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ 0x10U);
        const auto result = certificate::open_export(damaged, &password);
        if (result && !(result->certificates.size() == 1 && result->key_evidence == KeyEvidence::proven)) FAIL("changed and accepted at " << at);
        // The MAC's own algorithm identifier and the outer type may tolerate a bit; the content may not.
        if (result) CHECK(result->certificates[0].certificate == test::certificate_fixture("ok.cer"));
    }
}

TEST_CASE("pfx: PBMAC1 is verified, of OpenSSL's making and of Python's") {
    for (const char* name : {"pbmac1.pfx", "composed2_pbmac1.pfx"}) {
        INFO(name);
        const auto result = opened(name);
        CHECK(result.key_evidence == KeyEvidence::proven);
        CHECK(result.findings.empty());
        CHECK(result.certificates.at(0).certificate == test::certificate_fixture("ok.cer"));
        CHECK(open_fixture(name, "wrong").error().finding_code == "WRONG_PASSWORD");
        CHECK(open_fixture(name, "").error().finding_code == "PASSWORD_NEEDED");
    }
}

TEST_CASE("pfx: a PBMAC1 whose key length is short or missing is refused (RFC 9579), right password or not") {
    check_error("composed2_pbmac1_short_key.pfx", ErrorCode::malformed_input, "PFX_MALFORMED",
                "a message authentication code (PBMAC1) whose key length");
    check_error("composed2_pbmac1_no_length.pfx", ErrorCode::malformed_input, "PFX_MALFORMED",
                "a message authentication code (PBMAC1) whose key length");
}

TEST_CASE("pfx: indefinite lengths and OCTET STRINGs in pieces open, of NSS' making and in Bouncy Castle's manner") {
    CHECK(opened("nss.p12").key_evidence == KeyEvidence::proven);
    CHECK(opened("nss.p12").certificates.at(0).friendly_name == "Microsoft Exchange");
    CHECK(opened("composed2_pieces.pfx").key_evidence == KeyEvidence::proven);
    const auto unprotected = opened("composed2_pieces_no_mac.pfx", "");
    CHECK(unprotected.key_evidence == KeyEvidence::proven);
    CHECK(codes(unprotected.findings) == std::vector<std::string>{"PFX_NO_MAC"});
}

TEST_CASE("pfx: Java's key stores in PKCS#12 open") { CHECK(opened("java.pkcs12").key_evidence == KeyEvidence::proven); }

TEST_CASE("pfx: GOST is unsupported by name, and never a wrong password") {
    check_error("composed2_gost_key.pfx", ErrorCode::unsupported_input, "PFX_UNSUPPORTED", "the export is encrypted with GOST");
    check_error("composed2_gost_mac.pfx", ErrorCode::unsupported_input, "PFX_UNSUPPORTED", "the integrity of the export is protected with GOST");
}

TEST_CASE("pfx: a PFX in the armour of certutil -encode is a PFX") {
    const auto result = opened("encoded_pfx.txt");
    CHECK(result.kind == ExportKind::pfx);
    CHECK(result.key_evidence == KeyEvidence::proven);
    CHECK(open_fixture("encoded_pfx.txt", "").error().finding_code == "PASSWORD_NEEDED");
}
