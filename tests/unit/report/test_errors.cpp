// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "sample.hpp"

using namespace gpotrust;
using test::contains;

TEST_CASE("errors: message and hint on two lines") {
    const core::Error error{core::ErrorCode::wrong_password, "wrong password", "try again", {"/x/mail.pfx"}};
    CHECK(report::to_text(error, {false, 80}) == "error: /x/mail.pfx: wrong password\n  hint: try again\n");
}

TEST_CASE("errors: an export that is not fit is one error with its codes, an accepted finding none") {
    report::CheckOutcome outcome;
    outcome.exports.push_back(test::sample_export());
    outcome.exports[0].verdict = report::Verdict::unfit;
    auto& findings = outcome.exports[0].certificates[0].findings;
    findings.assign(3, test::sample_finding());
    findings[2].code = "CERT_OTHER";
    findings[2].accepted_because = "it is";
    const auto errors = report::errors_of(outcome);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == core::ErrorCode::unfit);
    CHECK(errors[0].text() == "/x/mail.cer: not fit: CERT_EXAMPLE");
}

TEST_CASE("errors: what an export and the run both report is told once, with its place once") {
    report::PackageOutcome outcome;
    outcome.exports.push_back(test::sample_export());
    outcome.exports[0].verdict = report::Verdict::unreadable;
    outcome.exports[0].error = core::Error{core::ErrorCode::malformed_input, "damaged", "", {}};
    outcome.errors.push_back({core::ErrorCode::malformed_input, "damaged", "", {"/x/mail.cer"}});
    const auto errors = report::errors_of(outcome);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].text() == "/x/mail.cer: damaged");
}

TEST_CASE("errors: fit exports, whole items and sound packages have none") {
    report::CheckOutcome checked;
    checked.exports.push_back(test::sample_export());
    CHECK(report::errors_of(checked).empty());
    CHECK(report::errors_of(test::sample_package()).empty());
    CHECK(report::errors_of(report::InspectOutcome{}).empty());
    CHECK(report::errors_of(report::VerifyOutcome{}).empty());
}
