// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/certificate.hpp"

#include <algorithm>

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::AlternativeName;
using certificate::PublicKey;
using certificate::SelfSignature;
using test::certificate_fixture;

TEST_CASE("certificate: thumbprints, serial, names, dates and TBS digest are those of openssl and sha1sum") {
    const core::Bytes table = test::fixture("expected.tsv");
    const auto rows = test::read_table(core::as_text(table));
    REQUIRE(rows.size() > 30);
    for (const auto& row : rows) {
        INFO(row.at("file"));
        const auto certificate = certificate_fixture(row.at("file"));
        const auto& facts = certificate.facts();
        CHECK(core::to_hex(certificate.sha1()) == core::ascii_upper(row.at("sha1")));
        CHECK(core::to_hex(certificate.sha256()) == core::ascii_upper(row.at("sha256")));
        CHECK(facts.serial_hex == row.at("serial"));
        CHECK(facts.subject == row.at("subject"));
        CHECK(facts.issuer == row.at("issuer"));
        const auto iso = [](std::string text) { return text.replace(text.find(' '), 1, "T"); };
        CHECK(core::to_iso8601(facts.not_before) == iso(row.at("not_before")));
        CHECK(core::to_iso8601(facts.not_after) == iso(row.at("not_after")));
        if (facts.signature_digest == "sha256") CHECK(core::to_hex_lower(facts.tbs_digest) == row.at("tbs_digest"));
        if (facts.signature_digest == "sha1" || facts.signature_digest == "md5") CHECK(core::to_hex_lower(facts.tbs_digest) == row.at("tbs_digest"));
    }
}

TEST_CASE("certificate: the key identifier that openssl made is SHA-1 of the public key bits") {
    for (const char* name : {"ok.cer", "P-256.cer", "rsa1024.cer"}) {
        INFO(name);
        const auto certificate = certificate_fixture(name);
        const auto digest = crypto::sha1(certificate.facts().public_key_bits).octets;
        REQUIRE(certificate.facts().subject_key_identifier.has_value());
        CHECK(*certificate.facts().subject_key_identifier == core::Bytes(digest.begin(), digest.end()));
    }
    CHECK_FALSE(certificate_fixture("version1.cer").facts().subject_key_identifier.has_value());
}

TEST_CASE("certificate: kinds and sizes of keys") {
    const auto key = [](const char* name) { return certificate_fixture(name).facts().key; };
    CHECK(key("ok.cer").text == "RSA 2048");
    CHECK(key("ok.cer").bits == 2048);
    CHECK(key("ok.cer").algorithm == PublicKey::Algorithm::rsa);
    CHECK(key("P-256.cer").text == "EC P-256");
    CHECK(key("P-256.cer").curve == "prime256v1");
    CHECK(key("P-256.cer").bits == 256);
    CHECK(key("P-521.cer").text == "EC P-521");
    CHECK(key("brainpoolP256r1.cer").text == "EC brainpoolP256r1");
    CHECK(key("explicit.cer").text == "EC explicit parameters");
    CHECK(key("explicit.cer").curve.empty());
    CHECK(key("ed25519.cer").text == "Ed25519");
    CHECK(key("ed25519.cer").algorithm == PublicKey::Algorithm::other);
}

TEST_CASE("certificate: extensions") {
    const auto certificate = certificate_fixture("ok.cer");
    const auto& facts = certificate.facts();
    CHECK(facts.version == 3);
    CHECK(facts.has_basic_constraints);
    CHECK_FALSE(facts.is_ca);
    CHECK(facts.key_usage == 0b101U);
    CHECK(facts.extended_key_usages == std::vector<std::string>{"1.3.6.1.5.5.7.3.1"});
    CHECK(facts.signature_algorithm == "sha256WithRSAEncryption");
    CHECK(facts.self_signature == SelfSignature::valid);
    CHECK(facts.encoding_faults.empty());
    CHECK(std::all_of(facts.extensions.begin(), facts.extensions.end(), [](const auto& extension) { return extension.understood; }));
    CHECK(certificate_fixture("ca_pathlen.cer").facts().path_length == 0);
    CHECK(certificate_fixture("ca.cer").facts().is_ca);
    CHECK_FALSE(certificate_fixture("ca.cer").facts().path_length.has_value());
    CHECK(certificate_fixture("version1.cer").facts().version == 1);
    CHECK_FALSE(certificate_fixture("bare.cer").facts().alternative_names.has_value());
}

