// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
using core::ExitCode;
using report::Verdict;

namespace {

report::CheckOutcome check(const std::vector<std::string>& files, app::Judgement judgement = {}) {
    app::CheckRequest request;
    for (const std::string& file : files) request.exports.push_back(test::export_file(file));
    request.judgement = std::move(judgement);
    request.judgement.now = *core::parse_utc_time("2026-11-22T15:10:00Z");
    return app::check(request, test::right_password());
}

}  // namespace

TEST_CASE("check: every export is judged and the exit says the worst") {
    const report::CheckOutcome outcome = check({"mail.pfx", "expired.cer", "both.p7b"});
    REQUIRE(outcome.exports.size() == 3);
    CHECK(outcome.exports[0].verdict == Verdict::fit);
    CHECK(outcome.exports[0].key_evidence == certificate::KeyEvidence::proven);
    CHECK(outcome.exports[1].verdict == Verdict::unfit);
    CHECK(outcome.exports[2].verdict == Verdict::fit);  // it never asks: both are judged
    CHECK(outcome.exports[2].certificates.size() == 2);
    CHECK(outcome.exit_code == ExitCode::unfit);
}

TEST_CASE("check: what is no export is unreadable, with the reason and its path") {
    const report::CheckOutcome outcome = check({"make-fixtures.sh"});
    REQUIRE(outcome.exports.size() == 1);
    CHECK(outcome.exports[0].verdict == Verdict::unreadable);
    REQUIRE(outcome.exports[0].error.has_value());
    CHECK(outcome.exports[0].error->text().find("make-fixtures.sh") != std::string::npos);
    CHECK(outcome.exit_code == ExitCode::malformed);
}

TEST_CASE("check: an export that does not open has its kind and the code that says why") {
    const report::CheckOutcome text = check({"make-fixtures.sh"});
    REQUIRE(text.exports[0].findings.size() == 1);
    CHECK(text.exports[0].findings[0].code == "NOT_A_CERTIFICATE");
    CHECK(text.exports[0].findings[0].is_blocking());
    CHECK_FALSE(text.exports[0].kind.has_value());

    app::CheckRequest request;
    request.exports.push_back(test::export_file("mail.pfx"));
    const report::CheckOutcome locked = app::check(request, {});
    REQUIRE(locked.exports[0].findings.size() == 1);
    CHECK(locked.exports[0].findings[0].code == "PASSWORD_NEEDED");
    CHECK(locked.exports[0].kind == certificate::ExportKind::pfx);
    CHECK(locked.exports[0].verdict == Verdict::unreadable);
    CHECK(locked.exit_code == ExitCode::password);

    request.exports = {test::export_file("mail.pfx").replace_filename("no-such-file.pfx")};
    CHECK(app::check(request, {}).exports[0].findings.empty());
}

TEST_CASE("check: --require-exportable makes a public-only export unfit") {
    app::Judgement judgement;
    CHECK(check({"mail.cer"}, judgement).exit_code == ExitCode::fine);
    judgement.require_exportable = true;
    CHECK(check({"mail.cer"}, judgement).exit_code == ExitCode::unfit);
    CHECK(check({"mail.pfx"}, judgement).exit_code == ExitCode::fine);
}

TEST_CASE("check: a misspelt --accept is a usage error, not a verdict") {
    app::Judgement judgement;
    judgement.accepted = {{"CERT_EXPIRD", "x"}};
    CHECK(check({"mail.pfx"}, judgement).exit_code == ExitCode::usage);
}
