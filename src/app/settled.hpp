// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Whether anything can have changed in an estate since the last writing run ended well: docs/decisions/0007-recovery-by-note.md.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::app {

/// What lies in packages/: each name with the time its folder was last written, in the file system's ticks. A new name, a name that is gone, and anything that came into or left a
/// policy's folder show here; what changed inside a revision does not.
using PackageTimes = std::map<std::string, std::int64_t>;

/// One look at packages/, costing one stat for each policy. A missing folder is an empty one.
[[nodiscard]] core::Result<PackageTimes> package_times(const std::filesystem::path& packages);
/// The names whose folders were written so short a time ago that a further change might not show in their times.
[[nodiscard]] std::set<std::string> written_just_now(const PackageTimes& times);

/// What a run that ended well leaves for the next one. It is removed before anything is changed: where it stands and fits, no run was ended in the middle.
struct SettledNote {
    std::int64_t sequence = 0;  ///< of the ledger's last row
    core::Sha256Digest chain;   ///< of that row
    core::Sha256Digest packages;
    std::set<std::string> look_again;  ///< policies whose folders were written too recently for their times to tell
};

/// The note for a ledger whose last row is `last`, and packages as they are.
[[nodiscard]] SettledNote note_of(const ledger::Event& last, const PackageTimes& times, std::set<std::string> look_again);
/// True if nothing but what `look_again` names can have changed since the note was written.
[[nodiscard]] bool still_holds(const SettledNote& note, const std::optional<ledger::Event>& last, const PackageTimes& times);

/// Nothing when there is none or it cannot be read: then everything is looked at.
[[nodiscard]] std::optional<SettledNote> read_note(const std::filesystem::path& file);
/// Written without waiting for the device: a note that is lost costs one look at everything.
void write_note(const std::filesystem::path& file, const SettledNote& note) noexcept;

}  // namespace gpotrust::app
