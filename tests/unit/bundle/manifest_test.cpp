// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/bundle/manifest.hpp"

#include <chrono>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "unit/bundle/sample_package.hpp"

using namespace gpotrust;
using Json = nlohmann::ordered_json;

namespace {

Json sample_json() {
    const core::Bytes written = bundle::serialize_manifest(test::sample_package().manifest);
    return Json::parse(written.begin(), written.end());
}

core::Result<bundle::Manifest> parse(const Json& json) { return bundle::parse_manifest(core::as_bytes(json.dump())); }

/// The message about a manifest that must not pass.
std::string refusal_of(const Json& json) {
    const auto parsed = parse(json);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().code == core::ErrorCode::malformed_input);
    return parsed.error().message;
}

}  // namespace

TEST_CASE("manifest: reading and writing give the same octets") {
    const core::Bytes written = bundle::serialize_manifest(test::sample_package().manifest);
    const auto read = bundle::parse_manifest(written);
    REQUIRE(read.has_value());
    CHECK(bundle::serialize_manifest(*read) == written);
    CHECK(read->identity.name == "Trust \xC3\xBC & \"Mail\"");
    CHECK(read->certificates.size() == 2);
    CHECK(read->certificates[0].findings.at(0).accepted_because == "old server");
    CHECK(written.back() == '\n');
}

TEST_CASE("manifest: the envelope and the fields scripts rely on are there") {
    const Json json = sample_json();
    CHECK(json["schema_version"] == 1);
    CHECK(json["kind"] == "trust-package");
    CHECK(json["generated_at"] == "2026-11-22T15:10:00Z");
    CHECK(json["data"]["revision"].is_number_unsigned());
    CHECK(json["data"]["gpo_guid"].get<std::string>().size() == 38);
    CHECK(json["data"]["certificates"][0]["until"].is_null());
    CHECK(json["data"]["artefacts"].size() == test::sample_package().files.size() - 2);
}

TEST_CASE("manifest: a retiring certificate's end comes back") {
    bundle::Manifest manifest = test::sample_package().manifest;
    manifest.certificates[0].role = trust::Role::retiring;
    manifest.certificates[0].until = core::parse_utc_time("2027-01-02T03:04:05Z").value();
    const auto read = bundle::parse_manifest(bundle::serialize_manifest(manifest));
    REQUIRE(read.has_value());
    CHECK(read->certificates[0].until == manifest.certificates[0].until);
}

TEST_CASE("manifest: a fault is told with the field it is in") {
    Json json = sample_json();
    SECTION("a missing field") {
        json["data"].erase("slug");
        CHECK(refusal_of(json) == "field data.slug is missing");
    }
    SECTION("a field of another type") {
        json["data"]["certificates"][1]["sha1"] = 7;
        CHECK(refusal_of(json).find("field data.certificates[1].sha1") == 0);
    }
    SECTION("lower-case hex") {
        json["data"]["certificates"][0]["sha1"] = "b2b88a23bdef8f93945cfa36f907bca28be3c864";
        CHECK(refusal_of(json).find("field data.certificates[0].sha1") == 0);
    }
    SECTION("a field nobody knows") {
        json["data"]["options"]["more"] = true;
        CHECK(refusal_of(json) == "field data.options.more is not one of this version");
    }
    SECTION("another kind") {
        json["kind"] = "check";
        CHECK(refusal_of(json).find("field kind") == 0);
    }
    SECTION("a newer version") {
        json["schema_version"] = 2;
        CHECK(refusal_of(json).find("field schema_version") == 0);
    }
    SECTION("revision 0, negative, huge, fractional") {
        for (const Json& wrong : {Json(0), Json(-1), Json(65536), Json(1.5), Json("1")}) {
            json["data"]["revision"] = wrong;
            CHECK(refusal_of(json).find("field data.revision") == 0);
        }
    }
    SECTION("a time in another form") {
        json["generated_at"] = "2026-11-22";
        CHECK(refusal_of(json).find("field generated_at") == 0);
    }
    SECTION("a store, role, scope, severity that does not exist") {
        json["data"]["certificates"][0]["store"] = "Everything";
        CHECK(refusal_of(json).find("field data.certificates[0].store") == 0);
    }
    SECTION("a path that leaves the package") {
        json["data"]["artefacts"][0]["path"] = "../../etc/passwd";
        CHECK(refusal_of(json).find("field data.artefacts[0].path") == 0);
    }
    SECTION("a slug that is a path") {
        for (const char* wrong : {"", "..", "a/b", "A", "a b", "\\\\server\\share"}) {
            json["data"]["slug"] = wrong;
            CHECK(refusal_of(json).find("field data.slug") == 0);
        }
    }
    SECTION("a file named twice") {
        json["data"]["artefacts"].push_back(json["data"]["artefacts"].back());
        CHECK(refusal_of(json).find("field data.artefacts") == 0);
    }
    SECTION("more certificates than a package may have") {
        for (int i = 0; i < 1024; ++i) json["data"]["certificates"].push_back(json["data"]["certificates"][0]);
        CHECK(refusal_of(json).find("field data.certificates") == 0);
    }
}

TEST_CASE("manifest: what is no manifest at all is refused") {
    for (const std::string_view text : {"", "{", "[]", "null", "7", "{}", "\xFF\xFE{", "{\"schema_version\":1}{}"}) {
        INFO(text);
        CHECK_FALSE(bundle::parse_manifest(core::as_bytes(text)).has_value());
    }
    CHECK_FALSE(bundle::parse_manifest(core::Bytes(std::size_t{5} << 20U, ' ')).has_value());
}

TEST_CASE("manifest: a hundred thousand brackets do not exhaust the stack") {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    CHECK_FALSE(bundle::parse_manifest(core::as_bytes(deep)).has_value());
    std::string nested = "{\"kind\":";
    for (int i = 0; i < 50'000; ++i) nested += "{\"a\":";
    CHECK_FALSE(bundle::parse_manifest(core::as_bytes(nested)).has_value());
}

TEST_CASE("manifest: the policy of a package is the one it was made from") {
    const trust::TrustPolicy policy = test::sample_policy();
    const bundle::Package package = test::sample_package();
    const auto read = bundle::policy_of(package.manifest, package.files);
    REQUIRE(read.has_value());
    CHECK(trust::content_digest(*read) == trust::content_digest(policy));
    CHECK(read->comment == policy.comment);
    CHECK(read->certificates[0].certificate == policy.certificates[0].certificate);
}

TEST_CASE("manifest: a certificate that is missing or another one makes no policy") {
    bundle::Package package = test::sample_package();
    const std::string path = "certificates/" + core::to_hex(package.manifest.certificates[0].sha1) + ".cer";
    SECTION("missing") { package.files.erase(core::RelativePath::of(path)); }
    SECTION("another one") { test::put(package.files, path, test::sample_certificate("web.cer").der()); }
    SECTION("damaged") { test::put(package.files, path, "no certificate"); }
    const auto read = bundle::policy_of(package.manifest, package.files);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().text().find(path) != std::string::npos);
}

TEST_CASE("manifest: eighty thousand names in one object are refused at once") {
    std::string json = "{";
    for (int i = 0; i < 80'000; ++i) json += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    json += "}";
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(bundle::parse_manifest(core::as_bytes(json)).has_value());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}
