// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Serialized stores and elements: crypt32's own (make-serialized.c), and hand-made ones where crypt32 writes no faults.
#include <algorithm>

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::ExportKind;
using certificate::KeyEvidence;
using certificate::PropertyId;
using test::codes;
using test::fixture;
using test::opened;

namespace {

using Codes = std::vector<std::string>;

// {u32 id, u32 1, u32 length, octets}
core::Bytes property(std::uint32_t id, core::BytesView value, std::uint32_t encoding = 1) {
    core::Bytes octets;
    core::append_u32_le(octets, id);
    core::append_u32_le(octets, encoding);
    core::append_u32_le(octets, static_cast<std::uint32_t>(value.size()));
    core::append(octets, value);
    return octets;
}

core::Bytes joined(std::initializer_list<core::Bytes> parts) {
    core::Bytes all;
    for (const core::Bytes& part : parts) core::append(all, part);
    return all;
}

core::Bytes store_of(std::initializer_list<core::Bytes> elements) {
    return joined({core::parse_hex("0000000043455254").value(), joined(elements), core::Bytes(12, 0)});
}

core::Bytes certificate_element(std::string_view name = "ok.cer") { return property(32, fixture(name)); }

core::Result<certificate::Export> open(core::BytesView file) { return certificate::open_export(file, nullptr); }

void check_refused(core::BytesView file, std::string_view code, std::string_view words) {
    const auto result = open(file);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().finding_code == code);
    INFO(result.error().message);
    CHECK(result.error().message.find(words) != std::string::npos);
    CHECK_FALSE(result.error().hint.empty());
}

const core::Finding& finding(const certificate::Export& result, std::string_view code) {
    const auto found = std::find_if(result.findings.begin(), result.findings.end(), [code](const core::Finding& one) { return one.code == code; });
    REQUIRE(found != result.findings.end());
    return *found;
}

}  // namespace

TEST_CASE("serialized: crypt32's store gives its certificates, and says what was left out") {
    const auto result = opened("windows_store.sst", "");
    CHECK(result.kind == ExportKind::sst);
    CHECK(result.key_evidence == KeyEvidence::not_provable);
    REQUIRE(result.certificates.size() == 2);
    CHECK(result.certificates[0].certificate == test::certificate_fixture("ok.cer"));
    CHECK(result.certificates[1].certificate == test::certificate_fixture("other.cer"));
    CHECK(codes(result.findings) == Codes{"EXPORT_PROPERTIES_DROPPED", "EXPORT_LISTS_SKIPPED", "EXPORT_HINT_KEYREF"});
    CHECK(finding(result, "EXPORT_PROPERTIES_DROPPED").message.ends_with(": 2 KEY_PROV_INFO"));
    CHECK(finding(result, "EXPORT_LISTS_SKIPPED").message.ends_with("revocation lists 1, trust lists 0"));
    CHECK(result.certificates[0].dropped_properties == std::vector{PropertyId::key_prov_info});
    CHECK(result.certificates[1].dropped_properties.empty());
}

TEST_CASE("serialized: crypt32's element keeps the friendly name and shows where the key was") {
    const auto result = opened("windows_element.serialized", "");
    CHECK(result.kind == ExportKind::serialized_element);
    REQUIRE(result.certificates.size() == 1);
    const auto& found = result.certificates[0];
    CHECK(found.friendly_name == "Microsoft Exchange");
    CHECK(found.provenance.key_container == "te-3a1f9a5c-0000-4000-8000-000000000001");
    CHECK(found.provenance.provider == "Microsoft RSA SChannel Cryptographic Provider");
    CHECK(found.provenance.local_machine_keyset);
    CHECK(codes(result.findings) == Codes{"EXPORT_PROPERTIES_DROPPED", "EXPORT_HINT_KEYREF"});
    // Both are needles for the package scan.
    CHECK(result.metadata == std::vector<std::string>{"Microsoft RSA SChannel Cryptographic Provider", "te-3a1f9a5c-0000-4000-8000-000000000001"});
}

TEST_CASE("serialized: an element with nothing but hash and certificate is an ordinary public export") {
    const auto result = opened("windows_plain.serialized", "");
    CHECK(codes(result.findings) == Codes{"EXPORT_NOT_PROVABLE_PUBLIC_ONLY"});
    CHECK(result.certificates.at(0).certificate == test::certificate_fixture("other.cer"));
    CHECK(result.metadata.empty());
}

TEST_CASE("serialized: the same in Base64, in UTF-16 and in the armour of certutil -encode") {
    const auto plain = opened("windows_store.sst", "");
    const std::string base64 = core::to_base64(fixture("windows_store.sst"));
    for (const core::Bytes& file : {fixture("sst.utf16"), fixture("encoded_sst.txt"), core::to_bytes(base64)}) {
        const auto result = open(file);
        REQUIRE(result.has_value());
        CHECK(result->kind == ExportKind::sst);
        CHECK(result->certificates.size() == 2);
        CHECK(result->metadata == plain.metadata);
        CHECK(codes(result->findings) == codes(plain.findings));
        CHECK(certificate::detect_export_kind(file) == ExportKind::sst);
    }
}

