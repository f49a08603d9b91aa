// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/report/reminders.hpp"

#include "gpotrust/report/print.hpp"
#include "report/reminders/parts.hpp"

namespace gpotrust::report {

core::Result<core::FileTree> reminders(const StatusOutcome& status, const ReminderOptions& options) {
    core::FileTree files;
    for (const auto part : {reminder::jobs, reminder::monitoring, reminder::drafts, reminder::instructions}) {
        GPOTRUST_TRY_ASSIGN(core::FileTree made, part(status, options));
        files.merge(made);
    }
    GPOTRUST_TRY_ASSIGN(const std::string dashboard, to_html(status, options.tool_version));
    files.insert_or_assign(core::RelativePath::of("dashboard.html"), core::to_bytes(dashboard));
    // RFC 5545 3.6: a calendar holds at least one component.
    if (!status.trusts.empty()) files.insert_or_assign(core::RelativePath::of("gpotrust.ics"), core::to_bytes(to_calendar(status)));
    return files;
}

}  // namespace gpotrust::report
