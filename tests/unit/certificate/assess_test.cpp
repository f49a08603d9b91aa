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

AssessmentOptions options(Profile profile = Profile::standard, const char* now = "2026-11-22T15:10:00Z") { return {.now = at(now), .profile = profile}; }

std::vector<core::Finding> judge(const char* name, const AssessmentOptions& with = options()) {
    return certificate::assess(test::certificate_fixture(name), with);
}

const core::Finding* find(const std::vector<core::Finding>& findings, std::string_view code) {
    const auto found = std::find_if(findings.begin(), findings.end(), [code](const auto& finding) { return finding.code == code; });
    return found == findings.end() ? nullptr : &*found;
}

struct Expectation {
    const char* file;
    const char* code;
    Severity severity;
};

}  // namespace

TEST_CASE("assess: a sound certificate draws no finding in any profile") {
    for (const Profile profile : {Profile::standard, Profile::strict, Profile::legacy_exchange}) {
        CHECK(judge("ok.cer", options(profile)).empty());
        CHECK(judge("P-256.cer", options(profile)).empty());
        CHECK(judge("P-384.cer", options(profile)).empty());
    }
}

TEST_CASE("assess: each rule finds its fault") {
    const std::vector<Expectation> expectations = {
        {"indefinite.cer", "CERT_PARSE", Severity::error},
        {"boolean.cer", "CERT_PARSE", Severity::error},
        {"san_broken.cer", "CERT_PARSE", Severity::error},
        {"no_time.cer", "CERT_PARSE", Severity::error},
        {"version1.cer", "CERT_VERSION", Severity::warning},
        {"duplicate.cer", "CERT_EXT_DUPLICATE", Severity::error},
        {"unknown_critical.cer", "CERT_EXT_UNKNOWN_CRITICAL", Severity::error},
        {"issued.cer", "CERT_NOT_SELF_ISSUED", Severity::error},
        {"badsig.cer", "CERT_SELF_SIG_INVALID", Severity::error},
        {"sigalg_unknown.cer", "CERT_SELF_SIG_UNVERIFIABLE", Severity::error},
        {"sigalg_mismatch.cer", "CERT_SIGALG_MISMATCH", Severity::error},
        {"md5.cer", "CERT_SIG_MD5", Severity::error},
        {"sha1.cer", "CERT_SIG_SHA1", Severity::warning},
        {"rsa512.cer", "CERT_KEY_RSA_TOO_SMALL", Severity::error},
        {"rsa1024.cer", "CERT_KEY_RSA_WEAK", Severity::warning},
        {"P-521.cer", "CERT_KEY_CURVE", Severity::warning},
        {"brainpoolP256r1.cer", "CERT_KEY_CURVE", Severity::warning},
        {"explicit.cer", "CERT_KEY_CURVE", Severity::warning},
        {"prime192v1.cer", "CERT_KEY_CURVE", Severity::error},
        {"ed25519.cer", "CERT_KEY_TYPE", Severity::error},
        {"reversed.cer", "CERT_VALIDITY_ORDER", Severity::error},
        {"no_end.cer", "CERT_NO_EXPIRY", Severity::warning},
        {"days400.cer", "CERT_VALIDITY_LONG", Severity::info},
        {"days826.cer", "CERT_VALIDITY_LONG", Severity::warning},
        {"ca_pathlen.cer", "CERT_BC_CA", Severity::error},
        {"cert_sign.cer", "CERT_BC_CA", Severity::error},
        {"ca.cer", "CERT_BC_CA_UNCONSTRAINED", Severity::error},
        {"bare.cer", "CERT_BC_MISSING", Severity::info},
        {"bare.cer", "CERT_KU_MISSING", Severity::info},
        {"key_agreement.cer", "CERT_KU_NO_DIGSIG", Severity::warning},
        {"key_agreement.cer", "CERT_KU_NO_KEYENC", Severity::info},
        {"client_eku.cer", "CERT_EKU_NO_SERVERAUTH", Severity::error},
        {"bare.cer", "CERT_EKU_MISSING", Severity::info},
        {"any_eku.cer", "CERT_EKU_ANY", Severity::warning},
        {"code_signing.cer", "CERT_EKU_CODESIGN", Severity::warning},
        {"bare.cer", "CERT_SAN_MISSING", Severity::error},
        {"san_empty.cer", "CERT_SAN_EMPTY", Severity::error},
        {"cn_elsewhere.cer", "CERT_CN_NOT_IN_SAN", Severity::warning},
    };
    std::set<std::string_view> covered{"CERT_NOT_YET_VALID", "CERT_EXPIRED", "CERT_EXPIRING"};  // the next case
    for (const auto& expectation : expectations) {
        INFO(expectation.file << " " << expectation.code);
        const auto findings = judge(expectation.file);
        const auto* finding = find(findings, expectation.code);
        REQUIRE(finding != nullptr);
        CHECK(finding->severity == expectation.severity);
        covered.insert(expectation.code);
    }
    for (const auto* check : certificate::checks()) {
        for (const auto& kind : check->kinds) {
            INFO(kind.code);
            CHECK(covered.count(kind.code) == 1);
        }
    }
}

TEST_CASE("assess: dates are judged against the given time") {
    const auto validity = [](const char* now) { return judge("ok.cer", options(Profile::standard, now)); };  // 2026-11-01 to 2027-11-01
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
            CHECK(kind.code.starts_with("CERT_"));
            CHECK_FALSE(kind.message.empty());
            CHECK(kind.message.back() != '.');
            if (kind.severity != Severity::info) CHECK_FALSE(kind.hint.empty());
        }
    }
}
