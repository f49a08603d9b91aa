// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// One row per rule and fault, with the certificate that has it, and one per certificate that just does not. The commands that made them are in
// tests/data/certificate: make-fixtures.sh and, for those in rules/, make-rule-fixtures.sh.
#include <algorithm>
#include <set>
#include <sstream>

#include "fixtures.hpp"
#include "gpotrust/certificate/assess.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using certificate::AssessmentOptions;
using certificate::ServerRole;
using certificate::Usage;
using core::Severity;

namespace {

AssessmentOptions at(const char* now) { return {.now = core::parse_utc_time(now).value()}; }

const AssessmentOptions k_plain = at("2026-11-22T15:10:00Z");

AssessmentOptions wanted_for(Usage usage) {
    AssessmentOptions options = k_plain;
    options.usages = {usage};
    return options;
}

AssessmentOptions named(std::vector<std::string> names) {
    AssessmentOptions options = k_plain;
    options.names = std::move(names);
    return options;
}

AssessmentOptions client_access(std::vector<std::string> published = {}, std::vector<std::string> domains = {"contoso.com"}) {
    AssessmentOptions options = k_plain;
    options.checklist = {{ServerRole::client_access}, "exch01.contoso.com", std::move(published), std::move(domains)};
    return options;
}

AssessmentOptions required(AssessmentOptions options) {
    options.require_names = true;
    return options;
}

struct Fault {
    const char* file;
    const char* code;
    Severity severity;
    const char* says = "";  ///< what the message must name
    AssessmentOptions options = k_plain;
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> rows = {
        {"indefinite.cer", "CERT_PARSE", Severity::error},
        {"boolean.cer", "CERT_PARSE", Severity::error},
        {"san_broken.cer", "CERT_PARSE", Severity::error},
        {"no_time.cer", "CERT_PARSE", Severity::error},
        {"version1.cer", "CERT_VERSION", Severity::warning},
        {"duplicate.cer", "CERT_EXT_DUPLICATE", Severity::error, "2.5.29.17"},
        {"rules/unique_id.cer", "CERT_UNIQUE_ID", Severity::warning},
        {"unknown_critical.cer", "CERT_EXT_UNKNOWN_CRITICAL", Severity::error, "1.2.3.4.5.6"},
        {"rules/serial_negative.cer", "CERT_SERIAL_NEGATIVE", Severity::warning},
        {"rules/serial_zero.cer", "CERT_SERIAL_ZERO", Severity::warning},
        {"rules/serial_20_high_bit.cer", "CERT_SERIAL_LONG", Severity::warning, "21 octets"},
        {"rules/serial_21.cer", "CERT_SERIAL_LONG", Severity::warning, "21 octets"},
        {"rules/name_t61.cer", "CERT_NAME_STRING", Severity::warning, "CN of the subject is a T61String"},
        {"rules/name_bmp.cer", "CERT_NAME_STRING", Severity::warning, "CN of the subject is a BMPString"},
        {"rules/name_control.cer", "CERT_NAME_STRING", Severity::warning, "CN of the subject holds a control character"},
        {"rules/name_nul.cer", "CERT_NAME_STRING", Severity::warning, "control character", wanted_for(Usage::code_signing)},
        {"rules/subject_empty.cer", "CERT_SUBJECT_EMPTY", Severity::warning, "no critical subjectAltName"},
        {"rules/subject_empty_critical.cer", "CERT_SUBJECT_EMPTY", Severity::warning},
        {"issued.cer", "CERT_NOT_SELF_ISSUED", Severity::error, "CN=Lab CA"},
        {"badsig.cer", "CERT_SELF_SIG_INVALID", Severity::error},
        {"sigalg_unknown.cer", "CERT_SELF_SIG_UNVERIFIABLE", Severity::error},
        {"sigalg_mismatch.cer", "CERT_SIGALG_MISMATCH", Severity::error},
        {"md5.cer", "CERT_SIG_MD5", Severity::error},
        {"sha1.cer", "CERT_SIG_SHA1", Severity::warning},
        {"rsa512.cer", "CERT_KEY_RSA_TOO_SMALL", Severity::error},
        {"rsa1024.cer", "CERT_KEY_RSA_WEAK", Severity::warning},
        {"rules/modulus_even.cer", "CERT_KEY_RSA_PARAMS", Severity::error, "modulus is even"},
        {"rules/primes_equal.cer", "CERT_KEY_RSA_PARAMS", Severity::error, "primes"},
        {"rules/primes_adjacent.cer", "CERT_KEY_RSA_PARAMS", Severity::error, "primes"},
        {"rules/primes_50_steps.cer", "CERT_KEY_RSA_PARAMS", Severity::error, "primes"},
        {"rules/exponent_1.cer", "CERT_KEY_RSA_PARAMS", Severity::error, "exponent is 1"},
        {"rules/exponent_2.cer", "CERT_KEY_RSA_PARAMS", Severity::error, "exponent is even"},
        {"rules/exponent_3.cer", "CERT_KEY_RSA_PARAMS", Severity::warning, "exponent 3"},
        {"rules/exponent_257_bits.cer", "CERT_KEY_RSA_PARAMS", Severity::warning, "257 bits"},
        {"P-521.cer", "CERT_KEY_CURVE", Severity::warning, "Chrome"},
        {"brainpoolP256r1.cer", "CERT_KEY_CURVE", Severity::warning},
        {"explicit.cer", "CERT_KEY_CURVE", Severity::warning, "explicit parameters"},
        {"prime192v1.cer", "CERT_KEY_CURVE", Severity::error},
        {"rules/secp224r1.cer", "CERT_KEY_CURVE", Severity::warning, "P-224"},
        {"rules/secp256k1.cer", "CERT_KEY_CURVE", Severity::warning, "secp256k1"},
        {"ed25519.cer", "CERT_KEY_TYPE", Severity::error, "Ed25519"},
        {"rules/ed448.cer", "CERT_KEY_TYPE", Severity::error, "Ed448"},
        {"rules/x25519.cer", "CERT_KEY_TYPE", Severity::error, "X25519"},
        {"rules/dsa.cer", "CERT_KEY_TYPE", Severity::error, "DSA 2048"},
        {"rules/rsa_pss.cer", "CERT_KEY_TYPE", Severity::error, "RSA-PSS 2048"},
        {"rules/rsa_oaep.cer", "CERT_KEY_TYPE", Severity::error, "rsaesOaep"},
        {"reversed.cer", "CERT_VALIDITY_ORDER", Severity::error},
        {"rules/sound.cer", "CERT_NOT_YET_VALID", Severity::error, "2026-11-01", at("2026-10-31T23:54:59Z")},
        {"rules/sound.cer", "CERT_EXPIRED", Severity::error, "2027-11-01", at("2027-11-01T00:00:01Z")},
        {"rules/sound.cer", "CERT_EXPIRING", Severity::info, "59 days", at("2027-09-02T00:00:01Z")},
        {"rules/sound.cer", "CERT_EXPIRING", Severity::info, "30 days", at("2027-10-02T00:00:00Z")},
        {"rules/sound.cer", "CERT_EXPIRING", Severity::warning, "29 days", at("2027-10-02T00:00:01Z")},
        {"rules/time_generalized.cer", "CERT_TIME_ENCODING", Severity::warning, "notAfter 20271101000000Z is a GeneralizedTime before 2050"},
        {"rules/time_no_seconds.cer", "CERT_TIME_ENCODING", Severity::warning, "notAfter 2711010000Z has no seconds"},
        {"rules/time_offset.cer", "CERT_TIME_ENCODING", Severity::warning, "is not in UTC"},
        {"no_end.cer", "CERT_NO_EXPIRY", Severity::warning},
        {"rules/days399.cer", "CERT_VALIDITY_LONG", Severity::info, "399 days"},
        {"rules/days825.cer", "CERT_VALIDITY_LONG", Severity::info, "825 days"},
        {"days826.cer", "CERT_VALIDITY_LONG", Severity::warning, "826 days"},
        {"ca_pathlen.cer", "CERT_BC_CA", Severity::error},
        {"cert_sign.cer", "CERT_BC_CA", Severity::error, "keyCertSign"},
        {"ca.cer", "CERT_BC_CA_UNCONSTRAINED", Severity::error},
        {"bare.cer", "CERT_BC_MISSING", Severity::info},
        {"bare.cer", "CERT_KU_MISSING", Severity::info},
        {"key_agreement.cer", "CERT_KU_NO_DIGSIG", Severity::warning},
        {"key_agreement.cer", "CERT_KU_NO_KEYENC", Severity::info},
        {"rules/ku_empty.cer", "CERT_KU_ENCODING", Severity::warning, "no usage"},
        {"rules/ku_zero.cer", "CERT_KU_ENCODING", Severity::warning, "no usage"},
        {"rules/ku_superfluous.cer", "CERT_KU_ENCODING", Severity::warning, "superfluous"},
        {"rules/ku_unused_set.cer", "CERT_KU_ENCODING", Severity::warning, "do not count"},
        {"client_eku.cer", "CERT_EKU_NO_SERVERAUTH", Severity::error},
        {"bare.cer", "CERT_EKU_MISSING", Severity::info},
        {"any_eku.cer", "CERT_EKU_ANY", Severity::warning},
        {"code_signing.cer", "CERT_EKU_CODESIGN", Severity::warning, "codeSigning"},
        {"rules/sound.cer", "CERT_EKU_NO_USAGE", Severity::error, "codeSigning", wanted_for(Usage::code_signing)},
        {"rules/eku_none.cer", "CERT_EKU_NO_USAGE", Severity::error, "codeSigning", wanted_for(Usage::code_signing)},
        {"rules/eku_any.cer", "CERT_EKU_NO_USAGE", Severity::error, "codeSigning", wanted_for(Usage::code_signing)},
        {"rules/sound.cer", "CERT_EKU_NO_USAGE", Severity::error, "clientAuth", wanted_for(Usage::tls_client)},
        {"rules/sound.cer", "CERT_EKU_NO_USAGE", Severity::error, "Encrypting File System", wanted_for(Usage::file_encryption)},
        {"bare.cer", "CERT_SAN_MISSING", Severity::error},
        {"san_empty.cer", "CERT_SAN_EMPTY", Severity::error},
        {"cn_elsewhere.cer", "CERT_CN_NOT_IN_SAN", Severity::warning, "EXCH09"},
        {"rules/san_duplicate.cer", "CERT_SAN_DUPLICATE", Severity::info, "MAIL.contoso.com"},
        {"rules/san_utf8.cer", "CERT_SAN_NOT_IA5", Severity::error, "m\xC3\xBCnchen.example"},
        {"rules/san_nul.cer", "CERT_SAN_NUL", Severity::error, "evil.example"},
        {"rules/name_nul.cer", "CERT_SAN_NUL", Severity::error, "the common name"},
        {"rules/san_blank.cer", "CERT_SAN_BAD_LABEL", Severity::warning, "\"mail server.contoso.com\""},
        {"rules/san_empty_label.cer", "CERT_SAN_BAD_LABEL", Severity::warning, "mail..contoso.com"},
        {"rules/san_hyphen.cer", "CERT_SAN_BAD_LABEL", Severity::warning, "-mail.contoso.com"},
        {"rules/san_label_64.cer", "CERT_SAN_TOO_LONG", Severity::warning},
        {"rules/san_name_254.cer", "CERT_SAN_TOO_LONG", Severity::warning},
        {"rules/san_underscore.cer", "CERT_SAN_UNDERSCORE", Severity::warning, "exch_01.contoso.com"},
        {"rules/san_netbios.cer", "CERT_SAN_INTERNAL", Severity::info, "EXCH01"},
        {"rules/san_local.cer", "CERT_SAN_INTERNAL", Severity::info, "exch01.contoso.local"},
        {"rules/san_address_as_dns.cer", "CERT_SAN_IP_AS_DNS", Severity::warning, "10.0.0.25"},
        {"rules/san_wildcard.cer", "CERT_SAN_WILDCARD", Severity::warning, "*.contoso.com"},
        {"rules/san_wildcard_tld.cer", "CERT_SAN_WILDCARD", Severity::error, "*.com"},
        {"rules/san_wildcard_bare.cer", "CERT_SAN_WILDCARD", Severity::error},
        {"rules/san_wildcard_partial.cer", "CERT_SAN_WILDCARD", Severity::error, "w*.contoso.com"},
        {"rules/san_wildcard_inner.cer", "CERT_SAN_WILDCARD", Severity::error, "mail.*.contoso.com"},
        {"rules/san_idn.cer", "CERT_SAN_IDN", Severity::warning, "xn--mnchen-3ya.example.com is m\xC3\xBCnchen.example.com"},
        {"rules/san_utf8.cer", "CERT_SAN_IDN", Severity::error, "m\xC3\xBCnchen.example is a U-label"},
        {"rules/san_latin1.cer", "CERT_SAN_NOT_IA5", Severity::error, "nchen.example"},
        {"rules/san_idn_bad.cer", "CERT_SAN_IDN", Severity::error, "xn--99999999.contoso.com"},
        {"rules/san_idn_ascii.cer", "CERT_SAN_IDN", Severity::error, "xn--abc-.contoso.com"},
        {"rules/san_address.cer", "CERT_SAN_IP", Severity::info, "10.0.0.25, 2001:db8::25"},
        {"rules/san_mask.cer", "CERT_SAN_IP", Severity::error, "10.0.0.0/255.0.0.0"},
        {"rules/san_mask_6.cer", "CERT_SAN_IP", Severity::error, "fe80::/ffc0::"},
        {"rules/san_five_octets.cer", "CERT_SAN_IP", Severity::error, "0A00000019"},
        {"rules/sound.cer", "CERT_NAME_MISMATCH", Severity::error, "owa.contoso.com", named({"mail.contoso.com", "owa.contoso.com"})},
        {"rules/san_address_as_dns.cer", "CERT_NAME_MISMATCH", Severity::error, "10.0.0.25", named({"10.0.0.25"})},
        {"bare.cer", "CERT_NAME_MISMATCH", Severity::error, "EXCH01", named({"EXCH01"})},
        {"rules/san_wildcard.cer", "CERT_NAME_MISMATCH", Severity::error, "a.b.contoso.com", named({"a.b.contoso.com"})},
        {"rules/san_wildcard_tld.cer", "CERT_NAME_MISMATCH", Severity::error, "fabrikam.com", named({"fabrikam.com"})},
        {"rules/sound.cer", "ROLE_NAME_MISSING", Severity::warning, "exch01.contoso.com, exch01, autodiscover.contoso.com", client_access()},
        {"rules/sound.cer", "ROLE_NAME_MISSING", Severity::error, "exch01.contoso.com", required(client_access())},
        {"rules/exchange.cer", "ROLE_NAME_MISSING", Severity::warning, "autodiscover.fabrikam.com",
         client_access({}, {"contoso.com", "fabrikam.com"})},
        {"ok.cer", "ROLE_NAME_MISSING", Severity::warning, "the common name is EXCH01", client_access({"mail.contoso.com"})},
        {"rules/exchange.cer", "ROLE_SELF_SIGNED_UNSUPPORTED", Severity::error, "mail.contoso.com", client_access({"mail.contoso.com"})},
    };
    return rows;
}

/// Certificates that stop just short of a fault.
const std::vector<Fault>& near_misses() {
    static const std::vector<Fault> rows = {
        {"rules/sound.cer", "CERT_UNIQUE_ID", {}},
        {"rules/serial_20.cer", "CERT_SERIAL_LONG", {}},
        {"rules/serial_negative.cer", "CERT_SERIAL_ZERO", {}},
        {"rules/name_printable.cer", "CERT_NAME_STRING", {}},
        {"rules/name_nul.cer", "CERT_NAME_STRING", {}},
        {"rules/name_nul.cer", "CERT_CN_NOT_IN_SAN", {}},
        {"cn_elsewhere.cer", "CERT_NAME_STRING", {}},
        {"rsa1024.cer", "CERT_KEY_RSA_TOO_SMALL", {}},
        {"ok.cer", "CERT_KEY_RSA_WEAK", {}},
        {"rules/primes_200_steps.cer", "CERT_KEY_RSA_PARAMS", {}},
        {"rules/exponent_256_bits.cer", "CERT_KEY_RSA_PARAMS", {}},
        {"ok.cer", "CERT_KEY_RSA_PARAMS", {}},
        {"P-256.cer", "CERT_KEY_CURVE", {}},
        {"rules/days398.cer", "CERT_VALIDITY_LONG", {}},
        {"rules/sound.cer", "CERT_NOT_YET_VALID", {}, "", at("2026-10-31T23:55:00Z")},
        {"rules/sound.cer", "CERT_EXPIRED", {}, "", at("2027-11-01T00:00:00Z")},
        {"rules/sound.cer", "CERT_EXPIRING", {}, "", at("2027-09-02T00:00:00Z")},
        {"rules/until_2049.cer", "CERT_TIME_ENCODING", {}},
        {"rules/until_2050.cer", "CERT_TIME_ENCODING", {}},
        {"rules/ku_two_octets.cer", "CERT_KU_ENCODING", {}},
        {"rules/eku_code.cer", "CERT_EKU_NO_USAGE", {}, "", wanted_for(Usage::code_signing)},
        {"rules/eku_client.cer", "CERT_EKU_NO_USAGE", {}, "", wanted_for(Usage::tls_client)},
        {"rules/eku_any.cer", "CERT_EKU_NO_USAGE", {}, "", wanted_for(Usage::tls_client)},
        {"rules/eku_none.cer", "CERT_EKU_NO_USAGE", {}, "", wanted_for(Usage::tls_client)},
        {"rules/eku_efs.cer", "CERT_EKU_NO_USAGE", {}, "", wanted_for(Usage::file_encryption)},
        {"rules/exchange.cer", "CERT_SAN_DUPLICATE", {}},
        {"san_kinds.cer", "CERT_SAN_DUPLICATE", {}},
        {"rules/san_label_63.cer", "CERT_SAN_TOO_LONG", {}},
        {"rules/san_name_253.cer", "CERT_SAN_TOO_LONG", {}},
        {"rules/san_inner_hyphen.cer", "CERT_SAN_BAD_LABEL", {}},
        {"rules/san_underscore.cer", "CERT_SAN_BAD_LABEL", {}},
        {"rules/san_wildcard.cer", "CERT_SAN_BAD_LABEL", {}},
        {"rules/sound.cer", "CERT_SAN_INTERNAL", {}},
        {"rules/san_address_as_dns.cer", "CERT_SAN_INTERNAL", {}},
        {"rules/san_latin1.cer", "CERT_SAN_IDN", {}},
        {"rules/sound.cer", "CERT_NAME_MISMATCH", {}, "", named({"mail.contoso.com", "MAIL.Contoso.com."})},
        {"rules/san_wildcard.cer", "CERT_NAME_MISMATCH", {}, "", named({"owa.contoso.com"})},
        {"rules/san_address.cer", "CERT_NAME_MISMATCH", {}, "", named({"10.0.0.25", "2001:DB8:0:0::25", "[2001:db8::25]"})},
        {"rules/exchange.cer", "ROLE_NAME_MISSING", {}, "", client_access({"mail.contoso.com"})},
        {"rules/exchange.cer", "ROLE_SELF_SIGNED_UNSUPPORTED", {}, "", client_access()},
        {"issued.cer", "ROLE_SELF_SIGNED_UNSUPPORTED", {}, "", client_access({"mail.contoso.com"})},
    };
    return rows;
}

// OpenSSL 3.5 refuses times without seconds, 3.0 reads them: then the certificate is no certificate.
bool is_refused_time(const Fault& row) {
    if (row.file != std::string_view("rules/time_no_seconds.cer")) return false;
    const auto parsed = certificate::Certificate::parse(test::fixture(row.file));
    return !parsed && parsed.error().finding_code == "CERT_PARSE";
}

std::vector<core::Finding> found(const Fault& row) {
    std::vector<core::Finding> findings = certificate::assess(test::certificate_fixture(row.file), row.options);
    std::erase_if(findings, [&row](const core::Finding& finding) { return finding.code != row.code; });
    return findings;
}

}  // namespace

