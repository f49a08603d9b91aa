// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "app/ledger_access.hpp"
#include "gpotrust/app/ledger_use_cases.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using report::LedgerRebuildOutcome;

fs::path with_suffix(const fs::path& file, const std::string& suffix) {
    return file.parent_path() / platform::path_from_utf8(platform::path_to_utf8(file.filename()) + suffix);
}

/// What keeps a ledger from being used, or nothing for a sound one. A failure that is no damage is passed on: nothing may be moved then.
core::Result<std::optional<core::Error>> damage_of(const fs::path& file) {
    auto verified =
        ledger::Ledger::open(file, ledger::Access::read_only).and_then([](const ledger::Ledger& opened) { return opened.verify_chain(); });
    if (verified) return std::optional<core::Error>();
    if (verified.error().code != ErrorCode::ledger_damaged) return core::fail(std::move(verified).error());
    return std::optional<core::Error>(std::move(verified).error());
}

/// A name beside the ledger that nothing has, nor its journal.
fs::path free_name(const fs::path& file) {
    for (unsigned number = 1;; ++number) {
        fs::path name = with_suffix(file, number == 1 ? ".damaged" : fmt::format(".damaged-{}", number));
        if (!platform::exists(name) && !platform::exists(with_suffix(name, "-journal"))) return name;
    }
}

/// The journal belongs to its database and goes with it, first: a database without its journal is taken for whole, a journal without its database is ignored.
core::Result<fs::path> move_aside(const fs::path& file) {
    fs::path target = free_name(file);
    const fs::path journal = with_suffix(file, "-journal");
    if (platform::exists(journal)) GPOTRUST_TRY(platform::rename_path(journal, with_suffix(target, "-journal")));
    GPOTRUST_TRY(platform::rename_path(file, target));
    GPOTRUST_TRY(platform::sync_directory(file.parent_path()));
    return target;
}

core::Result<void> set_aside(const EstateLayout& layout, LedgerRebuildOutcome& outcome) {
    if (!platform::exists(layout.ledger())) return {};
    constexpr std::chrono::seconds k_wait{60};
    GPOTRUST_TRY_ASSIGN(const platform::FileLock lock, platform::FileLock::acquire(layout.lock(), k_wait));
    GPOTRUST_TRY_ASSIGN(std::optional<core::Error> damage, damage_of(layout.ledger()));
    if (!damage) {
        GPOTRUST_TRY_ASSIGN(const auto sound, ledger::Ledger::open(layout.ledger(), ledger::Access::read_only));
        GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> last, sound.last());
        if (!last) return {};  // an empty one is filled
        return core::fail(
            ErrorCode::usage,
            fmt::format("the ledger {} is sound, and it stays: what it has, packages cannot tell", platform::shown(layout.ledger())),
            "`gpotrust ledger verify` compares it with the packages; revisions it lacks are adopted by the next run that writes into the estate");
    }
    outcome.damage = std::move(damage);
    GPOTRUST_TRY_ASSIGN(const fs::path moved, move_aside(layout.ledger()));
    outcome.moved_to = platform::path_to_utf8(moved);
    return {};
}

core::Result<void> rebuild(const LedgerRebuildRequest& request, const EstateLayout& layout, LedgerRebuildOutcome& outcome) {
    GPOTRUST_TRY_ASSIGN(const std::vector<RevisionName> packages, revisions_on_disk(layout));
    if (packages.empty())
        return core::fail(ErrorCode::usage, fmt::format("{} holds no packages to rebuild a ledger from", platform::shown(layout.packages())),
                          "name the estate with --estate");
    GPOTRUST_TRY(set_aside(layout, outcome));
    GPOTRUST_TRY_ASSIGN(Estate estate, Estate::open(layout.root(), EstateUse::write, request.allow_network_share));
    GPOTRUST_TRY_ASSIGN(outcome.notices, recover(estate));
    GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> last, estate.ledger()->last());
    outcome.rows = last ? static_cast<std::size_t>(last->sequence) : 0;
    return {};
}

}  // namespace

core::Result<LedgerRebuildOutcome> rebuild_ledger(const LedgerRebuildRequest& request) {
    LedgerRebuildOutcome outcome;
    GPOTRUST_TRY_ASSIGN(const fs::path root, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(root);
    auto rebuilt = rebuild(request, EstateLayout(root), outcome);
    if (rebuilt) return outcome;
    if (core::exit_code_for(rebuilt.error().code) == core::ExitCode::usage) return core::fail(std::move(rebuilt).error());
    outcome.exit_code = core::exit_code_for(rebuilt.error().code);
    outcome.error = std::move(rebuilt).error();
    return outcome;
}

}  // namespace gpotrust::app
