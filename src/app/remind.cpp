// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/schedule_wish.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/report/reminders.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using report::FileChange;
using report::RemindOutcome;

constexpr std::size_t k_largest_draft = 1U << 20U;

/// Writing through a link would change a file that is none of ours.
core::Result<void> refuse_obstacle(const fs::path& path) {
    const bool is_link = platform::is_symbolic_link(path);
    if (!is_link && !platform::is_directory(path)) return {};
    return core::fail(ErrorCode::file_system,
                      fmt::format("{} is {}, where a reminder belongs", platform::shown(path), is_link ? "a symbolic link" : "a folder"),
                      "move it away, then run again");
}

core::Result<FileChange> bring_up_to_date(const fs::path& path, const core::Bytes& octets) {
    GPOTRUST_TRY(refuse_obstacle(path));
    const bool is_there = platform::is_file(path);
    if (is_there) {
        const auto present = platform::read_file(path, octets.size());
        if (present && *present == octets) return FileChange::unchanged;
    }
    // A later run writes again what a power cut takes away.
    GPOTRUST_TRY(platform::write_file_atomically(path, octets, platform::Durability::unsynced));
    return is_there ? FileChange::replaced : FileChange::written;
}

core::Result<void> write_all(const fs::path& output, const core::FileTree& files, RemindOutcome& outcome) {
    std::set<fs::path> made;
    for (const auto& [path, octets] : files) {
        const fs::path file = output / platform::to_native(path);
        if (made.insert(file.parent_path()).second) GPOTRUST_TRY(platform::create_directories(file.parent_path()));
        GPOTRUST_TRY_ASSIGN(const FileChange change, bring_up_to_date(file, octets));
        outcome.files.push_back({path.text(), change});
    }
    return {};
}

/// Told by the header field, not by the name: somebody may keep other messages there.
bool is_draft_of_ours(const fs::path& file) {
    if (!platform::is_file(file) || !platform::path_to_utf8(file.filename()).ends_with(".eml")) return false;
    const auto octets = platform::read_file(file, k_largest_draft);
    return octets && core::as_text(*octets).find("\r\n" + std::string(report::k_draft_header)) != std::string_view::npos;
}

/// Drafts for what was renewed or retired meanwhile.
core::Result<void> remove_old_drafts(const fs::path& output, const core::FileTree& files, RemindOutcome& outcome) {
    const fs::path folder = output / std::string(report::k_draft_folder);
    if (!platform::is_directory(folder)) return {};
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(folder));
    for (const fs::path& entry : entries) {
        const std::string name = fmt::format("{}/{}", report::k_draft_folder, platform::path_to_utf8(entry.filename()));
        const auto path = core::RelativePath::parse(name);
        if (!path || files.count(*path) != 0 || !is_draft_of_ours(entry)) continue;
        GPOTRUST_TRY(platform::remove_file(entry));
        outcome.files.push_back({name, FileChange::removed});
    }
    return {};
}

core::Result<void> write_reminders(const RemindRequest& request, RemindOutcome& outcome) {
    if (outcome.status.error) return core::fail(*outcome.status.error);
    if (!outcome.status.has_ledger)
        return core::fail(ErrorCode::usage, fmt::format("{} has no ledger: there is nothing to remind of", platform::shown(request.estate)),
                          "name the estate with --estate, or make a first package with `gpotrust package EXPORT`");
    GPOTRUST_TRY_ASSIGN(const fs::path output, platform::absolute_path(request.output.value_or(request.estate / "reminders")));
    outcome.output = platform::path_to_utf8(output);
    GPOTRUST_TRY_ASSIGN(const core::FileTree files, report::reminders(outcome.status, {request.program, outcome.output, request.contacts,
                                                                                       request.tool_version, wished({}, request.schedule)}));
    GPOTRUST_TRY(write_all(output, files, outcome));
    GPOTRUST_TRY(remove_old_drafts(output, files, outcome));
    std::sort(outcome.files.begin(), outcome.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return {};
}

}  // namespace

RemindOutcome remind(const RemindRequest& request) {
    RemindOutcome outcome;
    StatusRequest question;
    question.estate = request.estate;
    question.schedule = request.schedule;
    question.now = request.now;
    outcome.status = status(question);
    outcome.estate = outcome.status.estate;
    const auto written = write_reminders(request, outcome);
    if (written) return outcome;
    outcome.exit_code = core::exit_code_for(written.error().code);
    outcome.error = written.error();
    return outcome;
}

}  // namespace gpotrust::app