TEST_CASE("rules: each finds its fault, with the severity and the words of the fault") {
    for (const Fault& row : faults()) {
        INFO(row.file << " " << row.code);
        if (is_refused_time(row)) continue;
        const auto findings = found(row);
        REQUIRE_FALSE(findings.empty());
        const auto says_it = [&row](const core::Finding& finding) {
            return finding.severity == row.severity && finding.message.find(row.says) != std::string::npos;
        };
        INFO(findings.front().message);
        CHECK(std::any_of(findings.begin(), findings.end(), says_it));
    }
}

TEST_CASE("rules: none finds what just is not there") {
    for (const Fault& row : near_misses()) {
        INFO(row.file << " " << row.code);
        CHECK(found(row).empty());
    }
}

TEST_CASE("rules: no code without a certificate that has its fault") {
    std::set<std::string_view> covered;
    for (const Fault& row : faults()) covered.insert(row.code);
    for (const auto* check : certificate::checks()) {
        for (const auto& kind : check->kinds) {
            INFO(kind.code);
            CHECK(covered.count(kind.code) == 1);
        }
    }
}

TEST_CASE("rules: those about TLS servers are silent when the certificate is wanted for something else") {
    const std::vector<std::string> codes = {
        "CERT_SAN_MISSING",   "CERT_SAN_EMPTY",    "CERT_CN_NOT_IN_SAN",          "CERT_SAN_DUPLICATE", "CERT_SAN_NOT_IA5",
        "CERT_SAN_NUL",       "CERT_SAN_IDN",      "CERT_SAN_BAD_LABEL",          "CERT_SAN_TOO_LONG",  "CERT_SAN_UNDERSCORE",
        "CERT_SAN_WILDCARD",  "CERT_SAN_IP",       "CERT_SAN_IP_AS_DNS",          "CERT_SAN_INTERNAL",  "CERT_EKU_NO_SERVERAUTH",
        "CERT_EKU_MISSING",   "CERT_EKU_ANY",      "CERT_EKU_CODESIGN",           "CERT_KU_NO_DIGSIG",  "CERT_KU_NO_KEYENC",
        "CERT_NAME_MISMATCH", "ROLE_NAME_MISSING", "ROLE_SELF_SIGNED_UNSUPPORTED"};
    for (Fault row : faults()) {
        if (std::find(codes.begin(), codes.end(), row.code) == codes.end()) continue;
        INFO(row.file << " " << row.code);
        row.options.usages = {Usage::tls_client};
        CHECK(found(row).empty());
    }
}