TEST_CASE("serialized: the machine that made the certificate is shown, and every dropped property is named once") {
    const core::Bytes host = core::utf8_to_utf16le(std::string("exch01.corp.contoso.com\0", 24)).value();
    const auto element =
        joined({property(71, host), property(20, core::Bytes(20, 7)), property(4711, {}), property(20, core::Bytes(20, 7)), certificate_element()});
    const auto result = open(element);
    REQUIRE(result.has_value());
    CHECK(result->certificates.at(0).provenance.machine == "exch01.corp.contoso.com");
    CHECK(result->certificates[0].dropped_properties ==
          std::vector{PropertyId::request_originator, PropertyId::key_identifier, static_cast<PropertyId>(4711)});
    CHECK(finding(*result, "EXPORT_PROPERTIES_DROPPED").message.ends_with(": 20 KEY_IDENTIFIER, 71 REQUEST_ORIGINATOR, 4711 PROPERTY_4711"));
    CHECK(result->metadata == std::vector<std::string>{"exch01.corp.contoso.com"});
}

TEST_CASE("serialized: a stored thumbprint that is not the certificate's fails, whatever its length") {
    const auto sha1 = test::certificate_fixture("ok.cer").sha1().octets;
    core::Bytes wrong(sha1.begin(), sha1.end());
    wrong.back() = static_cast<std::uint8_t>(wrong.back() ^ 1U);
    for (const core::Bytes& value : {wrong, core::Bytes(sha1.begin(), sha1.begin() + 19), core::Bytes()}) {
        check_refused(joined({property(3, value), certificate_element()}), "EXPORT_HASH_DIFFERS",
                      "and the one it has is " + core::to_hex_upper(sha1));
        check_refused(store_of({certificate_element("other.cer"), property(3, value), certificate_element()}), "EXPORT_HASH_DIFFERS", "thumbprint");
    }
    CHECK(open(joined({property(3, core::Bytes(sha1.begin(), sha1.end())), certificate_element()})).has_value());
}

TEST_CASE("serialized: revocation and trust lists are no certificates") {
    check_refused(property(33, fixture("list.der")), "NOT_A_CERTIFICATE", "a serialized certificate revocation list");
    check_refused(property(34, fixture("list.der")), "NOT_A_CERTIFICATE", "a serialized certificate trust list");
    check_refused(store_of({property(33, fixture("list.der")), property(34, {})}), "CERT_MISSING", "no certificate");
    const auto both = open(store_of({property(33, fixture("list.der")), property(34, {}), certificate_element()}));
    REQUIRE(both.has_value());
    CHECK(finding(*both, "EXPORT_LISTS_SKIPPED").message.ends_with("revocation lists 1, trust lists 1"));
}

TEST_CASE("serialized: damage is named with its octet") {
    const core::Bytes good = fixture("windows_store.sst");
    for (std::size_t size = 8; size < good.size(); ++size) {
        INFO("first " << size << " octets");
        const auto result = open(core::BytesView(good).first(size));
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == core::ErrorCode::malformed_input);
    }
    core::Bytes longer = good;
    longer.push_back(0);
    check_refused(longer, "EXPORT_MALFORMED", "behind the end");
    check_refused(joined({certificate_element(), certificate_element()}), "EXPORT_MALFORMED", "octets behind");
    check_refused(joined({property(11, {}), property(2, {}, 0), certificate_element()}), "EXPORT_MALFORMED", "at octet 16");
    check_refused(property(11, core::Bytes(4)), "EXPORT_MALFORMED", "property 32, is missing");
    core::Bytes gibibyte = property(11, {});
    gibibyte[11] = 0x40;
    check_refused(joined({gibibyte, certificate_element()}), "EXPORT_MALFORMED", "announces 1073741824 octets");
}

TEST_CASE("serialized: a certificate that does not parse is a finding beside others, and the error alone") {
    const core::Bytes broken = property(32, core::parse_hex("30030201ff").value());
    check_refused(store_of({broken}), "CERT_PARSE", "certificate 1 of the file");
    const auto beside = open(store_of({broken, certificate_element()}));
    REQUIRE(beside.has_value());
    CHECK(codes(beside->findings) == Codes{"CERT_PARSE", "EXPORT_NOT_PROVABLE_PUBLIC_ONLY"});
}

TEST_CASE("serialized: 64 certificates, 256 properties of each, a mebibyte with each, 1024 lists, and not one more") {
    const auto repeated = [](const core::Bytes& piece, std::size_t times) {
        core::Bytes all;
        for (std::size_t i = 0; i < times; ++i) core::append(all, piece);
        return all;
    };
    CHECK(open(store_of({repeated(certificate_element(), 64)})).has_value());
    check_refused(store_of({repeated(certificate_element(), 65)}), "EXPORT_MALFORMED", "more than 64 certificates");
    CHECK(open(joined({repeated(property(11, {}), 256), certificate_element()})).has_value());
    check_refused(joined({repeated(property(11, {}), 257), certificate_element()}), "EXPORT_MALFORMED", "more than 256 properties");
    const std::size_t room = (1U << 20U) - 24 - fixture("ok.cer").size();
    CHECK(open(joined({property(13, core::Bytes(room)), certificate_element()})).has_value());
    check_refused(joined({property(13, core::Bytes(room + 1)), certificate_element()}), "EXPORT_MALFORMED", "more than 1048576 octets");
    CHECK(open(store_of({repeated(property(33, {}), 1024), certificate_element()})).has_value());
    check_refused(store_of({repeated(property(33, {}), 1025), certificate_element()}), "EXPORT_MALFORMED", "more than 1024 revocation");
}

TEST_CASE("serialized: a finding names 64 dropped properties and counts the rest") {
    core::Bytes element;
    for (std::uint32_t id = 1000; id < 1070; ++id) core::append(element, property(id, {}));
    core::append(element, certificate_element());
    const auto result = open(element);
    REQUIRE(result.has_value());
    CHECK(result->certificates.at(0).dropped_properties.size() == 70);
    CHECK(finding(*result, "EXPORT_PROPERTIES_DROPPED").message.ends_with("1063 PROPERTY_1063 and 6 more"));
}
