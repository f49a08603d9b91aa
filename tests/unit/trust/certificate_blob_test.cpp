// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/certificate_blob.hpp"

#include <algorithm>
#include <string>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;
using Catch::Matchers::Contains;

namespace {

core::Bytes hex(std::string_view text) { return core::parse_hex(text).value(); }

std::string computed(PropertyId id, const certificate::Certificate& certificate) {
    const auto value = computed_property(id, certificate);
    return value ? core::to_hex_upper(*value) : "none";
}

std::vector<std::uint32_t> ids_of(core::BytesView blob) {
    std::vector<std::uint32_t> ids;
    const auto properties = parse_certificate_blob(blob).value();
    for (const Property& property : properties) ids.push_back(static_cast<std::uint32_t>(property.id));
    return ids;
}

std::string refusal(const core::Bytes& blob) {
    const auto parsed = parse_certificate_blob(blob);
    if (parsed) return "accepted";
    CHECK(parsed.error().code == core::ErrorCode::malformed_input);
    CHECK_FALSE(parsed.error().hint.empty());
    return parsed.error().message;
}

// 3 with 20 octets at 0, 32 with 3 octets at 32.
core::Bytes small_blob() {
    return hex(
        "030000000100000014000000"
        "000102030405060708090A0B0C0D0E0F10111213"
        "200000000100000003000000"
        "300100");
}

core::Bytes changed(std::size_t offset, std::uint8_t octet) {
    core::Bytes blob = small_blob();
    blob.at(offset) = octet;
    return blob;
}

}  // namespace

// Expectations by Python's hashlib, see tests/data/trust/README.md.
TEST_CASE("certificate blob: public properties are computed from the certificate (RSA)") {
    const auto certificate = test::mail_certificate();
    CHECK(computed(PropertyId::sha1_hash, certificate) == "60129BD14473AC75E0192AD58D5AB763FFA3709B");
    CHECK(computed(PropertyId::md5_hash, certificate) == "F9DFE6A8769FDD54A9BB6318755B4F6B");
    CHECK(computed(PropertyId::signature_hash, certificate) == "4D0FD7C8B8F153908B0DC0624EB78101029D7C2B97F64142B442868E392DA9A0");
    CHECK(computed(PropertyId::key_identifier, certificate) == "6301ECA6BBBB07F0654A50846841B7D487D189C9");
    CHECK(computed(PropertyId::subject_public_key_md5, certificate) == "BEF63A98BE6C249F4E600DEDD1C78BA7");
    CHECK(computed(PropertyId::public_key_bit_length, certificate) == "00080000");
    CHECK(computed_property(PropertyId::certificate, certificate).value() == test::data_file("trust/mail.cer"));
}

TEST_CASE("certificate blob: public properties are computed from the certificate (EC, without key identifier)") {
    const auto certificate = test::plain_certificate();
    CHECK(computed(PropertyId::sha1_hash, certificate) == "5E4A879D580C2D3FC5FFA648C8F1F5F95D6E7563");
    CHECK(computed(PropertyId::md5_hash, certificate) == "0A17D1C7F55B10991B027DE580CE89AC");
    CHECK(computed(PropertyId::signature_hash, certificate) ==
          "2E10DCCAE33F7264250123EB973C3917334701691E6346BEC2A22F7DF20A0AEDC5F524889962A8ED6A4AC606331B82DF");
    CHECK(computed(PropertyId::key_identifier, certificate) == "none");
    CHECK(computed(PropertyId::subject_public_key_md5, certificate) == "27592DDFCABBFBD79C6013213FC09324");
    CHECK(computed(PropertyId::public_key_bit_length, certificate) == "00010000");
}

TEST_CASE("certificate blob: what an exporting machine knows cannot be computed") {
    const auto certificate = test::mail_certificate();
    for (const PropertyId id : {PropertyId::key_prov_info, PropertyId::request_originator, PropertyId::friendly_name, PropertyId::enhanced_key_usage,
                                static_cast<PropertyId>(107), static_cast<PropertyId>(0)}) {
        CHECK_FALSE(computed_property(id, certificate).has_value());
    }
}

TEST_CASE("certificate blob: the blob we write has the properties 3, 9, 11, 20, 32 in this order") {
    const auto mail = test::mail_certificate();
    CHECK(ids_of(make_certificate_blob(mail, {}).value()) == std::vector<std::uint32_t>{3, 20, 32});
    CHECK(ids_of(make_certificate_blob(mail, {"Microsoft Exchange", true}).value()) == std::vector<std::uint32_t>{3, 9, 11, 20, 32});
    CHECK(ids_of(make_certificate_blob(test::plain_certificate(), {}).value()) == std::vector<std::uint32_t>{3, 32});
}

TEST_CASE("certificate blob: a small blob has the octets of the specification") {
    const core::Bytes der = test::data_file("trust/plain.cer");
    core::Bytes expected =
        hex("0300000001000000140000005E4A879D580C2D3FC5FFA648C8F1F5F95D6E7563"
            "09000000010000000C000000300A06082B06010505070301"
            "0B00000001000000060000004500FC000000"
            "20000000010000006F010000");
    core::append(expected, der);
    CHECK(make_certificate_blob(test::plain_certificate(), {"Eü", true}).value() == expected);
}