TEST_CASE("rules: what is asked for twice is told once, as the greater fault") {
    AssessmentOptions options = client_access();
    options.names = {"exch01.contoso.com", "autodiscover.contoso.com", "exch01"};
    const auto findings = certificate::assess(test::certificate_fixture("rules/sound.cer"), options);
    const auto codes = test::codes(findings);
    CHECK(std::count(codes.begin(), codes.end(), "CERT_NAME_MISMATCH") == 1);
    CHECK(std::count(codes.begin(), codes.end(), "ROLE_NAME_MISSING") == 0);
}

TEST_CASE("rules: each Exchange role asks for its own names") {
    const auto missing = [](ServerRole role) {
        AssessmentOptions options = client_access();
        options.checklist.roles = {role};
        const auto findings = found({"rules/sound.cer", "ROLE_NAME_MISSING", {}, "", options});
        return findings.empty() ? std::string() : findings.front().message.substr(findings.front().message.find(": ") + 2);
    };
    CHECK(missing(ServerRole::client_access) == "exch01.contoso.com, exch01, autodiscover.contoso.com");
    CHECK(missing(ServerRole::hub_transport) == "exch01.contoso.com, contoso.com");
    CHECK(missing(ServerRole::edge_transport) == "exch01.contoso.com, contoso.com");
    CHECK(missing(ServerRole::unified_messaging) == "exch01.contoso.com");
}

