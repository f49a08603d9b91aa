// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <cerrno>

#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using report::FileChange;

namespace {

namespace fs = std::filesystem;

core::UtcTime at(const char* text) { return *core::parse_utc_time(text); }

/// An estate whose ledger has one trust policy, of 2026.
void make_estate(const fs::path& root) {
    auto ledger = ledger::Ledger::open(root / "ledger.db", ledger::Access::read_write);
    REQUIRE(ledger.has_value());
    ledger::RecordedCertificate certificate;
    certificate.store = "TrustedPeople";
    certificate.role = "current";
    certificate.not_before = at("2026-01-01");
    certificate.not_after = at("2027-01-01");
    certificate.subject = "CN=mail";
    ledger::Event event;
    event.time = at("2026-02-01");
    event.kind = "packaged";
    event.slug = "mail";
    event.gpo_name = "Mail";
    event.gpo_guid.octets.fill(7);
    event.revision = 1;
    event.scope = "both";
    event.certificates = {certificate};
    REQUIRE(ledger->append(event).has_value());
}

app::RemindRequest request(const fs::path& estate, const char* now) {
    app::RemindRequest request;
    request.estate = estate;
    request.program = "/usr/bin/gpotrust";
    request.tool_version = "1.2.3";
    request.now = at(now);
    return request;
}

std::optional<FileChange> change_of(const report::RemindOutcome& outcome, std::string_view path) {
    for (const auto& file : outcome.files)
        if (file.path == path) return file.change;
    return std::nullopt;
}

}  // namespace

TEST_CASE("remind: a full disk leaves the old file, and no other beside it") {
    const test::TemporaryFolder folder;
    make_estate(folder.path());
    REQUIRE_FALSE(app::remind(request(folder.path(), "2026-11-20")).error.has_value());
    const fs::path metrics = folder.path() / "reminders" / "gpotrust.prom";
    const core::Bytes before = test::file_bytes(metrics);
    const auto entries = platform::list_directory(metrics.parent_path());
    for (const platform::Operation broken : {platform::Operation::write, platform::Operation::rename}) {
        const platform::ScopedFault fault([&](platform::Operation operation, const fs::path& path) {
            return operation == broken && path.parent_path() == metrics.parent_path() ? ENOSPC : 0;
        });
        const auto outcome = app::remind(request(folder.path(), "2026-11-21"));
        REQUIRE(outcome.error.has_value());
        CHECK(outcome.exit_code == core::ExitCode::file_system);
    }
    CHECK(test::file_bytes(metrics) == before);
    CHECK(*platform::list_directory(metrics.parent_path()) == *entries);
}

TEST_CASE("remind: writes nothing into the estate but the reminders") {
    const test::TemporaryFolder folder;
    make_estate(folder.path());
    const core::Bytes ledger = test::file_bytes(folder.path() / "ledger.db");
    const auto outcome = app::remind(request(folder.path(), "2026-11-20"));
    CHECK(change_of(outcome, "mail/mail.eml") == FileChange::written);
    CHECK(test::file_bytes(folder.path() / "ledger.db") == ledger);
    CHECK(platform::list_directory(folder.path())->size() == 2);
}

TEST_CASE("remind: a link where a reminder belongs is not written through") {
#ifndef _WIN32
    const test::TemporaryFolder folder;
    make_estate(folder.path());
    const fs::path output = folder.path() / "reminders";
    REQUIRE(platform::create_directories(output).has_value());
    fs::create_symlink(folder.path() / "ledger.db", output / "dashboard.html");
    const core::Bytes ledger = test::file_bytes(folder.path() / "ledger.db");
    const auto outcome = app::remind(request(folder.path(), "2026-11-20"));
    REQUIRE(outcome.error.has_value());
    CHECK(outcome.error->code == core::ErrorCode::file_system);
    CHECK(test::file_bytes(folder.path() / "ledger.db") == ledger);
#endif
}

TEST_CASE("status: the schedule of the run decides, and the exit only when asked") {
    const test::TemporaryFolder folder;
    make_estate(folder.path());
    app::StatusRequest question;
    question.estate = folder.path();
    question.now = at("2026-10-20");
    CHECK(app::status(question).trusts.at(0).state == renewal::State::ok);
    question.schedule.renew_days = 90;
    CHECK(app::status(question).trusts.at(0).state == renewal::State::due);
    CHECK(app::status(question).exit_code == core::ExitCode::fine);
    question.fail_on = {renewal::State::expired};
    CHECK(app::status(question).exit_code == core::ExitCode::fine);
    question.fail_on = {renewal::State::due};
    CHECK(app::status(question).exit_code == core::ExitCode::renewal_due);
    question.now = at("2027-02-01");
    CHECK(app::status(question).exit_code == core::ExitCode::expired);  // it was due before
    question.fail_on = {renewal::State::due, renewal::State::expired};
    CHECK(app::status(question).exit_code == core::ExitCode::expired);
    question.packages = {"other"};
    CHECK(app::status(question).exit_code == core::ExitCode::usage);
}
