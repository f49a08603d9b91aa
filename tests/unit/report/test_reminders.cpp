// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "gpotrust/core/text.hpp"
#include "report/reminders/parts.hpp"
#include "sample_status.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using namespace gpotrust::report;

namespace {

const ReminderOptions k_linux{"/usr/bin/gpotrust", "/srv/trust-estate/reminders", {}, "1.2.3"};
const ReminderOptions k_windows{"D:\\Tools\\gpotrust.exe", "E:\\trust estate\\reminders", {"pki@contoso.com"}, "1.2.3"};

std::string file(const core::FileTree& files, std::string_view path) {
    const auto found = files.find(*core::RelativePath::parse(path));
    REQUIRE(found != files.end());
    return std::string(core::as_text(found->second));
}

core::FileTree made(const StatusOutcome& status, const ReminderOptions& options) {
    auto files = reminders(status, options);
    INFO((files ? std::string() : files.error().text()));
    REQUIRE(files.has_value());
    return *std::move(files);
}

/// The task as UTF-8.
std::string task_of(const core::FileTree& files) {
    const auto found = files.find(core::RelativePath::of("gpotrust-remind.xml"));
    REQUIRE(found != files.end());
    REQUIRE(found->second.size() > 2);
    CHECK((found->second[0] == 0xFF && found->second[1] == 0xFE));
    return *core::utf16le_to_utf8(core::BytesView(found->second).subspan(2));
}

}  // namespace

TEST_CASE("reminders: drafts are for what has reached a threshold and is not retired") {
    const core::FileTree files = made(sample_status(), k_linux);
    std::vector<std::string> drafts;
    for (const auto& [path, octets] : files)
        if (path.text().starts_with("mail/")) drafts.push_back(path.text());
    CHECK(drafts == std::vector<std::string>{"mail/mail.eml", "mail/old.eml"});
    CHECK(files.size() == 11);
}

TEST_CASE("reminders: only calendar, metrics and dashboard tell of the day they were made") {
    const auto on = [](const char* now) {
        return made(outcome_of({policy("mail", "Mail", 2, {recorded("mail", "current", "2026-01-01", "2027-01-01")})}, at(now)), k_linux);
    };
    const core::FileTree first = on("2026-11-10");
    std::vector<std::string> changed;
    for (const auto& [path, octets] : on("2026-11-22"))
        if (first.at(path) != octets) changed.push_back(path.text());
    CHECK(changed == std::vector<std::string>{"dashboard.html", "gpotrust.ics", "gpotrust.prom"});
}

TEST_CASE("reminders: a new threshold makes another draft") {
    const auto draft = [](const char* now) {
        return file(made(outcome_of({policy("mail", "Mail", 2, {recorded("mail", "current", "2026-01-01", "2027-01-01")})}, at(now)), k_linux),
                    "mail/mail.eml");
    };
    CHECK(draft("2026-11-22") == draft("2026-12-01"));
    CHECK(draft("2026-12-01") != draft("2026-12-02"));  // 30 days before
    CHECK(has(draft("2026-12-02"), "Date: Wed, 02 Dec 2026 00:00:00 +0000\r\n"));
    CHECK(has(draft("2027-02-01"), "Subject: Certificate has ended on 2027-01-01: Mail\r\n"));
}

TEST_CASE("mail: dates as RFC 5322 has them") {
    // date -u -R -d @1798761600; date -u -R -d @951782399
    CHECK(reminder::mail_date(at("@1798761600")) == "Fri, 01 Jan 2027 00:00:00 +0000");
    CHECK(reminder::mail_date(at("@951782399")) == "Mon, 28 Feb 2000 23:59:59 +0000");
}

TEST_CASE("mail: a subject beyond ASCII becomes encoded words that are whole in themselves") {
    CHECK(reminder::mail_header("Subject", "plain") == "Subject: plain\r\n");
    // python3 -c "import base64; print(base64.b64encode('Größe'.encode()))"
    CHECK(reminder::mail_header("Subject",
                                "Gr\xC3\xB6\xC3\x9F"
                                "e") == "Subject: =?UTF-8?B?R3LDtsOfZQ==?=\r\n");
    CHECK(reminder::mail_header("Subject", "a =?utf-8?q?b?=") == "Subject: =?UTF-8?B?YSA9P3V0Zi04P3E/Yj89?=\r\n");
    std::string locks;
    for (int i = 0; i < 40; ++i) locks += "\xF0\x9F\x94\x92";
    for (const std::string& line : lines_of(reminder::mail_header("Subject", locks), "\r\n")) {
        CHECK(line.size() <= 78);
        const std::size_t start = line.find("?B?") + 3;
        const auto octets = core::parse_base64(line.substr(start, line.find("?=", start) - start));
        REQUIRE(octets.has_value());
        CHECK(core::is_utf8(core::as_text(*octets)));
    }
}

TEST_CASE("mail: no name ends a header") {
    const std::string header = reminder::mail_header("Subject", "a\r\nBcc: x@example.com");
    CHECK(lines_of(header, "\r\n").size() == 1);
}