TEST_CASE("rules: every code names the refusal it stands for") {
    using certificate::Refusal;
    CHECK(certificate::refusal_of("CERT_NOT_SELF_ISSUED") == Refusal::untrusted_issuer);
    CHECK(certificate::refusal_of("ROLE_SELF_SIGNED_UNSUPPORTED") == Refusal::untrusted_issuer);
    CHECK(certificate::refusal_of("CERT_EXPIRED") == Refusal::expired);
    CHECK(certificate::refusal_of("CERT_NAME_MISMATCH") == Refusal::name_mismatch);
    CHECK(certificate::refusal_of("CERT_SAN_MISSING") == Refusal::name_mismatch);
    CHECK(certificate::refusal_of("CERT_KEY_TYPE") == Refusal::fitness);
    CHECK_FALSE(certificate::refusal_of("KEY_MISMATCH").has_value());
}

TEST_CASE("rules: a certificate whose name cannot be decoded is told by that") {
    const auto parsed = certificate::Certificate::parse(test::fixture("rules/name_not_utf8.cer"));
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().finding_code == "CERT_NAME_STRING");
    CHECK(parsed.error().message.find("subject") != std::string::npos);
    const auto finding = certificate::finding_of(parsed.error());
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::error);
}

TEST_CASE("rules: thousands of names make one finding that can be read") {
    std::vector<std::string> names;
    for (int i = 0; i < 5000; ++i) names.push_back("host" + std::to_string(i) + ".fabrikam.com");
    const auto findings = found({"rules/sound.cer", "CERT_NAME_MISMATCH", {}, "", named(names)});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.find("and 4992 more") != std::string::npos);
}

