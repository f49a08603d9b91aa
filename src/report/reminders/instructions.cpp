// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/text_template/render.hpp"
#include "report/reminders/parts.hpp"

namespace gpotrust::report::reminder {
namespace {

core::Slots slots_of(const StatusOutcome& status, const ReminderOptions& options) {
    const JobPaths windows = windows_paths(status, options);
    const JobPaths posix = posix_paths(status, options);
    return {.texts = {{"windows_estate", windows.estate},
                      {"windows_output", windows.output},
                      {"posix_program", posix.program},
                      {"posix_estate", posix.estate},
                      {"posix_output", posix.output}},
            .flags = {{"windows_is_example", windows.are_examples}, {"posix_is_example", posix.are_examples}},
            .lists = {}};
}

}  // namespace

core::Result<core::FileTree> instructions(const StatusOutcome& status, const ReminderOptions& options) {
    using text_template::embedded;
    using text_template::Escaping;
    const core::Slots slots = slots_of(status, options);
    GPOTRUST_TRY_ASSIGN(const std::string html, text_template::render(embedded("report/reminders/README.html"), slots, Escaping::html));
    GPOTRUST_TRY_ASSIGN(const std::string text, text_template::render(embedded("report/reminders/README.txt"), slots, Escaping::plain_text));
    core::FileTree files;
    files.insert_or_assign(core::RelativePath::of("README.html"), core::to_bytes(html));
    files.insert_or_assign(core::RelativePath::of("README.txt"), core::to_bytes(with_crlf(text)));
    return files;
}

}  // namespace gpotrust::report::reminder
