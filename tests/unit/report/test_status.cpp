// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "gpotrust/core/text.hpp"
#include "gpotrust/report/errors.hpp"
#include "report/status_words.hpp"
#include "sample_status.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using Json = nlohmann::ordered_json;

namespace {

std::string text_at(int columns) { return report::to_text(sample_status(), {false, columns}); }

}  // namespace

TEST_CASE("status text: the most urgent comes first, retired last") {
    const std::string text = text_at(100);
    CHECK(text.find("=HYPERLINK") < text.find("Trust mail"));
    CHECK(text.find("Trust mail") < text.find("Trust App Signer"));
    CHECK(text.find("Trust App Signer") < text.find("Trust past"));
    CHECK(has(text, "1 expired, 1 due, 1 ok, 1 retired"));
}

TEST_CASE("status text: columns are aligned and commands stand whole") {
    const auto lines = lines_of(text_at(100), "\n");
    const auto starting = [&](std::string_view start) {
        for (const std::string& line : lines)
            if (line.starts_with(start)) return line;
        return std::string();
    };
    CHECK(starting("STATE").find("ENDS") == starting("due").find("2027-01-01"));
    CHECK(starting("STATE").find("POLICY") == starting("due").find("Trust mail"));
    CHECK(starting("expired").find("2026-11-19") == starting("due").find("2027-01-01"));
    CHECK(has(text_at(100), "\n  next: gpotrust renew mail EXPORT\n"));
}

TEST_CASE("status text: what retires and what waits for its import is told") {
    const std::string text = text_at(200);
    CHECK(has(text, "app.contoso.com: retiring, leaves on 2026-12-24"));
    CHECK(has(text, "revision 3 waits for its import; 2 is the newest that was marked as imported"));
}

TEST_CASE("status text: no line is wider than the terminal but commands") {
    for (const int columns : {40, 60, 71, 72, 80, 120}) {
        for (const std::string& line : lines_of(text_at(columns), "\n")) {
            if (line.find("gpotrust renew") != std::string::npos || line.starts_with("/srv")) continue;
            INFO(columns << ": " << line);
            CHECK(line.size() <= static_cast<std::size_t>(columns));
        }
    }
}

TEST_CASE("status text: a name cannot reach the terminal with control characters") {
    const std::string text = report::to_text(outcome_of({policy("evil", "\x1b[2Jname", 1, {})}), {false, 80});
    CHECK_FALSE(has(text, "\x1b"));
}

TEST_CASE("status words: time left by whole days") {
    const auto left = [](const char* now) {
        const auto outcome = outcome_of({policy("a", "A", 1, {recorded("a", "current", "2026-01-01", "2027-01-01")})}, at(now));
        return report::time_left(outcome.trusts[0], outcome.now);
    };
    CHECK(left("2026-12-30") == "2 days left");
    CHECK(left("2026-12-31") == "1 day left");
    CHECK(left("2026-12-31T12:00:00Z") == "ends within a day");
    CHECK(left("2027-01-01T12:00:00Z") == "expired today");
    CHECK(left("2027-01-02T12:00:00Z") == "expired 1 day ago");
}

TEST_CASE("status words: the common name of a subject, with its escapes") {
    CHECK(report::common_name("O=Contoso, CN=mail.contoso.com") == "mail.contoso.com");
    CHECK(report::common_name("CN=a\\,b,O=c") == "a,b");
    CHECK(report::common_name("O=DCN=x") == "");
    CHECK(report::common_name("O=Contoso") == "");
    CHECK(report::common_name("CN=a+OU=b") == "a");
    CHECK(report::common_name("CN=\\") == "\\");
}

TEST_CASE("status words: urgent is the largest threshold within the window, else its half") {
    renewal::Schedule schedule;
    CHECK(report::urgent_days(schedule) == 30);
    schedule.thresholds = {120, 60};
    CHECK(report::urgent_days(schedule) == 30);
    schedule.renew_days = 90;
    CHECK(report::urgent_days(schedule) == 60);
    schedule.renew_days = 0;
    CHECK(report::urgent_days(schedule) == 0);
}

TEST_CASE("status json: a retired policy has nulls, an import its revision") {
    const Json data = Json::parse(report::to_json(sample_status(), {"1.2.3", at("2026-11-22")}))["data"];
    CHECK(data["counts"] == Json::parse(R"({"ok":1,"due":1,"expired":1,"retired":1})"));
    const Json& past = data["trusts"][3];
    CHECK(past["state"] == "retired");
    for (const char* field : {"not_after", "days_left", "renew_from", "threshold", "next_step", "imported"}) CHECK(past[field].is_null());
    CHECK(data["trusts"][0]["imported"]["revision"] == 2);
    CHECK(data["trusts"][0]["certificates"][0]["end"] == "2026-12-24T00:00:00Z");
    CHECK(data["trusts"][0]["certificates"][0]["counts"] == false);
    CHECK(data["trusts"][2]["days_left"] == -3);
}

