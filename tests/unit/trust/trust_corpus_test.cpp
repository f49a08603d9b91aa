// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Blobs that the Group Policy editor of Windows wrote, and the golden vectors V2 to V4.
#include <algorithm>
#include <string>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/trust/certificate_blob.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;
namespace fs = std::filesystem;

namespace {

// The one file below a folder whose path has all these parts.
fs::path find_file(const fs::path& folder, std::string_view ending, std::string_view part) {
    for (const fs::path& file : test::files_ending(folder, ending)) {
        if (file.generic_string().find(part) != std::string::npos) return file;
    }
    FAIL("the corpus lacks " << part);
    return {};
}

certificate::Certificate certificate_of(const std::vector<Property>& properties) {
    return certificate::Certificate::parse(properties.back().value).value();
}

// The blob made again from nothing but its certificate, with the properties in the order found.
core::Bytes rebuilt(const std::vector<Property>& found) {
    const auto certificate = certificate_of(found);
    std::vector<Property> made;
    for (const Property& property : found) {
        INFO("property " << static_cast<std::uint32_t>(property.id));
        auto value = computed_property(property.id, certificate);
        REQUIRE(value);
        made.push_back({property.id, *std::move(value)});
    }
    return serialize_certificate_blob(made).value();
}

std::vector<Property> in_order(const certificate::Certificate& certificate, std::initializer_list<std::uint32_t> ids) {
    std::vector<Property> properties;
    for (const std::uint32_t number : ids) {
        const auto id = static_cast<PropertyId>(number);
        properties.push_back({id, computed_property(id, certificate).value()});
    }
    return properties;
}

std::vector<std::uint32_t> ids_of(const std::vector<Property>& properties) {
    std::vector<std::uint32_t> ids;
    for (const Property& property : properties) ids.push_back(static_cast<std::uint32_t>(property.id));
    return ids;
}

}  // namespace

TEST_CASE("trust corpus: the 37 blobs of a real certificates policy are rebuilt byte for byte from their certificates") {
    GPOTRUST_NEED_CORPUS(corpus);
    const fs::path file =
        find_file(corpus / "gpo-backups" / "nsacyber+Windows-Secure-Host-Baseline", "registry.pol", "{D1DE50B0-DF95-405B-B2DA-6C16CBB6BF54}");
    std::size_t blobs = 0;
    const auto settings = registry_policy::parse_registry_pol(test::file_bytes(file)).value();
    for (const auto& setting : settings) {
        if (setting.value != "Blob") continue;
        INFO(setting.key);
        const auto properties = parse_certificate_blob(setting.data).value();
        CHECK(rebuilt(properties) == setting.data);
        CHECK(setting.key.ends_with("\\" + core::to_hex(certificate_of(properties).sha1())));
        ++blobs;
    }
    CHECK(blobs == 37);
}

TEST_CASE("trust corpus: every public property of every blob found is what the certificate gives") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t blobs = 0;
    for (const fs::path& file : test::files_ending(corpus / "certs" / "gpo-blobs", ".blob")) {
        INFO(file.filename().generic_string());
        const auto properties = parse_certificate_blob(test::file_bytes(file)).value();
        const auto certificate = certificate_of(properties);
        for (const Property& property : properties) {
            if (property.id == PropertyId::key_prov_info) continue;
            CHECK(computed_property(property.id, certificate).value() == property.value);
        }
        ++blobs;
    }
    CHECK(blobs > 30);
}

TEST_CASE("trust corpus: the blobs of an independent writer are equalled (V3)") {
    GPOTRUST_NEED_CORPUS(corpus);
    const fs::path folder = corpus / "certs" / "generated";
    // "Microsoft Exchange" and its NUL by Python's encode('utf-16-le').
    const core::Bytes exchange = core::parse_hex("4d006900630072006f0073006f00660074002000450078006300680061006e00670065000000").value();
    for (const std::string name : {"ok_sha1", "ok_sha256", "renewed", "ec_p256"}) {
        INFO(name);
        const auto certificate = certificate::Certificate::parse(test::file_bytes(folder / (name + ".cer"))).value();
        const auto blob = [&](const std::string& kind) { return test::file_bytes(folder / (name + "." + kind + ".blob")); };
        CHECK(serialize_certificate_blob(in_order(certificate, {3, 32})).value() == blob("minimal"));
        CHECK(serialize_certificate_blob(in_order(certificate, {4, 15, 20, 25, 92, 3, 32})).value() == blob("gpmc"));

        auto friendly = in_order(certificate, {3, 32});
        friendly.insert(friendly.begin(), {PropertyId::friendly_name, exchange});
        CHECK(serialize_certificate_blob(friendly).value() == blob("friendly"));
        // Ours has the same properties in our order.
        const auto ours = parse_certificate_blob(make_certificate_blob(certificate, {"Microsoft Exchange", false}).value()).value();
        CHECK(std::find(ours.begin(), ours.end(), Property{PropertyId::friendly_name, exchange}) != ours.end());

        auto restricted = in_order(certificate, {3, 32});
        restricted.insert(restricted.begin(), {PropertyId::enhanced_key_usage, core::parse_hex("300A06082B06010505070301").value()});
        CHECK(serialize_certificate_blob(restricted).value() == blob("ekuserver"));
    }
}

