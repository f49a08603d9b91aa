// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "gpotrust/audit/inspect.hpp"
#include "sample.hpp"

using namespace gpotrust;
using Json = nlohmann::ordered_json;

namespace {

const report::JsonEnvelope k_envelope{"1.2.3", test::sample_time()};

template <class Outcome>
Json parsed(const Outcome& outcome) {
    return Json::parse(report::to_json(outcome, k_envelope));
}

report::CheckOutcome checked(const std::string& name) {
    report::CheckOutcome outcome;
    outcome.exports.push_back(test::sample_export(name));
    return outcome;
}

}  // namespace

TEST_CASE("json: the envelope has its fields in order and ends with a line feed") {
    const std::string text = report::to_json(checked("mail.cer"), k_envelope);
    CHECK(
        text.starts_with("{\n  \"schema_version\": 1,\n  \"kind\": \"check\",\n  \"tool_version\": \"1.2.3\",\n  \"generated_at\": "
                         "\"2026-06-01T00:00:00Z\",\n  \"data\": {"));
    CHECK(text.ends_with("}\n"));
}

TEST_CASE("json: a certificate says what openssl says") {
    // openssl x509 -in mail.cer -inform DER -noout -subject -dates -nameopt RFC2253; see tests/data/cli/make-fixtures.sh
    const Json certificate = parsed(checked("mail.cer"))["data"]["exports"][0]["certificates"][0];
    CHECK(certificate["subject"] == "CN=mail.contoso.test,O=Contoso");
    CHECK(certificate["issuer"] == certificate["subject"]);
    CHECK(certificate["not_before"] == "2026-01-01T00:00:00Z");
    CHECK(certificate["not_after"] == "2027-01-01T00:00:00Z");
    CHECK(certificate["names"] == Json({"mail.contoso.test", "autodiscover.contoso.test", "MAIL01"}));
    CHECK(certificate["self_signed"] == true);
    CHECK(certificate["key"] == "RSA 2048");
    CHECK(certificate["sha1"].get<std::string>().size() == 40);
}

TEST_CASE("json: only ASCII leaves, and hostile names come back whole") {
    const std::string text = report::to_json(checked("hostile.cer"), k_envelope);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }));
    CHECK(test::contains(text, "\\u202e"));
    const Json json = Json::parse(text);
    CHECK(test::contains(json["data"]["exports"][0]["certificates"][0]["subject"].get<std::string>(), "\xE2\x80\xAEtset.live"));
}

TEST_CASE("json: a path that is no UTF-8 does not end the program") {
    report::CheckOutcome outcome = checked("mail.cer");
    outcome.exports[0].path = "/x/\xFF.cer";
    CHECK(parsed(outcome)["data"]["exports"][0]["path"] == "/x/\xEF\xBF\xBD.cer");
}

TEST_CASE("json: findings of chosen certificates stand with their thumbprint among the export's") {
    report::CheckOutcome outcome = checked("mail.cer");
    report::AssessedExport& assessed = outcome.exports[0];
    assessed.certificates.push_back(
        {{test::sample_certificate("intranet.cer"), certificate::KeyEvidence::not_provable, "", {}}, {test::sample_finding()}, false});
    assessed.certificates[0].findings.push_back(test::sample_finding(core::Severity::warning));
    Json findings = parsed(outcome)["data"]["exports"][0]["findings"];
    REQUIRE(findings.size() == 1);
    CHECK(findings[0]["severity"] == "warning");
    CHECK(findings[0]["certificate"] == core::to_hex(test::sample_certificate().sha1()));
    assessed.certificates[0].selected = false;
    CHECK(parsed(outcome)["data"]["exports"][0]["findings"].size() == 2);
}

TEST_CASE("json: an unreadable export has an error, no kind and no evidence") {
    report::CheckOutcome outcome;
    outcome.exports.push_back({});
    outcome.exports[0].path = "/x/a.pfx";
    outcome.exports[0].error = core::Error{core::ErrorCode::wrong_password, "wrong password", "", {}};
    const Json json = parsed(outcome)["data"]["exports"][0];
    CHECK(json["verdict"] == "unreadable");
    CHECK(json["kind"].is_null());
    CHECK(json["key_evidence"].is_null());
    CHECK(json["error"]["code"] == "wrong_password");
    CHECK(json["certificates"].empty());
}