namespace {

/// The commands of a hint.
std::vector<std::string> commands_in(const std::string& hint) {
    std::vector<std::string> commands;
    std::istringstream parts{hint};
    bool is_command = false;
    for (std::string part; std::getline(parts, part, '`'); is_command = !is_command) {
        if (is_command) commands.push_back(part);
    }
    return commands;
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream rest{text};
    for (std::string part; std::getline(rest, part, separator);) parts.push_back(part);
    return parts;
}

std::string between(const std::string& text, std::string_view start, std::string_view end) {
    const std::size_t at = text.find(start);
    if (at == std::string::npos) return {};
    const std::size_t from = at + start.size();
    return text.substr(from, text.find(end, from) - from);
}

/// The names that a certificate made by the command would carry, addresses with "IP:" before them, in the notation of each program.
std::vector<std::string> names_made_by(const std::string& command) {
    std::vector<std::string> names;
    for (std::string name : split(between(command + " ", "-DnsName ", " ") + between(command + " ", "-DomainName ", " "), ',')) {
        if (name.starts_with('\'')) name = name.substr(1, name.size() - 2);
        names.push_back(name);
    }
    for (const std::string& entry : split(between(command, "2.5.29.17={text}", "'"), '&'))
        names.push_back(entry.starts_with("DNS=") ? entry.substr(4) : "IP:" + between(entry + " ", "IPAddress=", " "));
    for (const std::string& entry : split(between(command, "subjectAltName=", "'"), ','))
        names.push_back(entry.starts_with("DNS:") ? entry.substr(4) : entry);
    return names;
}

struct WantedOf {
    Fault row;
    std::vector<std::string> names;  ///< as `openssl x509 -ext subjectAltName` prints them, without faulty ones, and what is asked for
};

}  // namespace

