// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/text_template/render.hpp"
#include "report/reminders/parts.hpp"

namespace gpotrust::report::reminder {
namespace {

/// As a POSIX shell takes it: bare where nothing in it means anything to the shell.
std::string shell_word(const std::string& text) {
    constexpr std::string_view k_plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,:@%=";
    if (!text.empty() && text.find_first_not_of(k_plain) == std::string::npos) return text;
    std::string quoted = "'";
    for (const char c : text) quoted.append(c == '\'' ? "'\\''" : std::string(1, c));
    return quoted + "'";
}

core::Slots slots_of(const StatusOutcome& status, const ReminderOptions& options) {
    const JobPaths windows = windows_paths(status, options);
    const JobPaths posix = posix_paths(status, options);
    return {.texts = {{"windows_estate", windows.estate},
                      {"windows_output", windows.output},
                      {"program_word", shell_word(posix.program)},
                      {"estate_word", shell_word(posix.estate)},
                      {"output_word", shell_word(posix.output)}},
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