TEST_CASE("json: a package has integer revision, role and store of certificates, and artefacts by absolute path") {
    const Json package = parsed(test::sample_package())["data"]["packages"][0];
    CHECK(package["revision"] == 2);
    CHECK(package["certificates"][0]["role"] == "current");
    CHECK(package["certificates"][0]["store"] == "TrustedPeople");
    CHECK(package["certificates"][0]["key_evidence"] == "proven");
#ifndef _WIN32
    CHECK(package["artefacts"][0]["path"] == "/estate/packages/trust-mail/r0002/gpo-backup/manifest.xml");
#endif
    CHECK(package["findings"][0]["code"] == "CERT_EXAMPLE");
    CHECK(package["gpo_guid"] == "{00000000-0000-0000-0000-000000000000}");
}

TEST_CASE("json: settings in file order with the value's name, stored certificates with store, scope and properties") {
    report::InspectOutcome outcome;
    outcome.items.push_back(audit::inspect_file("/x/User/registry.pol", test::data_file("cli/registry.pol"), {}));
    const Json item = parsed(outcome)["data"]["items"][0];
    CHECK(item["kind"] == "registry-policy");
    CHECK_FALSE(item.contains("error"));
    CHECK(
        item["settings"][1] ==
        Json::parse(R"({"scope":"user","key":"Software\\Policies\\Example","value":"Text; with ] marks","type":1,"type_name":"REG_SZ","size":12})"));
    CHECK(item["certificates"][0]["store"] == "TrustedPeople");
    CHECK(item["certificates"][0]["scope"] == "user");
    CHECK(item["certificates"][0]["properties"][1]["id"] == 2);
    CHECK(item["certificates"][0]["properties"][1]["foreign_metadata"] == true);
    CHECK(item["certificates"][0]["properties"][2]["text"] == "ADMIN-PC.contoso.test");
}

TEST_CASE("json: a failed verification is not verified") {
    report::VerifyOutcome outcome;
    outcome.path = "/x";
    CHECK(parsed(outcome)["data"]["verified"] == true);
    outcome.error = core::Error{core::ErrorCode::malformed_input, "no zip", "", {}};
    CHECK(parsed(outcome)["data"]["verified"] == false);
    CHECK(parsed(outcome)["data"]["package"].is_null());
}

TEST_CASE("json: an inspected export tells what is around it, usages, dropped properties, days left and findings with thumbprints") {
    report::InspectOutcome outcome;
    outcome.now = *core::parse_utc_time("2026-11-22");
    const auto open = [](core::BytesView file) { return certificate::open_export(file, nullptr); };
    for (const char* name : {"windows_store.sst", "nss.p12"})
        outcome.items.push_back(audit::inspect_file(name, test::data_file(std::string("certificate/") + name), open, outcome.now));
    const Json items = parsed(outcome)["data"]["items"];
    const Json& store = items[0];
    CHECK(store["kind"] == "sst");
    CHECK(store["outline"] == Json::parse(R"({"made_by":"Windows","armour":"binary","utf16":false,"protection":null,"protected_to":[]})"));
    const Json& certificate = store["certificates"][0];
    CHECK(certificate["days_left"] == 344);
    CHECK(certificate["ca"] == false);
    CHECK(certificate["key_usage"] == Json({"digital signature", "key encipherment"}));
    CHECK(certificate["extended_key_usage"] == Json::parse(R"([{"oid":"1.3.6.1.5.5.7.3.1","name":"TLS server"}])"));
    CHECK(certificate["dropped_properties"] == Json::parse(R"([{"id":2,"name":"KEY_PROV_INFO"}])"));
    CHECK(certificate["provenance"]["key_container"] == "te-3a1f9a5c-0000-4000-8000-000000000001");
    const auto& findings = store["findings"];
    CHECK(std::any_of(findings.begin(), findings.end(),
                      [&](const Json& one) { return one["code"] == "CERT_SAN_IP" && one["certificate"] == certificate["sha1"]; }));
    const Json& locked = items[1];
    CHECK(locked["error"]["finding_code"] == "PASSWORD_NEEDED");
    CHECK(locked["outline"]["made_by"] == "NSS (Firefox, pk12util)");
    CHECK(locked["outline"]["protection"] ==
          Json::parse(R"({"keys":["AES-256"],"certificates":["AES-128"],"iterations":600000,"mac":"SHA-256","mac_iterations":600000})"));
}