TEST_CASE("rules: the commands of a hint make a certificate with the names that are wanted") {
    using Names = std::vector<std::string>;
    const Names ok = {"EXCH01", "exch01.contoso.com", "autodiscover.contoso.com", "IP:10.0.0.25", "IP:2001:db8::1:0:0:25"};
    const std::vector<WantedOf> rows = {
        {{"ca_pathlen.cer", "CERT_BC_CA", {}}, ok},
        {{"sha1.cer", "CERT_SIG_SHA1", {}}, ok},
        {{"bare.cer", "CERT_SAN_MISSING", {}}, {"EXCH01"}},
        {{"san_empty.cer", "CERT_SAN_EMPTY", {}}, {"EXCH01"}},
        {{"cn_elsewhere.cer", "CERT_CN_NOT_IN_SAN", {}}, {"EXCH09", "mail.contoso.com"}},
        {{"rules/san_uri.cer", "CERT_SAN_EMPTY", {}}, {"mail.contoso.com"}},
        {{"rules/sound.cer", "CERT_NAME_MISMATCH", {}, "", named({"owa.contoso.com"})}, {"mail.contoso.com", "owa.contoso.com"}},
        {{"rules/sound.cer", "CERT_NAME_MISMATCH", {}, "", named({"10.0.0.7"})}, {"mail.contoso.com", "IP:10.0.0.7"}},
        {{"rules/sound.cer", "CERT_EXPIRED", {}, "", at("2028-01-01")}, {"mail.contoso.com"}},
        {{"rules/san_empty_label.cer", "CERT_SAN_BAD_LABEL", {}}, {"mail.contoso.com"}},
        {{"rules/san_blank.cer", "CERT_SAN_BAD_LABEL", {}}, {"mail.contoso.com"}},
        {{"rules/san_address_as_dns.cer", "CERT_SAN_IP_AS_DNS", {}}, {"mail.contoso.com", "IP:10.0.0.25"}},
        {{"rules/san_mask.cer", "CERT_SAN_IP", {}}, {"mail.contoso.com", "IP:10.0.0.0"}},
    };
    for (const WantedOf& wanted : rows) {
        INFO(wanted.row.file << " " << wanted.row.code);
        const auto commands = commands_in(found(wanted.row).at(0).hint);
        std::size_t number = 0;
        for (const std::string& command : commands) {
            if (command.starts_with("--accept") || command.starts_with("Get-ExchangeCertificate")) continue;
            INFO(command);
            CHECK(names_made_by(command) == wanted.names);
            ++number;
        }
        CHECK(number > 0);
    }
}

