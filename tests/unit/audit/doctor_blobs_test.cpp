// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Expectations: [MS-GPEF] 2.2.1, wincrypt.h; the digests of the certificates by openssl (tests/data/certificate/expected.tsv).
#include <algorithm>

#include "support/catch.hpp"
#include "unit/audit/doctor_sample.hpp"

using namespace gpotrust;
using test::binary;
using test::Codes;
using test::codes;
using test::entry;
using test::examined;
using test::policy;

namespace {

certificate::Certificate ok() { return test::certificate_file("certificate/ok.cer"); }
std::string sha1_of(const certificate::Certificate& certificate) { return core::to_hex(certificate.sha1()); }

/// ok.cer in Trusted People with one more property in front of the certificate.
audit::InspectedItem with_property(std::uint32_t id, const core::Bytes& value) {
    core::Bytes blob;
    test::append_property(blob, id, value);
    core::append(blob, test::bare_blob(ok()));
    return policy({binary(test::certificate_key("TrustedPeople", sha1_of(ok())), "Blob", blob)});
}

/// CRYPT_KEY_PROV_INFO as it is serialized: seven numbers, then two texts.
core::Bytes key_provider(std::string_view container, std::string_view provider) {
    const core::Bytes first = test::text_data(container);
    core::Bytes value;
    for (const std::uint32_t number : {std::uint32_t{28}, static_cast<std::uint32_t>(28 + first.size()), 1U, 0x20U, 0U, 0U, 1U})
        core::append_u32_le(value, number);
    core::append(value, first);
    core::append(value, test::text_data(provider));
    return value;
}

}  // namespace

TEST_CASE("doctor: a sound certificate in Trusted People is no finding") { CHECK(codes(examined(policy({entry("TrustedPeople", ok())}))).empty()); }

TEST_CASE("doctor: raw DER in place of a blob is named as such, with the certificate's SHA-1 and the record's offset") {
    const core::Bytes der = test::data_file("certificate/ok.cer");
    const auto found = examined(policy({binary(test::certificate_key("TrustedPeople", sha1_of(ok())), "Blob", der)}));
    REQUIRE(codes(found) == Codes{"error BLOB_RAW_CERTIFICATE"});
    CHECK(found[0].sha1 == sha1_of(ok()));
    CHECK(found[0].place.offset == 8);
    CHECK(found[0].place.side == trust::Side::computer);
    CHECK(found[0].place.value == "Blob");
    CHECK(found[0].finding.path == "/sysvol/Machine/registry.pol");
    CHECK_FALSE(found[0].finding.hint.empty());
}

TEST_CASE("doctor: a blob that ends early, one without a certificate, and one of another type have their own codes") {
    core::Bytes cut = test::bare_blob(ok());
    cut.pop_back();
    const std::string key = test::certificate_key("TrustedPeople", sha1_of(ok()));
    CHECK(codes(examined(policy({binary(key, "Blob", cut)}))) == Codes{"error BLOB_DAMAGED"});
    CHECK(codes(examined(policy({binary(key, "Blob", {})}))) == Codes{"error BLOB_DAMAGED"});
    core::Bytes no_der;
    test::append_property(no_der, 32, core::Bytes{1, 2, 3});
    CHECK(codes(examined(policy({binary(key, "Blob", no_der)}))) == Codes{"error BLOB_DAMAGED"});
    core::Bytes hash_alone;
    test::append_property(hash_alone, 3, core::Bytes(20));
    CHECK(codes(examined(policy({binary(key, "Blob", hash_alone)}))) == Codes{"error BLOB_NO_CERTIFICATE"});
    CHECK(codes(examined(policy({{key, "Blob", registry_policy::ValueType::none, test::bare_blob(ok())}}))) == Codes{"error BLOB_NOT_BINARY"});
}

TEST_CASE("doctor: a key that is not the SHA-1 is an error, the SHA-1 in lower case a warning") {
    const core::Bytes blob = test::bare_blob(ok());
    const std::string other(40, 'A');
    CHECK(codes(examined(policy({binary(test::certificate_key("TrustedPeople", other), "Blob", blob)}))) == Codes{"error BLOB_KEY_NAME_MISMATCH"});
    const std::string lower = core::ascii_lower(sha1_of(ok()));
    CHECK(codes(examined(policy({binary(test::certificate_key("TrustedPeople", lower), "Blob", blob)}))) == Codes{"warning BLOB_LOWER_CASE_KEY"});
}

