// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/xml/example_document.hpp"
#include "report/reminders/parts.hpp"

namespace gpotrust::report::reminder {
namespace {

using core::RelativePath;
using core::Slots;

bool is_windows_path(std::string_view path) { return path.starts_with("\\\\") || (path.size() > 2 && path[1] == ':'); }

core::Error unfit_path(std::string_view text) {
    return {core::ErrorCode::usage,
            fmt::format("no scheduled job can be given \"{}\"", core::printable(text)),
            "use paths without control characters and quotes",
            {}};
}

/// Quoted where there is a blank; backslashes before the closing quote are doubled.
std::string windows_word(std::string_view word) {
    if (!word.empty() && word.find_first_of(" \t") == std::string_view::npos) return std::string(word);
    const std::size_t last = word.find_last_not_of('\\');
    const std::size_t trailing = word.size() - (last == std::string_view::npos ? 0 : last + 1);
    return "\"" + std::string(word) + std::string(trailing, '\\') + "\"";
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-,:@+=").find(c) != std::string_view::npos;
}

/// Specifiers begin with '%' everywhere, variables with '$' in commands only.
enum class UnitWord { of_command, path };

std::string systemd_word(std::string_view word, UnitWord use) {
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string(word);
    std::string quoted = "\"";
    for (const char c : word) {
        if (c == '%' || (c == '$' && use == UnitWord::of_command)) quoted.push_back(c);
        if (c == '\\' || c == '"') quoted.push_back('\\');
        quoted.push_back(c);
    }
    return quoted + "\"";
}

std::vector<std::string> whole_command(const JobPaths& paths, const ReminderOptions& options) {
    std::vector<std::string> command = job_arguments(paths, options.job_schedule, options.contacts);
    command.insert(command.begin(), paths.program);
    return command;
}

core::Result<core::Bytes> scheduled_task(const StatusOutcome& status, const ReminderOptions& options) {
    const JobPaths paths = windows_paths(status, options);
    GPOTRUST_TRY_ASSIGN(const std::string arguments, windows_command_line(job_arguments(paths, options.job_schedule, options.contacts)));
    const Slots slots{.texts = {{"program", paths.program}, {"arguments", arguments}}, .flags = {}, .lists = {}};
    return xml::fill_example(text_template::embedded("report/reminders/gpotrust-remind.xml"), slots, {.encoding = xml::Encoding::utf16le_bom});
}

core::Result<std::string> service(const StatusOutcome& status, const ReminderOptions& options) {
    const JobPaths paths = posix_paths(status, options);
    GPOTRUST_TRY_ASSIGN(const std::string command, systemd_command_line(whole_command(paths, options)));
    const std::string output = systemd_word(paths.output, UnitWord::path);
    return text_template::render(text_template::embedded("report/reminders/gpotrust-remind.service"),
                                 {.texts = {{"command", command}, {"output", output}}, .flags = {}, .lists = {}},
                                 text_template::Escaping::plain_text);
}

}  // namespace

JobPaths windows_paths(const StatusOutcome& status, const ReminderOptions& options) {
    if (is_windows_path(options.program)) return {options.program, status.estate, options.output, false};
    return {"C:\\Program Files\\gpotrust\\gpotrust.exe", "C:\\ProgramData\\trust-estate", "C:\\ProgramData\\trust-estate\\reminders", true};
}

JobPaths posix_paths(const StatusOutcome& status, const ReminderOptions& options) {
    if (options.program.starts_with('/')) return {options.program, status.estate, options.output, false};
    return {"/usr/local/bin/gpotrust", "/srv/trust-estate", "/srv/trust-estate/reminders", true};
}

std::vector<std::string> job_arguments(const JobPaths& paths, const renewal::Schedule& schedule, const std::vector<std::string>& contacts) {
    std::vector<std::string> arguments{"remind", "--estate", paths.estate, "--output", paths.output};
    const renewal::Schedule usual;
    if (schedule.renew_days != usual.renew_days) arguments.insert(arguments.end(), {"--within", fmt::format("{}d", schedule.renew_days)});
    if (schedule.thresholds != usual.thresholds)
        arguments.insert(arguments.end(), {"--thresholds", fmt::format("{}", fmt::join(schedule.thresholds, ","))});
    for (const std::string& contact : contacts) arguments.insert(arguments.end(), {"--contact", contact});
    return arguments;
}

core::Result<std::string> windows_command_line(const std::vector<std::string>& arguments) {
    std::string line;
    for (const std::string& word : arguments) {
        if (word.find('"') != std::string::npos || core::printable(word) != word) return core::fail(unfit_path(word));
        line.append(line.empty() ? "" : " ").append(windows_word(word));
    }
    return line;
}

core::Result<std::string> systemd_command_line(const std::vector<std::string>& arguments) {
    std::string line;
    for (const std::string& word : arguments) {
        if (core::printable(word) != word) return core::fail(unfit_path(word));
        line.append(line.empty() ? "" : " ").append(systemd_word(word, UnitWord::of_command));
    }
    return line;
}

core::Result<core::FileTree> jobs(const StatusOutcome& status, const ReminderOptions& options) {
    GPOTRUST_TRY_ASSIGN(core::Bytes task, scheduled_task(status, options));
    GPOTRUST_TRY_ASSIGN(const std::string unit, service(status, options));
    core::FileTree files;
    files.insert_or_assign(RelativePath::of("gpotrust-remind.xml"), std::move(task));
    files.insert_or_assign(RelativePath::of("gpotrust-remind.service"), core::to_bytes(unit));
    files.insert_or_assign(RelativePath::of("gpotrust-remind.timer"),
                           core::to_bytes(text_template::embedded("report/reminders/gpotrust-remind.timer")));
    return files;
}

}  // namespace gpotrust::report::reminder