TEST_CASE("rules: a wildcard stays in the command, and a thumbprint is the certificate's own") {
    AssessmentOptions later = at("2028-01-01");
    const std::string wildcard = found({"rules/san_wildcard.cer", "CERT_EXPIRED", {}, "", later}).at(0).hint;
    CHECK(wildcard.find("-DnsName mail.contoso.com,'*.contoso.com'") != std::string::npos);
    const std::string renewal =
        "`Get-ExchangeCertificate -Thumbprint " + core::to_hex(test::certificate_fixture("rules/sound.cer").sha1()) + " | New-ExchangeCertificate";
    CHECK(found({"rules/sound.cer", "CERT_EXPIRED", {}, "", later}).at(0).hint.find(renewal) != std::string::npos);
    // A renewal would not have the name that is asked for.
    later.names = {"owa.contoso.com"};
    CHECK(found({"rules/sound.cer", "CERT_EXPIRED", {}, "", later}).at(0).hint.find("Get-ExchangeCertificate") == std::string::npos);
}

TEST_CASE("rules: a certificate for code signing is not re-created as one for TLS servers") {
    AssessmentOptions signing = at("2028-01-01");
    signing.usages = {Usage::code_signing};
    const auto commands = commands_in(found({"rules/eku_code.cer", "CERT_EXPIRED", {}, "", signing}).at(0).hint);
    REQUIRE(commands.size() == 1);
    CHECK(commands[0].find("-DnsName") == std::string::npos);
    CHECK(commands[0].find("2.5.29.37={text}1.3.6.1.5.5.7.3.3'") != std::string::npos);
    CHECK(commands[0].find("-Subject 'CN=mail.contoso.com'") != std::string::npos);
}