TEST_CASE("doctor: properties that the certificate contradicts are errors, right ones and foreign ones are not") {
    const certificate::Certificate certificate = ok();
    const core::Bytes sha1(certificate.sha1().octets.begin(), certificate.sha1().octets.end());
    const core::Bytes sha256(certificate.sha256().octets.begin(), certificate.sha256().octets.end());
    CHECK(codes(examined(with_property(3, sha1))).empty());
    CHECK(codes(examined(with_property(107, sha256))).empty());
    CHECK(codes(examined(with_property(92, {0, 8, 0, 0}))).empty());
    CHECK(codes(examined(with_property(11, test::text_data("name")))).empty());
    for (const std::uint32_t id : {3U, 4U, 15U, 25U, 92U, 107U}) {
        INFO(id);
        CHECK(codes(examined(with_property(id, core::Bytes(20, 7)))) == Codes{"error BLOB_PROPERTY_MISMATCH"});
    }
    CHECK(codes(examined(with_property(19, {}))) == Codes{"warning BLOB_ARCHIVED"});
    CHECK(codes(examined(with_property(201, {1}))) == Codes{"info BLOB_UNKNOWN_PROPERTY"});
}

TEST_CASE("doctor: key container, provider and host that a blob gives away are told") {
    const auto provider = examined(with_property(2, key_provider("te-1234", "Microsoft RSA SChannel Cryptographic Provider")));
    REQUIRE(codes(provider) == Codes{"warning BLOB_KEY_PROV_INFO"});
    CHECK(provider[0].finding.message.find("te-1234") != std::string::npos);
    CHECK(provider[0].finding.message.find("SChannel") != std::string::npos);
    const auto host = examined(with_property(71, test::text_data("admin7.contoso.test")));
    REQUIRE(codes(host) == Codes{"warning BLOB_REQUEST_ORIGINATOR"});
    CHECK(host[0].finding.message.find("admin7.contoso.test") != std::string::npos);
}

TEST_CASE("doctor: dates are judged by the store") {
    // ok.cer is valid from 2026-11-01 to 2027-11-01.
    const auto in = [](std::string_view store, std::string_view now) { return codes(examined(policy({entry(store, ok())}), now)); };
    CHECK(in("TrustedPeople", "2027-11-02T00:00:00Z") == Codes{"error CERT_EXPIRED"});
    CHECK(in("CA", "2027-11-02T00:00:00Z") == Codes{"warning CERT_EXPIRED"});
    CHECK(in("EFS", "2027-11-02T00:00:00Z") == Codes{"warning CERT_EXPIRED"});
    CHECK(in("My Own Store", "2027-11-02T00:00:00Z") == Codes{"warning CERT_EXPIRED"});
    const auto hint = [](std::string_view store) { return examined(policy({entry(store, ok())}), "2027-11-02T00:00:00Z").front().finding.hint; };
    CHECK(hint("TrustedPeople").find("gpotrust package") != std::string::npos);
    CHECK(hint("CA").find("gpotrust package") == std::string::npos);
    CHECK(hint("EFS").find("cipher /r") != std::string::npos);
    CHECK(in("Disallowed", "2027-11-02T00:00:00Z").empty());
    CHECK(in("TrustedPeople", "2026-10-01T00:00:00Z") == Codes{"warning CERT_NOT_YET_VALID"});
    CHECK(in("TrustedPeople", "2027-10-20T00:00:00Z") == Codes{"warning CERT_EXPIRING"});
    CHECK(in("TrustedPeople", "2027-09-20T00:00:00Z") == Codes{"info CERT_EXPIRING"});
    CHECK(in("TrustedPeople", "2027-08-20T00:00:00Z").empty());
    const audit::InspectedItem item = policy({entry("TrustedPeople", ok())});
    CHECK(codes(audit::examine(item, {.now = test::at("2027-08-20T00:00:00Z"), .expiring_within = std::chrono::days{90}})) ==
          Codes{"info CERT_EXPIRING"});
}