TEST_CASE("mail: what is no address is refused") {
    for (const char* contact : {"", "pki", "@contoso.com", "pki@", "a@b@c", "a b@c", "a@b,c@d", "<a@b>", "a@b\r\nBcc:c@d", "p\xC3\xA4@b"}) {
        INFO(contact);
        const auto files = reminders(sample_status(), {k_linux.program, k_linux.output, {contact}, "1"});
        REQUIRE_FALSE(files.has_value());
        CHECK(files.error().code == core::ErrorCode::usage);
    }
}

TEST_CASE("mail: drafts without contacts have no recipient, with them one header") {
    CHECK_FALSE(has(file(made(sample_status(), k_linux), "mail/mail.eml"), "\r\nTo:"));
    ReminderOptions two = k_linux;
    two.contacts = {"a@contoso.com", "b@contoso.com"};
    CHECK(has(file(made(sample_status(), two), "mail/mail.eml"), "\r\nTo: a@contoso.com,\r\n b@contoso.com\r\n"));
}

TEST_CASE("jobs: a unit file's command survives blanks, quotes, specifiers and variables") {
    // systemd.service(5): "%" is doubled, "$" is doubled, a quoted word knows C escapes.
    CHECK(*reminder::systemd_command_line({"/usr/bin/gpotrust", "a b", "50%", "$HOME", "back\\slash", "say \"x\"", ""}) ==
          "/usr/bin/gpotrust \"a b\" \"50%%\" \"$$HOME\" \"back\\\\slash\" \"say \\\"x\\\"\" \"\"");
    CHECK_FALSE(reminder::systemd_command_line({"a\nExecStartPost=evil"}).has_value());
}

TEST_CASE("jobs: arguments on Windows are quoted as CommandLineToArgvW reads them") {
    CHECK(*reminder::windows_command_line({"remind", "C:\\trust estate\\", "C:\\x\\", ""}) == "remind \"C:\\trust estate\\\\\" C:\\x\\ \"\"");
    CHECK_FALSE(reminder::windows_command_line({"a\"b"}).has_value());
}

TEST_CASE("jobs: made on Linux, the task for Windows has example paths, and the other way round") {
    const std::string on_linux = task_of(made(sample_status(), k_linux));
    CHECK(has(on_linux, "<Command>C:\\Program Files\\gpotrust\\gpotrust.exe</Command>"));
    auto status = sample_status();
    status.estate = "E:\\trust estate";
    const core::FileTree files = made(status, k_windows);
    CHECK(has(task_of(files), "<Command>D:\\Tools\\gpotrust.exe</Command>"));
    CHECK(has(task_of(files),
              "<Arguments>remind --estate \"E:\\trust estate\" --output \"E:\\trust estate\\reminders\" --contact pki@contoso.com</Arguments>"));
    CHECK(has(file(files, "gpotrust-remind.service"), "ExecStart=/usr/local/bin/gpotrust remind "));
    CHECK(has(file(files, "README.txt"), "The reminders were made on Windows"));
    CHECK_FALSE(has(file(files, "README.txt"), "The reminders were made on another system"));
}

TEST_CASE("mail: a draft goes to the contacts of its trust policy, or to those that were said for all") {
    auto status = sample_status();
    for (auto& trust : status.trusts) trust.contacts = {"own@contoso.com"};
    const auto recipients_of = [&](const ReminderOptions& options) {
        std::set<std::string> found;
        for (const auto& [path, octets] : made(status, options)) {
            const std::string text(core::as_text(octets));
            const std::size_t to = text.find("\r\nTo: ");
            if (path.text().ends_with(".eml")) found.insert(to == std::string::npos ? "" : text.substr(to + 6, text.find("\r\n", to + 6) - to - 6));
        }
        return found;
    };
    CHECK(recipients_of(k_linux) == std::set<std::string>{"own@contoso.com"});
    CHECK(recipients_of(k_windows) == std::set<std::string>{"pki@contoso.com"});
    status.trusts.front().contacts = {"not an address"};
    status.trusts.front().threshold = 60;
    CHECK_FALSE(reminders(status, k_linux));
}

TEST_CASE("jobs: another schedule stands in their command") {
    auto status = sample_status();
    status.schedule.renew_days = 90;
    status.schedule.thresholds = {90, 7};
    ReminderOptions said = k_linux;
    said.job_schedule = status.schedule;
    CHECK(has(file(made(status, said), "gpotrust-remind.service"), " --within 90d --thresholds 90,7\n"));
    // What the estate file says stays out of it: the file may change.
    CHECK_FALSE(has(file(made(status, k_linux), "gpotrust-remind.service"), "--within"));
    CHECK(has(file(made(status, k_linux), "gpotrust-alerts.yml"), "/ 86400 > 7\n"));
}

TEST_CASE("reminders: an empty estate has no calendar, which would need an event") {
    CHECK(made(outcome_of({}), k_linux).count(core::RelativePath::of("gpotrust.ics")) == 0);
}

TEST_CASE("reminders: texts for Notepad end their lines with CR LF") {
    const std::string readme = file(made(sample_status(), k_linux), "README.txt");
    for (const std::string& line : lines_of(readme, "\r\n")) {
        INFO(line);
        CHECK(line.find('\n') == std::string::npos);
        CHECK(line.size() <= 90);
    }
}