TEST_CASE("rules: a name that a shell could misread does not get into a command, and without names there is none") {
    const auto findings = found({"rules/san_blank.cer", "CERT_SAN_BAD_LABEL", {}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].hint.find("mail server") == std::string::npos);
    // "$(Stop-Computer).contoso.com" alone, by make-rule-fixtures.sh.
    const auto hostile = found({"rules/san_command.cer", "CERT_SAN_BAD_LABEL", {}});
    REQUIRE(hostile.size() == 1);
    CHECK(hostile[0].hint == "re-create it with the names as clients type them, without the faulty ones");
}

TEST_CASE("rules: a subjectAltName without names and addresses is a fault for TLS servers, for Exchange's own clients a lesser one") {
    AssessmentOptions options = k_plain;
    CHECK(found({"rules/san_uri.cer", "CERT_SAN_EMPTY", {}, "", options}).at(0).severity == Severity::error);
    options.profile = certificate::Profile::legacy_exchange;
    CHECK(found({"rules/san_uri.cer", "CERT_SAN_EMPTY", {}, "", options}).at(0).severity == Severity::warning);
}

TEST_CASE("rules: however many common names are not among the alternative names, it is one finding") {
    const auto findings = found({"rules/common_names.cer", "CERT_CN_NOT_IN_SAN", {}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.ends_with(": n0, n1, n2, n3, n4, n5, n6, n7 and 2 more"));
}

TEST_CASE("rules: an authority that goes into Root or CA is not blamed for being one") {
    AssessmentOptions options = k_plain;
    options.usages.clear();
    CHECK(found({"ca.cer", "CERT_BC_CA_UNCONSTRAINED", {}, "", options}).at(0).severity == Severity::error);
    options.as_authority = true;
    CHECK(found({"ca.cer", "CERT_BC_CA_UNCONSTRAINED", {}, "", options}).at(0).severity == Severity::info);
    CHECK(found({"ca_pathlen.cer", "CERT_BC_CA", {}, "", options}).at(0).severity == Severity::info);
    // What was issued and is no CA has no place there.
    CHECK(found({"issued.cer", "CERT_NOT_SELF_ISSUED", {}, "", options}).at(0).severity == Severity::error);
}

TEST_CASE("rules: the commands in hints have only parameters that exist") {
    // MicrosoftDocs/windows-powershell-docs New-SelfSignedCertificate.md, MicrosoftDocs/office-docs-powershell New-ExchangeCertificate.md and
    // Get-ExchangeCertificate.md; openssl-req(1).
    const std::set<std::string, std::less<>> known = {"-DnsName",
                                                      "-Subject",
                                                      "-KeyAlgorithm",
                                                      "-KeyLength",
                                                      "-HashAlgorithm",
                                                      "-KeyUsage",
                                                      "-NotAfter",
                                                      "-TextExtension",
                                                      "-Type",
                                                      "-CurveExport",
                                                      "-DomainName",
                                                      "-SubjectName",
                                                      "-KeySize",
                                                      "-GenerateRequest",
                                                      "-RequestFile",
                                                      "-IncludeServerFQDN",
                                                      "-IncludeServerNetBIOSName",
                                                      "-IncludeAutoDiscover",
                                                      "-IncludeAcceptedDomains",
                                                      "-PrivateKeyExportable",
                                                      "-Thumbprint",
                                                      "-x509",
                                                      "-newkey",
                                                      "-nodes",
                                                      "-keyout",
                                                      "-out",
                                                      "-days",
                                                      "-subj",
                                                      "-addext",
                                                      "-pkeyopt",
                                                      "-sha256"};
    for (const auto* check : certificate::checks()) {
        for (const auto& kind : check->kinds) {
            INFO(kind.code << ": " << kind.hint);
            std::istringstream words{std::string(kind.hint)};
            for (std::string word; words >> word;) {
                if (word.front() != '-' || word.starts_with("--")) continue;
                word.erase(word.find_last_not_of("),;:`") + 1);
                CHECK(known.count(word) == 1);
            }
        }
    }
}
