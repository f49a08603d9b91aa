// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/assess.hpp"
#include "sample.hpp"

using namespace gpotrust;
using test::contains;

namespace {

/// The screen of `check` for a fixture, judged by the real rules.
std::string screen(const std::string& name, const certificate::AssessmentOptions& options, const std::string& accepted = {},
                   const report::TextStyle& style = {false, 80}) {
    report::CheckOutcome outcome;
    outcome.exports.push_back(test::sample_export(name));
    report::AssessedCertificate& judged = outcome.exports[0].certificates[0];
    judged.findings = certificate::assess(judged.exported.certificate, options);
    for (core::Finding& finding : judged.findings) {
        if (finding.code == accepted) finding.accepted_because = "for now";
    }
    return report::to_text(outcome, options.now, style);
}

certificate::AssessmentOptions now() { return {.now = test::sample_time()}; }

}  // namespace

TEST_CASE("check text: each of the four refusals has a verdict, also where nothing is wrong") {
    const std::string text = screen("mail.cer", now());
    CHECK(contains(text, "    Untrusted issuer  no, once a policy trusts it: self-signed, and the\n"));
    CHECK(contains(text, "    Revoked           cannot be: a self-signed certificate has no revocation\n"));
    CHECK(contains(text, "    Expired           no: 214 days left, until 2027-01-01\n"));
    CHECK(contains(text, "    Name mismatch     not for mail.contoso.test, autodiscover.contoso.test,\n                      MAIL01\n"));
    CHECK(contains(text, "    Fitness           nothing against it\n"));
}

TEST_CASE("check text: findings stand under the refusal they cause, with code and hint") {
    const std::string expired = screen("expired.cer", now());
    const std::size_t heading = expired.find("    Expired           yes: 516 days ago, on 2025-01-01\n");
    REQUIRE(heading != std::string::npos);
    CHECK(expired.find("      error      CERT_EXPIRED: ", heading) < expired.find("    Name mismatch", heading));
    CHECK(expired.find("hint: make a new one", heading) < expired.find("    Name mismatch", heading));
    CHECK(contains(screen("future.cer", now()), "    Expired           not yet begun: not valid before 2027-01-01\n"));
    CHECK(contains(screen("issued.cer", now()), "    Untrusted issuer  yes: issued by "));
    CHECK(contains(screen("issued.cer", now()), "    Revoked           not known: only its CA can tell"));
    CHECK(contains(screen("authority.cer", now()), "    Fitness           1 error, 2 remarks\n      error      CERT_BC_CA"));
}

TEST_CASE("check text: a name that clients ask for and nothing serves is a name mismatch") {
    certificate::AssessmentOptions options = now();
    options.names = {"owa.contoso.test"};
    const std::string text = screen("mail.cer", options);
    CHECK(contains(text, "    Name mismatch     yes: its names are mail.contoso.test"));
    CHECK(contains(text, "CERT_NAME_MISMATCH: "));
    options.names = {"autodiscover.contoso.test"};
    CHECK(contains(screen("mail.cer", options), "    Name mismatch     not for mail.contoso.test"));
}

TEST_CASE("check text: a certificate without names is told by what is wanted of it") {
    CHECK(contains(screen("no-san.cer", now()), "    Name mismatch     yes: it serves no name\n"));
    certificate::AssessmentOptions options = now();
    options.profile = certificate::Profile::legacy_exchange;
    CHECK(contains(screen("no-san.cer", options), "    Name mismatch     yes for most clients: it serves no name\n"));
    options.usages = {certificate::Usage::tls_client};
    CHECK(contains(screen("no-san.cer", options), "    Name mismatch     no: it serves no name, and none is asked for\n"));
}

TEST_CASE("check text: what was accepted is still true") {
    CHECK(contains(screen("expired.cer", now(), "CERT_EXPIRED"), "    Expired           yes, and accepted: 516 days ago, on 2025-01-01\n"));
}

TEST_CASE("check text: the colour of a heading is that of its worst finding") {
    const std::string text = screen("expired.cer", now(), {}, {true, 80});
    CHECK(contains(text, "\x1b[31mExpired\x1b[0m"));
    CHECK(contains(text, "\x1b[32mUntrusted issuer\x1b[0m"));
    CHECK(contains(screen("expired.cer", now(), "CERT_EXPIRED", {true, 80}), "\x1b[33mExpired\x1b[0m"));
}

TEST_CASE("check text: no line of the headings is longer than the screen") {
    for (const char* name : {"mail.cer", "expired.cer", "no-san.cer", "issued.cer", "authority.cer", "unicode.cer", "hostile.cer"}) {
        const std::string text = screen(name, now());
        for (std::size_t at = text.find("Untrusted issuer"); at != std::string::npos && at < text.size();) {
            const std::size_t end = text.find('\n', at);
            INFO(text.substr(at, end - at));
            if (!test::is_command_line(std::string_view(text).substr(at, end - at)))
                CHECK(end - at <= 100);  // a word may be longer than its column; nothing here is
            at = end + 1;
        }
    }
}