TEST_CASE("status csv: quotes are doubled, formulas defused, lines end with CR LF") {
    const auto lines = lines_of(report::to_csv(sample_status()), "\r\n");
    REQUIRE(lines.size() == 5);
    CHECK(lines[2].starts_with("mail,\"Trust mail, \"\"inside\"\"; & <b>outside</b>\",contoso.com,{6D6D6D6D-"));
    CHECK(lines[3].starts_with("old,'=HYPERLINK(1),"));
    CHECK(has(lines[3], ",expired,2026-11-19T00:00:00Z,-3,"));
    CHECK(has(lines[4], ",retired,,,,,,,"));
}

TEST_CASE("status csv: a line end in a name stays in its row") {
    CHECK(lines_of(report::to_csv(outcome_of({policy("evil", "a\r\nb", 1, {})})), "\r\n").size() == 2);
}

TEST_CASE("status metrics: certificates that may end have no x509_cert_not_after") {
    const std::string metrics = report::to_metrics(sample_status(), "1.2.3");
    // date -u -d 2028-11-01 +%s; date -u -d 2026-12-24 +%s
    CHECK(has(
        metrics,
        "\nx509_cert_not_after{subject_CN=\"app.contoso.com\",slug=\"app\",gpo_name=\"Trust App Signer\",store=\"TrustedPeople\",role=\"current\","));
    CHECK(has(metrics, "} 1856649600\n"));
    CHECK(metrics.find("role=\"retiring\"") > metrics.find("# TYPE gpotrust_certificate_trusted_until_timestamp_seconds"));
    CHECK(has(metrics, "} 1798070400\n"));
    CHECK(has(metrics, "gpotrust_trust_state{slug=\"past\",gpo_name=\"Trust past\",domain=\"contoso.com\",state=\"retired\"} 1\n"));
    CHECK_FALSE(has(metrics, "gpotrust_trust_not_after_timestamp_seconds{slug=\"past\""));
    CHECK(has(metrics, "\ngpotrust_status_timestamp_seconds 1795305600\n"));
}

TEST_CASE("status metrics: quotes, backslashes and line ends of names are escaped, and no series stands twice") {
    auto outcome = outcome_of({policy("evil", "a\"b\\c\nd", 1,
                                      {recorded("a", "current", "2026-01-01", "2027-01-01"), recorded("a", "current", "2026-01-01", "2027-01-01")})});
    const std::string metrics = report::to_metrics(outcome, "1");
    CHECK(has(metrics,
              "gpo_name=\"a\\\"b\\\\c\xEF\xBF\xBD"
              "d\""));
    const std::size_t first = metrics.find("\nx509_cert_not_after{");
    CHECK(metrics.find("\nx509_cert_not_after{", first + 1) == std::string::npos);
}

TEST_CASE("status nagios: the worst decides, and the line holds one '|'") {
    const std::string line = report::to_nagios(sample_status());
    CHECK(report::nagios_status(sample_status()) == 2);
    CHECK(line ==
          "GPOTRUST CRITICAL - 1 expired, 1 due, 1 ok, 1 retired: old (expired 3 days ago), mail (40 days left) | trusts=4;;;0 due=1;0;;0 "
          "expired=1;;0;0 "
          "app=710;60:;0: mail=40;60:;0: old=-3;60:;0:\n");
    report::StatusOutcome broken;
    broken.error = core::Error{core::ErrorCode::ledger_damaged, "a|b\nc", "", {}};
    CHECK(report::nagios_status(broken) == 3);
    CHECK(report::to_nagios(broken) ==
          "GPOTRUST UNKNOWN - a/b\xEF\xBF\xBD"
          "c\n");
}

TEST_CASE("status html: names are escaped, nothing comes from elsewhere, bars lie on the axis") {
    const std::string html = *report::to_html(sample_status(), "1.2.3");
    CHECK(has(html, "Trust mail, &quot;inside&quot;; &amp; &lt;b&gt;outside&lt;/b&gt;"));
    for (const char* foreign : {"http:", "https:", "src=", "@import", "url(", "<script", "<link"}) CHECK_FALSE(has(html, foreign));
    // From 2025-11-22 (a year back) to 2028-11-15 (two weeks after the last end, but at most 730 days ahead: 2028-11-21): 1089 days. 2027-01-01 is day 405.
    CHECK(has(html, "x1=\"33.51%\""));  // today: 365 / 1089
    CHECK(has(html, "class=\"life-window\" x=\"31.68%\" width=\"5.51%\""));
}

TEST_CASE("status html: an estate without policies is a page, too") {
    const std::string html = *report::to_html(outcome_of({}), "1.2.3");
    CHECK(has(html, "Nothing is due."));
    CHECK_FALSE(has(html, "<table>"));
}

TEST_CASE("status errors: with --fail-on the policies are named") {
    auto outcome = sample_status();
    CHECK(report::errors_of(outcome).empty());
    outcome.exit_code = core::ExitCode::expired;
    REQUIRE(report::errors_of(outcome).size() == 1);
    CHECK(report::errors_of(outcome)[0].message == "1 trust policy expired: old");
    outcome.exit_code = core::ExitCode::renewal_due;
    CHECK(report::errors_of(outcome)[0].message == "1 trust policy due for renewal: mail");
}