TEST_CASE("trust corpus: registry.pol of the reference certificate has the reference digests (V2)") {
    GPOTRUST_NEED_CORPUS(corpus);
    const auto certificate = certificate::Certificate::parse(test::file_bytes(corpus / "certs" / "generated" / "ok_sha256.cer")).value();
    TrustPolicy policy = test::policy_of({{certificate, Store::trusted_people, Role::current, "", {}}});
    // The reference has the properties 3 and 32; ours adds 20, which this certificate has.
    const core::Bytes minimal = serialize_certificate_blob(in_order(certificate, {3, 32})).value();
    REQUIRE(minimal.size() == 864);
    const auto digest_and_size = [&](Side side) {
        auto settings = settings_for(policy, side).value();
        for (auto& setting : settings) {
            if (setting.value != "Blob") continue;
            CHECK(setting.data.size() == minimal.size() + 32);
            setting.data = minimal;
        }
        const core::Bytes file = registry_policy::serialize_registry_pol(settings).value();
        return std::to_string(file.size()) + " " + core::ascii_lower(core::to_hex(crypto::sha256(file)).substr(0, 16));
    };
    CHECK(digest_and_size(Side::computer) == "1440 c024d02281d3474a");
    CHECK(digest_and_size(Side::user) == "1440 c024d02281d3474a");
    policy.gpmc_style = true;
    CHECK(digest_and_size(Side::user) == "2826 9c19a7abfaa90ad4");
    CHECK(digest_and_size(Side::computer) == "5382 03fa1ed71d3fd131");
}

TEST_CASE("trust corpus: the real Trusted People blob leaks key container and host name, and the writer refuses both (V4)") {
    GPOTRUST_NEED_CORPUS(corpus);
    const fs::path file =
        find_file(corpus / "gpo-backups" / "samba-team+samba", "registry.pol.sambabackup", "{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}/User/");
    const auto settings = registry_policy::parse_registry_pol(test::file_bytes(file)).value();
    const auto blob = std::find_if(settings.begin(), settings.end(), [](const auto& setting) { return setting.value == "Blob"; });
    REQUIRE(blob != settings.end());
    const auto properties = parse_certificate_blob(blob->data).value();
    CHECK(ids_of(properties) == std::vector<std::uint32_t>{3, 2, 71, 20, 32});
    CHECK(properties[1].value.size() == 188);
    CHECK(properties[2].value.size() == 84);
    CHECK_FALSE(serialize_certificate_blob(properties));

    const auto certificate = certificate_of(properties);
    CHECK(certificate.der().size() == 802);
    CHECK(computed_property(PropertyId::key_identifier, certificate).value() == properties[3].value);
    // What we write for this certificate is what is left without the leaks.
    CHECK(make_certificate_blob(certificate, {}).value() ==
          serialize_certificate_blob(std::vector{properties[0], properties[3], properties[4]}).value());
}

TEST_CASE("trust corpus: GPMC style has the entries the editor wrote, in its order (V4)") {
    GPOTRUST_NEED_CORPUS(corpus);
    const fs::path folder = corpus / "gpo-backups" / "samba-team+samba";
    TrustPolicy policy = test::policy_of({});
    policy.gpmc_style = true;
    for (const auto& [side, part] : {std::pair(Side::user, "{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}/User/"),
                                     std::pair(Side::computer, "{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}/Machine/")}) {
        std::vector<std::string> real;
        const auto found = registry_policy::parse_registry_pol(test::file_bytes(find_file(folder, "registry.pol.sambabackup", part))).value();
        for (const auto& setting : found) {
            std::string key = core::ascii_lower(setting.key);
            if (key.find("\\systemcertificates\\") == std::string::npos || key.ends_with("\\safer")) continue;
            if (setting.value == "Blob") key.erase(key.rfind('\\'));  // what the key is without its certificate
            real.push_back(key);
        }
        std::vector<std::string> ours;
        const auto made = settings_for(policy, side).value();
        for (const auto& setting : made) ours.push_back(core::ascii_lower(setting.key));
        CHECK(ours == real);
    }
}