TEST_CASE("certificate: names in the order of the file, addresses in their usual form") {
    const auto certificate = certificate_fixture("ok.cer");
    CHECK(certificate.names() ==
          std::vector<std::string>{"EXCH01", "exch01.contoso.com", "autodiscover.contoso.com", "10.0.0.25", "2001:db8::1:0:0:25"});
    CHECK(certificate.display_name() == "EXCH01");
    CHECK(certificate_fixture("bare.cer").names().empty());
    CHECK(certificate_fixture("bare.cer").display_name() == "EXCH01");
}

TEST_CASE("certificate: every kind of alternative name has a text") {
    using Kind = AlternativeName::Kind;
    const std::vector<AlternativeName> expected = {
        {Kind::email, "admin@contoso.com", true},
        {Kind::uri, "https://exch01/", true},
        {Kind::other, "1.2.3.4", true},
        {Kind::other, "1.3.6.1.4.1.311.20.2.3", true},
        {Kind::ip, "::1", true},
        {Kind::dns, "EXCH01", true},
    };
    CHECK(certificate_fixture("san_kinds.cer").facts().alternative_names == expected);
}

TEST_CASE("certificate: malformed alternative names are marked and not served") {
    const auto certificate = certificate_fixture("san_malformed.cer");
    const auto& names = *certificate.facts().alternative_names;
    REQUIRE(names.size() == 2);
    CHECK(names[0].value == "exc\xEF\xBF\xBD");
    CHECK_FALSE(names[1].well_formed);
    CHECK(std::find(certificate.names().begin(), certificate.names().end(), "01FF00") == certificate.names().end());
}

TEST_CASE("certificate: common names in order, as UTF-8") {
    auto names = certificate_fixture("cn_elsewhere.cer").facts().common_names;
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"EXCH09", "Почта"});
    CHECK(certificate_fixture("cn_elsewhere.cer").display_name() == "mail.contoso.com");
}

TEST_CASE("certificate: how the self-signature stands") {
    const auto stands = [](const char* name) { return certificate_fixture(name).facts().self_signature; };
    for (const char* name :
         {"ok.cer", "sha1.cer", "md5.cer", "rsa512.cer", "P-384.cer", "prime192v1.cer", "explicit.cer", "ed25519.cer", "version1.cer"}) {
        INFO(name);
        CHECK(stands(name) == SelfSignature::valid);
    }
    CHECK(stands("badsig.cer") == SelfSignature::invalid);
    CHECK(stands("issued.cer") == SelfSignature::not_self_issued);
    CHECK(stands("sigalg_unknown.cer") == SelfSignature::unverifiable);
    CHECK_FALSE(certificate_fixture("sigalg_mismatch.cer").facts().signature_algorithms_agree);
}

TEST_CASE("certificate: BER is read, kept octet for octet and reported") {
    const auto certificate = certificate_fixture("indefinite.cer");
    const core::Bytes file = test::fixture("indefinite.cer");
    CHECK(std::equal(file.begin(), file.end(), certificate.der().begin(), certificate.der().end()));
    CHECK(certificate.facts().encoding_faults == std::vector<std::string>{"the encoding is not DER at octet 0"});
    CHECK(certificate.facts().subject == "CN=EXCH01");
}

TEST_CASE("certificate: what follows it, and what is none, is an error") {
    const auto trailing = certificate::Certificate::parse(test::fixture("trailing.cer"));
    REQUIRE_FALSE(trailing.has_value());
    CHECK(trailing.error().code == core::ErrorCode::malformed_input);
    CHECK(trailing.error().text() == "CERT_PARSE: 1 octet follows the certificate");
    CHECK_FALSE(certificate::Certificate::parse({}).has_value());
    CHECK_FALSE(certificate::Certificate::parse(core::as_bytes("0\x03\x02\x01\x01")).has_value());
}

TEST_CASE("certificate: every truncation is refused") {
    const core::Bytes whole = test::fixture("ok.cer");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        if (certificate::Certificate::parse(core::BytesView(whole).first(size)).has_value()) FAIL("parsed at " << size);
    }
}

TEST_CASE("certificate: PEM as openssl writes it") {
    const auto certificate = certificate_fixture("ok.cer");
    const core::Bytes with_key = test::fixture("with_key.pem");
    CHECK(core::as_text(with_key).find(certificate::to_pem(certificate)) != std::string_view::npos);
}
