// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/password_form.hpp"
#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::KeyEvidence;
using core::ErrorCode;
using test::open_fixture;
using test::opened;

TEST_CASE("password: none opens files with the null and with the empty one") {
    for (const char* name : {"null_password.pfx", "composed_null_password.pfx", "empty_password.pfx"}) {
        INFO(name);
        CHECK(certificate::open_export(test::fixture(name), nullptr).has_value());
        CHECK(opened(name, "").key_evidence == KeyEvidence::proven);
    }
}

TEST_CASE("password: missing and wrong are told apart") {
    for (const char* name : {"legacy.pfx", "tdes.pfx", "aes.pfx", "no_mac.pfx", "with_encrypted_key.pem", "with_encrypted_rsa_key.pem"}) {
        INFO(name);
        CHECK(open_fixture(name, "").error().code == ErrorCode::password_needed);
        CHECK(open_fixture(name, "wrong").error().code == ErrorCode::wrong_password);
    }
    CHECK(open_fixture("empty_password.pfx", "wrong").error().code == ErrorCode::wrong_password);
}

TEST_CASE("password: beyond ASCII, for the PKCS#12 KDF and for PBKDF2") {
    CHECK(opened("utf8_password.pfx", "пароль-ü-€").key_evidence == KeyEvidence::proven);
    CHECK(opened("utf8_password_aes.pfx", "пароль-ü-€").key_evidence == KeyEvidence::proven);
}

TEST_CASE("password: one unit for each octet, as OpenSSL before 1.1.0 had it") {
    CHECK(opened("composed_latin1_password.pfx", "pässword").key_evidence == KeyEvidence::proven);
}

TEST_CASE("password: old CryptoAPI kept 32 units and left the terminator out") {
    CHECK(opened("composed_cut_password.pfx", "0123456789012345678901234567890123456789").key_evidence == KeyEvidence::proven);
    CHECK(opened("composed_cut_password.pfx", "01234567890123456789012345678901").key_evidence == KeyEvidence::proven);
    CHECK(open_fixture("composed_cut_password.pfx", "0123456789012345678901234567890").error().code == ErrorCode::wrong_password);
}

TEST_CASE("password: what is no UTF-8 has one unit for each octet and no other form") {
    const auto password = core::SecretBytes::copy_of("a\xE4");
    const auto forms = certificate::password_forms(&password);
    REQUIRE(forms.size() == 1);
    CHECK(core::to_hex_upper(forms[0].bmp.view()) == "006100E40000");
}

TEST_CASE("password: not needed, not asked for") {
    CHECK(certificate::open_export(test::fixture("ok.cer"), nullptr).has_value());
    CHECK(certificate::open_export(test::fixture("with_key.pem"), nullptr).has_value());
    CHECK(opened("ok.cer", "superfluous").certificates.size() == 1);
}