TEST_CASE("doctor: a renewal under way is no finding: the next one ahead of its time, the old one at its end") {
    // Same subject: to 2027-01-01, from 2026-12-01 to 2028-01-01.
    const auto mail = test::certificate_file("cli/mail.cer");
    const auto later = test::certificate_file("cli/mail-later.cer");
    CHECK(codes(examined(policy({entry("TrustedPeople", mail), entry("TrustedPeople", later)}))).empty());
    CHECK(codes(examined(policy({entry("TrustedPeople", mail), entry("Root", later)}))) ==
          Codes{"warning CERT_NOT_YET_VALID", "warning POL_ROOT_ADDED", "info CERT_EXPIRING"});
    CHECK(codes(examined(policy({entry("TrustedPeople", mail)}))) == Codes{"info CERT_EXPIRING"});
}

TEST_CASE("doctor: weak keys and digests; a self-signed certificate's own digest counts less") {
    const auto in = [](const std::string& file) {
        Codes found = codes(examined(policy({entry("TrustedPeople", test::certificate_file(file))})));
        std::sort(found.begin(), found.end());
        return found;
    };
    CHECK(in("certificate/rsa512.cer") == Codes{"error CERT_KEY_RSA_TOO_SMALL"});
    CHECK(in("certificate/rsa1024.cer") == Codes{"warning CERT_KEY_RSA_WEAK"});
    CHECK(in("certificate/md5.cer") == Codes{"warning CERT_SIG_MD5"});
    CHECK(in("certificate/sha1.cer") == Codes{"info CERT_SIG_SHA1"});
    CHECK(in("certificate/badsig.cer") == Codes{"error CERT_SELF_SIG_INVALID"});
}

TEST_CASE("doctor: what a certificate does in its store: roots, authorities among people, contradictions, leftovers") {
    const auto ca = test::certificate_file("certificate/ca.cer");
    CHECK(codes(examined(policy({entry("Root", ok())}))) == Codes{"warning POL_ROOT_ADDED"});
    CHECK(codes(examined(policy({entry("AuthRoot", ok())}))) == Codes{"warning POL_ROOT_ADDED"});
    CHECK(codes(examined(policy({entry("SmartCardRoot", ok())}))) == Codes{"warning POL_ROOT_ADDED"});
    CHECK(
        codes(examined(policy({test::binary("Software\\Policies\\Microsoft\\EnterpriseCertificates\\NTAuth\\Certificates\\" + core::to_hex(ca.sha1()),
                                            "Blob", test::bare_blob(ca))}))) == Codes{"warning POL_NTAUTH_ADDED"});
    CHECK(codes(examined(policy({entry("TrustedPublisher", ca)}))) == Codes{"warning POL_CA_IN_TRUSTED_PEOPLE"});
    CHECK(codes(examined(policy({entry("CA", ca)}))).empty());
    CHECK(codes(examined(policy({entry("TrustedPeople", ca)}))) == Codes{"warning POL_CA_IN_TRUSTED_PEOPLE"});
    CHECK(codes(examined(policy({entry("TrustedPeople", ok()), entry("Disallowed", ok())}))) == Codes{"warning POL_CERTIFICATE_CONTRADICTION"});
    CHECK(codes(examined(policy({entry("TrustedPeople", ok()), entry("Disallowed", test::certificate_file("certificate/other.cer"))}))).empty());
    // mail.cer and mail-next.cer have one subject and began on the same day.
    const auto mail = test::certificate_file("cli/mail.cer");
    const auto next = test::certificate_file("cli/mail-next.cer");
    const audit::InspectedItem both = policy({entry("TrustedPeople", mail), entry("TrustedPeople", next)});
    CHECK(codes(examined(both, "2026-09-01T00:00:00Z")) == Codes{"info POL_SUBJECT_TWICE"});
    CHECK(codes(examined(both, "2026-02-01T00:00:00Z")).empty());
    CHECK(codes(examined(both, "2026-04-20T00:00:00Z")).empty());  // a renewal may take 120 days
    CHECK(codes(examined(policy({entry("EFS", mail), entry("EFS", next)}), "2026-09-01T00:00:00Z")).empty());
}

TEST_CASE("doctor: peer trust that is switched off under certificates in Trusted People") {
    const auto flags = [](std::uint32_t value) {
        return test::dword("SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots", "Flags", value);
    };
    CHECK(codes(examined(policy({flags(0x10000), entry("TrustedPeople", ok())}))) == Codes{"warning POL_PEER_TRUST_DISABLED"});
    CHECK(codes(examined(policy({flags(0x20), entry("TrustedPeople", ok())}))).empty());
    CHECK(codes(examined(policy({flags(0x10000), entry("CA", ok())}))).empty());
}
