// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/report/print.hpp"
#include "gpotrust/text_template/render.hpp"
#include "report/reminders/parts.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report::reminder {
namespace {

/// Numbers only: nothing in the rules comes from others, what they name stands in labels of the metrics.
core::Result<std::string> alert_rules(const renewal::Schedule& schedule) {
    const core::Slots slots{.texts = {{"renew_days", std::to_string(schedule.renew_days)}, {"urgent_days", std::to_string(urgent_days(schedule))}},
                            .flags = {},
                            .lists = {}};
    return text_template::render(text_template::embedded("report/reminders/gpotrust-alerts.yml"), slots, text_template::Escaping::plain_text);
}

}  // namespace

core::Result<core::FileTree> monitoring(const StatusOutcome& status, const ReminderOptions& options) {
    GPOTRUST_TRY_ASSIGN(const std::string rules, alert_rules(status.schedule));
    core::FileTree files;
    files.insert_or_assign(core::RelativePath::of("gpotrust.prom"), core::to_bytes(to_metrics(status, options.tool_version)));
    files.insert_or_assign(core::RelativePath::of("gpotrust-alerts.yml"), core::to_bytes(rules));
    return files;
}

}  // namespace gpotrust::report::reminder
