// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/assess.hpp"

#include <algorithm>
#include <set>

#include "fixtures.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::AssessmentOptions;
using certificate::Profile;
using core::Severity;

namespace {

core::UtcTime at(const char* time) { return core::parse_utc_time(time).value(); }

AssessmentOptions options(Profile profile = Profile::standard, const char* now = "2026-11-22T15:10:00Z") {
    return {.now = at(now), .profile = profile};
}

std::vector<core::Finding> judge(const char* name, const AssessmentOptions& with = options()) {
    return certificate::assess(test::certificate_fixture(name), with);
}

const core::Finding* find(const std::vector<core::Finding>& findings, std::string_view code) {
    const auto found = std::find_if(findings.begin(), findings.end(), [code](const auto& finding) { return finding.code == code; });
    return found == findings.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("assess: a sound certificate draws no finding in any profile, and one of an Exchange server only tells what it serves") {
    for (const Profile profile : {Profile::standard, Profile::strict, Profile::legacy_exchange}) {
        CHECK(judge("rules/sound.cer", options(profile)).empty());
        for (const char* name : {"ok.cer", "P-256.cer", "P-384.cer", "rules/exchange.cer"})
            CHECK(test::codes(judge(name, options(profile))) == std::vector<std::string>{"CERT_SAN_INTERNAL", "CERT_SAN_IP"});
    }
}

TEST_CASE("assess: dates are judged against the given time") {
    const auto validity = [](const char* now) { return judge("rules/sound.cer", options(Profile::standard, now)); };  // 2026-11-01 to 2027-11-01
    CHECK(test::codes(validity("2026-10-31T23:54:00Z")) == std::vector<std::string>{"CERT_NOT_YET_VALID"});
    CHECK(validity("2026-10-31T23:56:00Z").empty());  // five minutes for clocks
    CHECK(validity("2027-09-02T00:00:00Z").empty());  // 60 days left
    const auto info = validity("2027-09-02T00:00:01Z");
    REQUIRE(test::codes(info) == std::vector<std::string>{"CERT_EXPIRING"});
    CHECK(info[0].severity == Severity::info);
    CHECK(info[0].message == "the certificate ends soon: 59 days left, until 2027-11-01");
    CHECK(validity("2027-10-02T00:00:00Z")[0].severity == Severity::info);
    CHECK(validity("2027-10-02T00:00:01Z")[0].severity == Severity::warning);
    CHECK(test::codes(validity("2027-11-01T00:00:00Z")) == std::vector<std::string>{"CERT_EXPIRING"});
    const auto expired = validity("2027-12-06T12:00:00Z");
    REQUIRE(test::codes(expired) == std::vector<std::string>{"CERT_EXPIRED"});
    CHECK(expired[0].message == "the certificate has expired: ended 35 days ago, on 2027-11-01");
}

TEST_CASE("assess: profiles move severities") {
    CHECK(judge("sha1.cer", options(Profile::strict))[0].severity == Severity::error);
    CHECK(judge("rsa1024.cer", options(Profile::strict))[0].severity == Severity::error);
    const auto legacy = judge("bare.cer", options(Profile::legacy_exchange));
    CHECK(find(legacy, "CERT_SAN_MISSING")->severity == Severity::warning);
}

TEST_CASE("assess: an unconstrained CA is one finding, not two") {
    const auto findings = judge("ca.cer");
    CHECK(find(findings, "CERT_BC_CA") == nullptr);
    CHECK(find(findings, "CERT_BC_CA_UNCONSTRAINED")->hint.find("--accept CERT_BC_CA_UNCONSTRAINED=") != std::string::npos);
    CHECK(find(judge("ca_pathlen.cer"), "CERT_BC_CA")->hint.find("basicConstraints=critical,CA:FALSE") != std::string::npos);
}

TEST_CASE("assess: the rules for TLS do not apply to other uses") {
    AssessmentOptions other = options();
    other.usages = {};
    CHECK(test::codes(judge("client_eku.cer", other)).empty());
    CHECK(test::codes(judge("bare.cer", other)) == std::vector<std::string>{"CERT_BC_MISSING", "CERT_KU_MISSING"});
}

TEST_CASE("assess: a certificate that does not parse or verify cannot be accepted, the rest can") {
    for (const auto* check : certificate::checks()) {
        for (const auto& kind : check->kinds) {
            INFO(kind.code);
            CHECK(kind.acceptable == (kind.code != "CERT_PARSE" && kind.code != "CERT_SELF_SIG_INVALID"));
        }
    }
}

TEST_CASE("checks: codes and ids are unique, texts are there") {
    std::set<std::string_view> codes;
    std::set<std::string_view> ids;
    for (const auto* check : certificate::checks()) {
        CHECK(ids.insert(check->id).second);
        CHECK_FALSE(check->description.empty());
        for (const auto& kind : check->kinds) {
            INFO(kind.code);
            CHECK(codes.insert(kind.code).second);
            CHECK((kind.code.starts_with("CERT_") || kind.code.starts_with("ROLE_")));
            CHECK_FALSE(kind.message.empty());
            CHECK(kind.message.back() != '.');
            if (kind.severity != Severity::info) CHECK_FALSE(kind.hint.empty());
        }
    }
}
