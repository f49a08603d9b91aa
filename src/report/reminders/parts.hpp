// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The parts of report::reminders().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/slots.hpp"
#include "gpotrust/report/reminders.hpp"

namespace gpotrust::report::reminder {

/// Where a scheduled job finds things.
struct JobPaths {
    std::string program;
    std::string estate;
    std::string output;
    bool are_examples = false;  ///< the reminders were made on the other kind of system
};
[[nodiscard]] JobPaths windows_paths(const StatusOutcome& status, const ReminderOptions& options);
[[nodiscard]] JobPaths posix_paths(const StatusOutcome& status, const ReminderOptions& options);

/// The arguments with which a job writes the same reminders again.
[[nodiscard]] std::vector<std::string> job_arguments(const JobPaths& paths, const renewal::Schedule& schedule,
                                                     const std::vector<std::string>& contacts);
/// As CommandLineToArgvW takes it apart. Fails with usage on a quote or a control character, which no path of Windows has.
[[nodiscard]] core::Result<std::string> windows_command_line(const std::vector<std::string>& arguments);
/// As a line of a unit file (systemd.service(5), "Command lines", and systemd.unit(5), "Specifiers"). Fails with usage on control characters.
[[nodiscard]] core::Result<std::string> systemd_command_line(const std::vector<std::string>& arguments);

/// gpotrust-remind.xml (Task Scheduler schema 1.2), gpotrust-remind.service and gpotrust-remind.timer.
[[nodiscard]] core::Result<core::FileTree> jobs(const StatusOutcome& status, const ReminderOptions& options);
/// gpotrust.prom and gpotrust-alerts.yml.
[[nodiscard]] core::Result<core::FileTree> monitoring(const StatusOutcome& status, const ReminderOptions& options);
/// mail/<slug>.eml for every trust policy that has reached a threshold.
[[nodiscard]] core::Result<core::FileTree> drafts(const StatusOutcome& status, const ReminderOptions& options);
/// README.html and README.txt.
[[nodiscard]] core::Result<core::FileTree> instructions(const StatusOutcome& status, const ReminderOptions& options);

/// "Fri, 02 Jan 2026 03:04:05 +0000" (RFC 5322 3.3).
[[nodiscard]] std::string mail_date(core::UtcTime time);
/// A header field with an unstructured value: as it is when it is short ASCII, else as encoded words (RFC 2047), folded.
[[nodiscard]] std::string mail_header(std::string_view name, std::string_view value);
/// Base64 in lines of 76 with CR LF.
[[nodiscard]] std::string mail_base64(std::string_view text);

/// Every line feed as CR LF; the text has no CR.
[[nodiscard]] std::string with_crlf(std::string_view text);

}  // namespace gpotrust::report::reminder
