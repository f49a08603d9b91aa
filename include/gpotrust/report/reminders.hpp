// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

/// What the reminders say besides the status.
struct ReminderOptions {
    std::string program;                     ///< absolute path of gpotrust, as scheduled jobs call it
    std::string output;                      ///< absolute path of the folder the reminders go to
    std::vector<std::string> contacts = {};  ///< mail addresses; may be none
    std::string tool_version;
    renewal::Schedule job_schedule = {};  ///< what scheduled jobs are to say; what the estate file says they find there themselves
};

/// The folder of the mail drafts, and the header field by which a draft of ours is known.
inline constexpr std::string_view k_draft_folder = "mail";
inline constexpr std::string_view k_draft_header = "X-Gpotrust-Reminder: ";

/// Every file of the reminders: calendar, mail drafts, metrics, alert rules, dashboard, scheduled jobs, and how to install each. What does not tell of the moment it was
/// made (all but calendar, metrics and dashboard) stays the same octets while nothing changes. A job for the other system (Windows or POSIX, told from `program`) names
/// example paths. Fails with usage on a contact that is no address, or paths no job can call.
[[nodiscard]] core::Result<core::FileTree> reminders(const StatusOutcome& status, const ReminderOptions& options);

}  // namespace gpotrust::report