TEST_CASE("certificate blob: friendly names lose what would harm and what is too long") {
    const auto name_in = [](std::string_view name) {
        const auto properties = parse_certificate_blob(make_certificate_blob(test::plain_certificate(), {std::string(name), false}).value()).value();
        if (properties[1].id != PropertyId::friendly_name) return std::string("none");
        core::BytesView units = properties[1].value;
        CHECK((units[units.size() - 2] == 0 && units[units.size() - 1] == 0));
        return core::utf16le_to_utf8(units.first(units.size() - 2)).value();
    };
    CHECK(name_in("a\x1B[2Jb\r\nc") == "a[2Jbc");
    CHECK(name_in(std::string("a\0b", 3)) == "ab");
    CHECK(name_in("a\xE2\x80\xAE"
                  "b") == "ab");  // RIGHT-TO-LEFT OVERRIDE
    CHECK(name_in("  a\xFF b  ") == "a b");
    CHECK(name_in("\n\t ") == "none");
    CHECK(name_in("\"&]]>🔒") == "\"&]]>🔒");
    CHECK(name_in(std::string(500, 'x')) == std::string(128, 'x'));
    CHECK(name_in(std::string(127, 'x') + "🔒") == std::string(127, 'x'));
}

TEST_CASE("certificate blob: a friendly name that cannot stand as it is, is known beforehand") {
    for (const std::string& good : {std::string(), std::string("Microsoft Exchange"), std::string(128, 'x'), std::string(126, 'x') + "🔒"})
        CHECK(is_friendly_name(good));
    for (const std::string& bad :
         {std::string(" a"), std::string("a\t"), std::string("a\nb"), std::string(129, 'x'), std::string(127, 'x') + "🔒", std::string("\xFF")})
        CHECK_FALSE(is_friendly_name(bad));
}

TEST_CASE("certificate blob: a damaged blob is refused where the damage is") {
    REQUIRE(refusal(small_blob()) == "accepted");
    CHECK_THAT(refusal({}), Contains("at octet 0:"));
    CHECK_THAT(refusal(changed(0, 0)), Contains("at octet 0:") && Contains("property 0"));
    CHECK_THAT(refusal(changed(4, 0)), Contains("at octet 4:") && Contains("encoding 0"));
    CHECK_THAT(refusal(changed(7, 1)), Contains("at octet 4:"));
    CHECK_THAT(refusal(changed(8, 0xFF)), Contains("at octet 8:") && Contains("255 octets"));
    CHECK_THAT(refusal(changed(11, 0xFF)), Contains("at octet 8:"));
    CHECK_THAT(refusal(changed(36, 2)), Contains("at octet 36:") && Contains("property 32"));
    CHECK_THAT(refusal(changed(40, 4)), Contains("at octet 40:"));
    CHECK_THAT(refusal(changed(40, 2)), Contains("at octet 46:") && Contains("after the certificate"));
    CHECK_THAT(refusal(changed(32, 33)), Contains("at octet 47:") && Contains("is missing"));
    core::Bytes longer = small_blob();
    longer.resize(longer.size() + 12);  // the terminator of .sst files
    CHECK_THAT(refusal(longer), Contains("at octet 47:"));
}

TEST_CASE("certificate blob: every truncation is refused with an octet") {
    const core::Bytes blob = small_blob();
    for (std::size_t size = 0; size < blob.size(); ++size) {
        INFO("first " << size << " octets");
        CHECK_THAT(refusal(core::Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(size))), Contains("at octet "));
    }
}

TEST_CASE("certificate blob: raw DER in place of a blob is named as such") {
    CHECK_THAT(refusal(test::data_file("trust/mail.cer")), Contains("at octet 0:") && Contains("raw DER"));
    CHECK_THAT(refusal(hex("3082")), Contains("raw DER"));
}

TEST_CASE("certificate blob: larger blobs than the limit are not read") {
    const auto refused = parse_certificate_blob(core::Bytes(k_certificate_blob_limit + 1));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == core::ErrorCode::unsupported_input);
}

TEST_CASE("certificate blob: the writer lets nothing but the allow-list through") {
    const Property certificate{PropertyId::certificate, {0x30, 0x00}};
    const auto refused = [&](std::vector<Property> properties) {
        const auto blob = serialize_certificate_blob(properties);
        return !blob && blob.error().code == core::ErrorCode::internal;
    };
    std::size_t allowed = 0;
    for (std::uint32_t id = 0; id < 0x400; ++id) {
        if (id != 32 && !refused({{static_cast<PropertyId>(id), {1, 2, 3}}, certificate})) ++allowed;
    }
    CHECK(allowed == 8);
    for (const std::uint32_t id : {3U, 4U, 9U, 11U, 15U, 20U, 25U, 92U})
        CHECK_FALSE(refused({{static_cast<PropertyId>(id), {1, 2, 3}}, certificate}));
    CHECK(refused({}));
    CHECK(refused({{PropertyId::sha1_hash, {1}}}));
    CHECK(refused({certificate, {PropertyId::sha1_hash, {1}}}));
    CHECK(refused({certificate, certificate}));
    CHECK(refused({{PropertyId::sha1_hash, {1}}, {PropertyId::sha1_hash, {1}}, certificate}));
    CHECK(refused({{PropertyId::enhanced_key_usage, {0x30, 0x00}}, certificate}));
    CHECK(refused({{PropertyId::friendly_name, {}}, certificate}));
}
